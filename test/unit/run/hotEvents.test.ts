import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readHotEvent } from "../../../src/run/hotEvents";
import { runEventSchema } from "../../../src/run/runEvent";

/** A figure as a run file writes it. */
const figure = fc.oneof(
  { weight: 5, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 1, arbitrary: fc.constantFrom("NaN", "Infinity", "-Infinity") },
);
const point = fc.record({ ixt: figure, ity: figure });
const interval = fc.record({ lower: point, upper: point });
const cell = fc.record({ variant: fc.nat({ max: 9 }), seed: fc.integer() });
const estimate = fc.record(
  {
    ixt: figure,
    ity: figure,
    ceiling: point,
    flags: fc.array(fc.record({ code: fc.string(), message: fc.string() }), { maxLength: 3 }),
    raw: point,
    bounds: interval,
    guaranteed: interval,
    standardError: point,
    confidence: interval,
    bias: point,
    belowBound: figure,
    beta: figure,
  },
  { requiredKeys: ["ixt", "ity", "ceiling", "flags"] },
);
const losses = fc.record({ loss: figure, accuracy: figure });
const epochEvent = fc.record({
  type: fc.constant("cell/epoch"),
  cell,
  epoch: fc.integer(),
  training: losses,
  test: losses,
  layers: fc.array(fc.record({ gradientMean: figure, gradientDeviation: figure, weightNorm: figure }), {
    maxLength: 4,
  }),
});
const snapshotEvent = fc.record({
  type: fc.constant("cell/snapshot"),
  cell,
  epoch: fc.integer(),
  estimates: fc.array(
    fc.record({
      estimator: fc.string(),
      rows: fc.constantFrom("all", "training"),
      layers: fc.array(estimate, { maxLength: 3 }),
    }),
    { maxLength: 3 },
  ),
});
const count = fc.nat({ max: 2 ** 53 - 1 });
const histogramsEvent = fc.record(
  {
    type: fc.constant("cell/histograms"),
    cell,
    epoch: fc.nat(),
    layers: fc.array(
      fc.record({
        range: fc.tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()),
        below: count,
        above: count,
        counts: fc.array(count, { minLength: 1, maxLength: 5 }),
      }),
      { maxLength: 3 },
    ),
    estimator: fc.string(),
  },
  { requiredKeys: ["type", "cell", "epoch", "layers"] },
);
const event = fc.oneof(epochEvent, snapshotEvent, histogramsEvent);

const copy = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

/** Every object and list in a value. */
function listParts(value: unknown): (Record<string, unknown> | unknown[])[] {
  return typeof value !== "object" || value === null
    ? []
    : [value as Record<string, unknown>, ...Object.values(value).flatMap(listParts)];
}

describe("the fast reading of events", () => {
  it("takes what a run file has of them, and makes of it what the schema makes", () => {
    fc.assert(
      fc.property(event, (written) => {
        const read = readHotEvent(copy(written));
        expect(read).toBeDefined();
        expect(read).toEqual(runEventSchema.parse(copy(written)));
      }),
    );
  });

  it("leaves to the schema whatever it would refuse or change, wherever that stands", () => {
    const strange = fc.constantFrom<unknown>(
      undefined,
      null,
      "x",
      1.5,
      {},
      [],
      true,
      "y".repeat(10_001),
      Array.from({ length: 101 }, () => ({})),
    );
    fc.assert(
      fc.property(event, fc.nat(), fc.nat(), strange, fc.boolean(), (written, part, member, value, adds) => {
        const changed = copy(written);
        const parts = listParts(changed);
        const target = parts[part % parts.length]!;
        const names = Object.keys(target);
        const name = adds || names.length === 0 ? "unknownMember" : names[member % names.length]!;
        (target as Record<string, unknown>)[name] = value;
        const onDisk = copy(changed);
        const read = readHotEvent(copy(onDisk));
        const parsed = runEventSchema.safeParse(copy(onDisk));
        // What it takes is what the schema takes, to the same event.
        if (read !== undefined) {
          expect(parsed.success).toBe(true);
          expect(read).toEqual(parsed.data);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("knows no other events", () => {
    expect(readHotEvent({ type: "run/finished", status: "completed" })).toBeUndefined();
    expect(readHotEvent(null)).toBeUndefined();
    expect(readHotEvent([])).toBeUndefined();
    expect(readHotEvent("cell/epoch")).toBeUndefined();
  });
});
