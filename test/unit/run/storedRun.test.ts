import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DATA_CLASSES_MAX, NETWORKS_MAX, STORED_LIST_MAX, STORED_TEXT_MAX } from "../../../src/base/limits";
import type { CellSnapshot, CellStarted, RunEvent, RunStarted } from "../../../src/run/runEvent";
import { encodeRunEvent, readRunFile } from "../../../src/run/runFile";
import { RunFileReader } from "../../../src/run/runFileReader";
import { summarizeRun } from "../../../src/session/runSummary";
import { RunRecord } from "../../../src/view/runRecord";
import { CELL, makeStudy, makeSyntheticRun } from "../../support/syntheticRun";

const EVENTS = makeSyntheticRun();
const [HEADER, STARTED, BOUND, FIRST, EPOCH] = EVENTS as [
  RunStarted,
  CellStarted,
  RunEvent,
  CellSnapshot,
  Extract<RunEvent, { type: "cell/epoch" }>,
];
const encode = (events: readonly unknown[]): string =>
  events.map((event) => `${encodeRunEvent(event as RunEvent)}\n`).join("");

/** What is wrong with the last of these events; those before it must be sound. */
function problemOf(...events: readonly unknown[]): string {
  const { events: read, problems } = readRunFile(encode(events));
  expect(read).toHaveLength(events.length - 1);
  return problems[0]?.message ?? "";
}

describe("a run file that an earlier version wrote", () => {
  it.each(readdirSync("test/fixtures/runs"))("opens, and is drawn: %s", (name) => {
    const text = readFileSync(`test/fixtures/runs/${name}`, "utf8");
    const { events, problems } = readRunFile(text);
    expect(problems).toEqual([]);
    expect(events).toHaveLength(text.trimEnd().split("\n").length);
    expect(events[0]).toHaveProperty("config.data.source", "symmetric-rule");
    expect(events.at(-1)).toEqual({ type: "run/finished", status: "completed" });
    const record = new RunRecord();
    events.forEach((event) => {
      record.apply(event);
    });
    const { status, cells } = record.view();
    expect(status).toBe("completed");
    expect(cells.length).toBeGreaterThan(0);
    for (const { epochs, snapshots } of cells) {
      expect(Math.min(epochs.values.length, snapshots.values.length)).toBeGreaterThan(0);
    }
    const summary = summarizeRun({ head: text, tail: text });
    expect(summary).toMatchObject({ ok: true, value: { status: "completed", networks: cells.length } });
  });

  it("opens if its end is spelled as in the first files", () => {
    const ended = { type: "run/finished", status: "cancelled" };
    expect(readRunFile(encode([HEADER, ended])).events.at(-1)).toEqual({ ...ended, status: "canceled" });
  });
});

describe("a reader of run files", () => {
  it("reads the same in whatever pieces the bytes come", () => {
    const bytes = new TextEncoder().encode(encode(makeStudy([1, 0], 2)));
    const whole = readRunFile(encode(makeStudy([1, 0], 2)));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: bytes.length }), { maxLength: 30 }), (cuts) => {
        const events: RunEvent[] = [];
        const reader = new RunFileReader((event) => events.push(event));
        const ends = [...cuts, bytes.length].sort((a, b) => a - b);
        let start = 0;
        for (const end of ends) {
          expect(reader.push(bytes.subarray(start, end))).toBe(true);
          start = end;
        }
        expect(reader.end()).toBeUndefined();
        expect(events).toEqual(whole.events);
      }),
    );
  });

  it("ends a line that has no end without keeping all of it", () => {
    const reader = new RunFileReader(() => undefined);
    const piece = new Uint8Array(1024 * 1024).fill(0x20);
    let pieces = 0;
    while (reader.push(piece)) {
      pieces++;
    }
    expect(pieces).toBe(16);
    expect(reader.end()?.message).toMatch(/^Line 1 of the run file is longer than 16777216 bytes/);
  });
});

describe("a header of another version", () => {
  it.each([
    ["a field that is not known", { ...HEADER.config, future: { a: 1 } }],
    ["one further in", { ...HEADER.config, training: { ...HEADER.config?.training, future: [1] } }],
    [
      "one in a choice",
      {
        ...HEADER.config,
        analysis: { ...HEADER.config?.analysis, estimator: ["kde", { name: "binning", bins: 9, future: 1 }] },
      },
    ],
  ])("is read without %s", (_name, config) => {
    const { events, problems } = readRunFile(encode([{ ...HEADER, config }, ...EVENTS.slice(1)]));
    expect(problems).toEqual([]);
    expect(events).toHaveLength(EVENTS.length);
    expect((events[0] as RunStarted).config?.training.epochs).toBe(3);
  });

  it("is read without its config where that is not understood", () => {
    const config = { ...HEADER.config, training: { ...HEADER.config?.training, optimizer: "future" } };
    const { events, problems } = readRunFile(encode([{ ...HEADER, config }, ...EVENTS.slice(1)]));
    expect(problems).toEqual([]);
    expect((events[0] as RunStarted).config).toBeUndefined();
  });
});

describe("a run file whose sums are right but not its sense", () => {
  const layers = (count: number): CellStarted["layers"] =>
    Array.from({ length: count }, () => ({ name: "a", units: 1, activation: "tanh" }));
  const [summary] = STARTED.estimators;
  const [estimate] = FIRST.estimates;

  it("takes neither memory nor time for what the tool never writes", () => {
    const huge: CellStarted = {
      ...STARTED,
      layers: layers(3000),
      estimators: Array.from({ length: 3000 }, (_, i) => ({ key: `e${i}`, title: "", resolutions: [] })),
    };
    const before = process.memoryUsage().rss;
    expect(problemOf(HEADER, huge)).toMatch(/^Line 2 of the run file is no event.*"layers"/);
    expect(process.memoryUsage().rss - before).toBeLessThan(100e6);
  });

  const cells = Array.from({ length: NETWORKS_MAX + 1 }, (_, seed) => ({ variant: 0, seed }));
  const flags = Array.from({ length: STORED_LIST_MAX + 1 }, (_, i) => ({ code: `c${i}`, message: "" }));
  const other = { variant: 0, seed: 9 };
  const at = (epoch: number): RunEvent => ({ ...EPOCH, epoch });
  const snapshot = (estimates: CellSnapshot["estimates"]): RunEvent => ({ ...FIRST, estimates });
  it.each<[string, readonly unknown[], RegExp]>([
    ["too many networks", [{ ...HEADER, cells }], /"cells"/],
    ["a network twice", [{ ...HEADER, cells: [CELL, CELL] }], /names variant 0, seed 0 twice/],
    ["a network that the header has not", [HEADER, { ...STARTED, cell: other }], /seed 9, which the header/],
    ["a long text", [{ ...HEADER, configName: "x".repeat(STORED_TEXT_MAX + 1) }], /"configName"/],
    [
      "too many classes",
      [
        HEADER,
        {
          ...STARTED,
          dataset: { ...STARTED.dataset, classNames: Array(DATA_CLASSES_MAX + 1).fill("a") },
        },
      ],
      /"dataset.classNames"/,
    ],
    [
      "shares of other classes",
      [HEADER, { ...STARTED, dataset: { ...STARTED.dataset, classShares: [1] } }],
      /names of 2 classes and the shares of 1/,
    ],
    [
      "rows that do not add up",
      [HEADER, { ...STARTED, dataset: { ...STARTED.dataset, rows: 1 } }],
      /3482 rows for training and 614 for the test, of 1/,
    ],
    [
      "other layers than the config",
      [
        HEADER,
        {
          ...STARTED,
          layers: layers(3),
          estimators: STARTED.estimators.map((each) => ({ ...each, resolutions: ["a", "b", "c"] })),
        },
      ],
      /has 3 layers; the config of the header has 2/,
    ],
    ["other epochs than the config", [HEADER, { ...STARTED, epochs: 4 }], /plans 4 epochs; .* plans 3/],
    [
      "other estimators than the config",
      [HEADER, { ...STARTED, estimators: [summary] }],
      /has 1 estimator; the config of the header has 2/,
    ],
    ["an estimator twice", [HEADER, { ...STARTED, estimators: [summary, summary] }], /"binning" twice/],
    [
      "too few resolutions",
      [HEADER, { ...STARTED, estimators: [{ ...summary, resolutions: ["a"] }] }],
      /has 1 resolution of "binning" for 2 layers/,
    ],
    ["a second bound", [HEADER, STARTED, BOUND, BOUND], /has a second bound/],
    [
      "an epoch that does not rise",
      [HEADER, STARTED, at(2), at(2)],
      /is of epoch 2 of .*; the next can be 3/,
    ],
    ["an epoch beyond the last", [HEADER, STARTED, at(4)], /is of epoch 4; .* has 3/],
    ["a snapshot that does not rise", [HEADER, STARTED, FIRST, FIRST], /is of epoch 0 .*; the next can be 1/],
    [
      "an unknown estimator",
      [HEADER, STARTED, snapshot([{ ...estimate!, estimator: "x" }])],
      /estimator "x", which/,
    ],
    ["figures twice", [HEADER, STARTED, snapshot([estimate!, estimate!])], /"binning" twice/],
    ["figures left out", [HEADER, STARTED, snapshot([estimate!])], /no figures of the estimator "kde"/],
    ["no figures", [HEADER, STARTED, snapshot([])], /no figures of the estimator "binning"/],
    [
      "too many flags",
      [
        HEADER,
        STARTED,
        snapshot([{ ...estimate!, layers: estimate!.layers.map((layer) => ({ ...layer, flags })) }]),
      ],
      /flags/,
    ],
    [
      "an event of a network that has finished",
      [...EVENTS.slice(0, -1), at(3)],
      /speaks of variant 0, seed 0, which has finished/,
    ],
    ["a fraction for an epoch", [HEADER, STARTED, at(0.5)], /"epoch"/],
    ["a number that is none", [HEADER, { ...STARTED, epochs: "NaN" }], /"epochs"/],
  ])("is read up to %s", (_name, events, message) => {
    expect(problemOf(...events)).toMatch(message);
  });
});
