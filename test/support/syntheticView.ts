import type { CellView, LayerLabel, RunView, Table } from "../../src/protocol/viewMessages";
import {
  EPOCH_COLUMNS_FIXED,
  EPOCH_COLUMNS_PER_LAYER,
  SNAPSHOT_COLUMNS_FIXED,
  SNAPSHOT_COLUMNS_PER_LAYER,
} from "../../src/protocol/viewMessages";

/** What a synthetic run is like. */
export interface SyntheticOptions {
  readonly units?: readonly number[];
  readonly epochs?: number;
  readonly recordedEpochs?: number;
  readonly snapshots?: number;
  readonly batchesPerEpoch?: number;
  readonly activation?: string;
  readonly labelEntropy?: number;
  readonly inputLabelInformation?: number;
}

const INPUT_ENTROPY = 12;

/**
 * A run that nobody trained: curves of the kind that the literature shows, fitting and then compression, with a
 * little noise of a fixed seed. For looking at the view and for its tests; its names say what it is.
 */
export function createSyntheticRun(options: SyntheticOptions = {}): RunView {
  return {
    runId: "synthetic-1",
    configName: "synthetic.ib.json",
    createdAt: "2026-01-02T03:04:05.000Z",
    status: "completed",
    cells: [createSyntheticCell(options)],
  };
}

export function createSyntheticCell({
  units = [10, 7, 5, 4, 3, 2],
  epochs = 1000,
  recordedEpochs = 400,
  snapshots = 200,
  batchesPerEpoch = 14,
  activation = "tanh",
  labelEntropy = 1,
  inputLabelInformation = 0.99,
}: SyntheticOptions = {}): CellView {
  const noise = createNoise(7);
  const layers: readonly LayerLabel[] = units.map((width, layer) => {
    const isOutput = layer === units.length - 1;
    return {
      name: isOutput ? "output" : `hidden ${layer + 1}`,
      units: width,
      activation: isOutput ? "softmax" : activation,
      resolution: isOutput && activation === "tanh" ? "30 bins over [0, 1]" : "30 bins over [-1, 1]",
    };
  });
  return {
    variant: 0,
    seed: 7,
    layers,
    datasetName: "synthetic curves, no data",
    rows: 4096,
    trainingRows: 3482,
    classes: 2,
    inputEntropy: INPUT_ENTROPY,
    labelEntropy,
    inputLabelInformation,
    engine: "none (synthetic)",
    estimator: "none (synthetic)",
    batchesPerEpoch,
    epochs: tabulate(
      chooseEpochs(1, epochs, recordedEpochs).map((epoch) => [
        epoch,
        ...imagineLosses(epoch, noise),
        ...layers.flatMap((_, layer) => imagineGradient(epoch, layer, batchesPerEpoch, noise)),
      ]),
      EPOCH_COLUMNS_FIXED + EPOCH_COLUMNS_PER_LAYER * layers.length,
    ),
    snapshots: tabulate(
      chooseEpochs(0, epochs, snapshots).map((epoch) => [
        epoch,
        ...layers.flatMap((_, layer) =>
          imagineEstimate(epoch, layer / (layers.length - 1), inputLabelInformation, noise),
        ),
      ]),
      SNAPSHOT_COLUMNS_FIXED + SNAPSHOT_COLUMNS_PER_LAYER * layers.length,
    ),
    notes: ["These curves are synthetic: no network was trained."],
  };
}

/** A table of rows, in an array of its own as it comes over the wire. */
export function tabulate(rows: readonly (readonly number[])[], columns: number): Table {
  return { columns, values: Float64Array.from(rows.flat()) };
}

/** The rows from one to before another. */
export function sliceTable({ columns, values }: Table, from: number, to: number): Table {
  return { columns, values: values.slice(from * columns, to * columns) };
}

/** Whole epochs, evenly spaced on a logarithmic scale where there are more than `count`. */
function chooseEpochs(first: number, last: number, count: number): readonly number[] {
  const chosen = new Set<number>([first]);
  for (let step = 0; step < count; step++) {
    chosen.add(Math.round(Math.expm1((Math.log1p(last) * step) / (count - 1))));
  }
  return [...chosen].filter((epoch) => epoch >= first).sort((a, b) => a - b);
}

function imagineEstimate(
  epoch: number,
  depth: number,
  bound: number,
  noise: () => number,
): readonly number[] {
  const fitting = 1 - Math.exp(-Math.log1p(epoch) / (1.2 + depth));
  const compression = 1 / (1 + Math.exp(-(Math.log(epoch + 1) - 5.2) * 2));
  const start = INPUT_ENTROPY * (0.98 - 0.62 * depth ** 1.1);
  const peak = INPUT_ENTROPY * (1 - 0.3 * depth ** 2);
  const end = INPUT_ENTROPY * (1 - 0.88 * depth ** 0.8) + 0.3;
  const ixt = start + (peak - start) * fitting - (peak - end) * compression * depth ** 0.4;
  const ity = bound * (0.99 - (0.75 * depth ** 0.7 + 0.05) * Math.exp(-2.4 * fitting - 2 * compression));
  return [
    Math.min(INPUT_ENTROPY, Math.max(0, ixt + 0.04 * noise() * (depth + 0.1))),
    Math.min(bound, Math.max(0, ity + 0.004 * noise())),
  ];
}

function imagineGradient(
  epoch: number,
  layer: number,
  batches: number,
  noise: () => number,
): readonly number[] {
  const drift =
    0.3 * Math.exp(-layer * 0.25) * epoch ** -0.25 * Math.exp(-((epoch / (120 + 30 * layer)) ** 0.8));
  const floor = 0.002 * Math.exp(layer * 0.12);
  const mean = (drift + floor) * Math.exp(0.18 * noise());
  const deviation = 0.03 * Math.exp(-layer * 0.2 + 0.1 * Math.log(epoch)) * Math.exp(0.12 * noise());
  const weightNorm = 2 + 0.4 * Math.log1p(epoch) + 0.2 * layer;
  return [mean * weightNorm, batches < 2 ? NaN : deviation * weightNorm, weightNorm];
}

function imagineLosses(epoch: number, noise: () => number): readonly number[] {
  const left = Math.exp(-Math.log1p(epoch) / 2.2);
  const training = 0.04 + 0.75 * left;
  const test = training + 0.02 * Math.log1p(epoch / 30);
  return [
    training * (1 + 0.02 * noise()),
    test * (1 + 0.02 * noise()),
    1 - 0.5 * left ** 1.5,
    0.985 - 0.485 * left ** 1.5 + 0.003 * noise(),
  ];
}

/** Numbers from -1 to 1 of a fixed seed (a linear congruential generator; good enough to look at). */
function createNoise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}
