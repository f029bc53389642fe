import { describe, expect, it } from "vitest";
import { configSchema, type ConfigInput } from "../../../src/config/schema/configSchema";
import { encodeRunEvent, readRunFile } from "../../../src/run/runFile";
import { RunRecord } from "../../../src/view/runRecord";
import { RUN_FORMAT_VERSION, type RunEvent } from "../../../src/run/runEvent";
import { ENGINE_NAMES } from "../../../src/training/engines";
import { parseWorkerEvent } from "../../../src/worker/workerMessages";
import { filesFrom, runOneCell } from "../../support/runOneCell";
import { CELL } from "../../support/syntheticRun";

/** Three classes in 150 rows, as iris has them. */
const SMALL_CSV = [
  "a,b,class",
  ...Array.from({ length: 150 }, (_, row) => `${(row % 50) / 10},${row % 7},${["x", "y", "z"][row % 3]}`),
  "",
].join("\n");

const rule = { source: "symmetric-rule" } as const;
const cases: readonly (readonly [name: string, config: ConfigInput])[] = [
  ["a small CSV", { data: { source: "csv", file: "t.csv", label: "class" }, training: { epochs: 3 } }],
  ["a batch of all rows", { data: rule, training: { epochs: 2, batchSize: "full" } }],
  ["5 % of the patterns", { data: { ...rule, trainingFraction: 0.05 }, training: { epochs: 2 } }],
  [
    "a learning rate far too high",
    { data: rule, network: { activation: "linear" }, training: { epochs: 50, learningRate: 100 } },
  ],
];

/** All that a run consists of, its cell's events as a host takes them from its worker. */
async function runThroughWorkerMessages(config: ConfigInput): Promise<readonly RunEvent[]> {
  const { events, end } = await runOneCell(config, { files: filesFrom({ "t.csv": SMALL_CSV }) });
  expect(end).toEqual({ status: "completed" });
  const heard = events.map((event): RunEvent => {
    const message = parseWorkerEvent(structuredClone({ type: "cell/event", event }));
    expect(message).toEqual({ type: "cell/event", event });
    return event;
  });
  return [
    {
      type: "run/started",
      version: RUN_FORMAT_VERSION,
      runId: "run",
      createdAt: "2017-03-02T00:00:00.000Z",
      configName: "t.ib.json",
      configHash: "",
      config: configSchema.parse(config),
      cells: [CELL],
      tool: { name: "ib-analysis", version: "0.0.0" },
    },
    ...heard,
    { type: "run/finished", status: "completed" },
  ];
}

const recordOf = (events: readonly RunEvent[]): RunRecord => {
  const record = new RunRecord();
  for (const event of events) {
    record.apply(event);
  }
  return record;
};

describe.each(ENGINE_NAMES)("with one mini-batch an epoch or figures that are not finite, %s", (engine) => {
  it.each(cases)(
    "%s: every event is understood, and the stored run shows what the live one showed",
    async (_, config) => {
      const events = await runThroughWorkerMessages({
        ...config,
        training: { ...config.training, engine },
        network: { ...config.network, hidden: [4] },
        analysis: { snapshots: 3, estimator: "binning", bound: "none" },
      });
      const { events: read, problems } = readRunFile(
        events.map((event) => `${encodeRunEvent(event)}\n`).join(""),
      );
      expect(problems).toEqual([]);
      expect(recordOf(read).view()).toEqual(recordOf(events).view());
      const epochs = events.filter((event) => event.type === "cell/epoch");
      expect(epochs.length).toBeGreaterThan(0);
      const isUndefined = (event: (typeof epochs)[number]): boolean =>
        Number.isNaN(event.layers[0]!.gradientDeviation) || Number.isNaN(event.training.loss);
      expect(epochs.some(isUndefined)).toBe(true);
    },
  );
});
