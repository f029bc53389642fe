import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CellEvent, LayerEstimate, RunEvent } from "../../../src/run/runEvent";
import { encodeRunEvent, readRunFile } from "../../../src/run/runFile";
import { parseWorkerEvent } from "../../../src/worker/workerMessages";
import { CELL, makeSyntheticRun } from "../../support/syntheticRun";

const [header, started] = makeSyntheticRun() as [RunEvent, Extract<CellEvent, { type: "cell/started" }>];
const layers = started.layers.length;

/** Whatever can be measured. JSON has no -0, which no figure of a run needs. */
const figure = fc
  .oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity))
  .map((value) => (value === 0 ? 0 : value));
const figures = fc.record({ ixt: figure, ity: figure });
const interval = fc.record({ lower: figures, upper: figures });
// The header and the start plan three.
const epoch = fc.integer({ min: 1, max: 3 });
const performance = fc.record({ loss: figure, accuracy: figure });
const estimate: fc.Arbitrary<LayerEstimate> = fc.record(
  {
    ixt: figure,
    ity: figure,
    ceiling: figures,
    flags: fc.constant<[]>([]),
    bounds: interval,
    guaranteed: interval,
    standardError: figures,
    confidence: interval,
    bias: figures,
    belowBound: figure,
    beta: figure,
  },
  { requiredKeys: ["ixt", "ity", "ceiling", "flags"] },
);
const perLayer = <Value>(of: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> =>
  fc.array(of, { minLength: layers, maxLength: layers });

const FINITE_ROW = { trueBits: 1, error: 0, tolerance: 0, milliseconds: 1 };

/** What a cell says after its start. */
const laterEvent: fc.Arbitrary<CellEvent> = fc.oneof(
  fc.record({
    type: fc.constant("cell/epoch" as const),
    cell: fc.constant(CELL),
    epoch,
    training: performance,
    test: performance,
    layers: perLayer(fc.record({ gradientMean: figure, gradientDeviation: figure, weightNorm: figure })),
  }),
  fc.record({
    type: fc.constant("cell/snapshot" as const),
    cell: fc.constant(CELL),
    epoch,
    estimates: perLayer(estimate).map((estimated) =>
      ["binning", "kde"].map((estimator) => ({ estimator, rows: "all" as const, layers: estimated })),
    ),
  }),
  fc.record({
    type: fc.constant("cell/bound" as const),
    cell: fc.constant(CELL),
    of: fc.constant("p(y|x) of the data"),
    trivial: fc.boolean(),
    accuracy: figure,
    points: fc.array(
      fc.record({ beta: figure, ixt: figure, ity: figure, worst: figure }, { requiredKeys: ["ixt", "ity"] }),
      { maxLength: 4 },
    ),
    notes: fc.constant<string[]>([]),
  }),
  fc.record({
    type: fc.constant("cell/finished" as const),
    cell: fc.constant(CELL),
    seconds: figure,
    findings: fc.constant<[]>([]),
  }),
);
const startedEvent: fc.Arbitrary<CellEvent> = fc
  .record({
    inputEntropy: figure,
    labelEntropy: figure,
    inputLabelInformation: figure,
    classShares: fc.tuple(figure, figure),
  })
  .map((measured) => ({ ...started, dataset: { ...started.dataset, ...measured } }));

describe("what a worker says", () => {
  it("is understood whatever its figures are, and comes back from the run file as it was", () => {
    fc.assert(
      fc.property(startedEvent, fc.array(laterEvent, { maxLength: 1 }), (first, later) => {
        const events = [first, ...later];
        for (const event of events) {
          const message = structuredClone({ type: "cell/event", event });
          expect(parseWorkerEvent(message)).toEqual({ type: "cell/event", event });
        }
        const written = [header, ...events].map((event) => `${encodeRunEvent(event)}\n`).join("");
        expect(readRunFile(written)).toEqual({ events: [header, ...events], problems: [] });
      }),
    );
  });

  it("of its progress, its memory and the estimators' check is understood whatever the figures are", () => {
    const row = fc.record(
      {
        estimator: fc.constant("ksg"),
        distribution: fc.constant("normal"),
        trueBits: figure,
        bits: figure,
        interval: fc.tuple(figure, figure),
        error: figure,
        tolerance: figure,
        passed: fc.boolean(),
        milliseconds: figure,
      },
      { requiredKeys: ["estimator", "distribution", "bits", "passed"] },
    );
    fc.assert(
      fc.property(figure, row, (value, measured) => {
        const messages = [
          { type: "cell/progress", epoch: value, snapshots: value, mebibytes: value },
          { type: "cell/memory", mebibytes: value },
          { type: "check/row", planned: value, row: { ...FINITE_ROW, ...measured } },
        ];
        for (const message of messages) {
          expect(parseWorkerEvent(structuredClone(message))).toEqual(message);
        }
      }),
    );
  });

  it.each([
    null,
    7,
    "cell/event",
    {},
    { type: "cell/event" },
    { type: "cell/event", event: { type: "cell/epoch" } },
    { type: "cell/event", event: { type: "run/finished", status: "completed" } },
    { type: "cell/progress", epoch: "NaN", snapshots: 1, mebibytes: 1 },
    { type: "cell/progress", epoch: 1, snapshots: 1 },
    { type: "log", line: 7 },
  ])("is not understood when it is none of its messages: %j", (message) => {
    expect(parseWorkerEvent(message)).toBeUndefined();
  });
});
