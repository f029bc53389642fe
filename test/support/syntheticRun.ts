import { configSchema } from "../../src/config/schema/configSchema";
import { RUN_FORMAT_VERSION, type CellId, type CellSnapshot, type RunEvent } from "../../src/run/runEvent";

export const CELL: CellId = { variant: 0, seed: 0 };

/** A small whole run, made up, with one figure that is not a number: for tests of what carries and draws runs. */
export function makeSyntheticRun(epochs = 3): RunEvent[] {
  const events: RunEvent[] = [
    {
      type: "run/started",
      version: RUN_FORMAT_VERSION,
      runId: "black-box-20170302T000000-abcdef",
      createdAt: "2017-03-02T00:00:00.000Z",
      configName: "black-box.ib.json",
      configHash: "0".repeat(64),
      config: configSchema.parse({
        data: { source: "symmetric-rule" },
        network: { hidden: [3] },
        training: { epochs },
      }),
      cells: [CELL],
      tool: { name: "ib-analysis", version: "0.0.0" },
    },
    {
      type: "cell/started",
      cell: CELL,
      dataset: {
        name: "symmetric rule",
        rows: 4096,
        columns: 12,
        trainingRows: 3482,
        testRows: 614,
        classNames: ["0", "1"],
        classShares: [0.5, 0.5],
        inputEntropy: 12,
        labelEntropy: 1,
        inputLabelInformation: 0.99,
        conditionalKnown: true,
      },
      layers: [
        { name: "hidden 1", units: 3, activation: "tanh" },
        { name: "output", units: 2, activation: "softmax" },
      ],
      engine: { name: "tfjs", backend: "wasm" },
      epochs,
      batchesPerEpoch: 14,
      estimators: [
        {
          key: "binning",
          title: "binning",
          resolutions: ["30 bins over [-1, 1]", "30 bins over [0, 1]"],
        },
        {
          key: "kde",
          title: "KDE bounds",
          resolutions: ["Gaussian noise, σ² = 0.001", "Gaussian noise, σ² = 0.001"],
          spread: "bounds",
        },
      ],
    },
    {
      type: "cell/bound",
      cell: CELL,
      of: "p(y|x) of the data",
      trivial: false,
      accuracy: 1e-5,
      points: [
        { ixt: 0, ity: 0, worst: 0 },
        { beta: 2, ixt: 0.5, ity: 0.4, worst: 0.3 },
        { beta: 20, ixt: 1.5, ity: 0.99 },
      ],
      notes: ["The bound is of 4096 patterns."],
    },
    snapshotAt(0),
  ];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    events.push(
      {
        type: "cell/epoch",
        cell: CELL,
        epoch,
        training: { loss: 0.7 / epoch, accuracy: 0.9 },
        test: { loss: 0.8 / epoch, accuracy: 0.85 },
        layers: [
          { gradientMean: 0.1, gradientDeviation: epoch === 2 ? NaN : 0.01 * epoch, weightNorm: 2 },
          { gradientMean: 0.2, gradientDeviation: 0.02 * epoch, weightNorm: 1 },
        ],
      },
      snapshotAt(epoch),
    );
  }
  events.push(
    {
      type: "cell/finished",
      cell: CELL,
      seconds: 1.5,
      findings: [
        { code: "network/summary", severity: "information", message: "It learned.", path: ["network"] },
      ],
    },
    { type: "run/finished", status: "completed" },
  );
  return events;
}

/**
 * A made-up run of several networks, whose events interleave as those of several workers do. The losses of a network
 * are larger by its seed.
 * @param order the networks' seeds, in the order in which they begin
 */
export function makeStudy(order: readonly number[], epochs = 3): RunEvent[] {
  const [header, ...events] = makeSyntheticRun(epochs);
  const ofCells = events.filter((event) => "cell" in event);
  if (header?.type !== "run/started") {
    throw new Error("A synthetic run begins with its header.");
  }
  const config = header.config!;
  return [
    {
      ...header,
      config: { ...config, study: { networks: order.length, over: {} } },
      cells: [...order].sort((a, b) => a - b).map((seed) => ({ variant: 0, seed })),
    },
    ...ofCells.flatMap((event) =>
      order.map((seed): RunEvent => {
        const cell = { variant: 0, seed };
        return event.type === "cell/epoch"
          ? { ...event, cell, training: { ...event.training, loss: event.training.loss + seed } }
          : { ...event, cell };
      }),
    ),
    { type: "run/finished", status: "completed" },
  ];
}

function snapshotAt(epoch: number): CellSnapshot {
  const ixt = 8 - epoch;
  const ity = 0.2 * epoch;
  const layer = { ixt, ity, ceiling: { ixt: 12, ity: 1 }, flags: [], belowBound: 0.99 - ity, beta: 20 };
  const flagged = { ...layer, flags: [{ code: "saturated", message: "It is saturated." }] };
  const bounded = {
    ...layer,
    bounds: { lower: { ixt: ixt - 0.5, ity: ity / 2 }, upper: { ixt: ixt + 0.5, ity: 1.5 * ity } },
  };
  const layers = epoch === 0 ? [flagged, layer] : [layer, layer];
  return {
    type: "cell/snapshot",
    cell: CELL,
    epoch,
    estimates: [
      { estimator: "binning", rows: "all", layers },
      { estimator: "binning", rows: "training", layers },
      { estimator: "kde", rows: "all", layers: [bounded, bounded] },
      { estimator: "kde", rows: "training", layers: [bounded, bounded] },
    ],
  };
}
