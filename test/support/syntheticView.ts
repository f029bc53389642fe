import { BOUND_FIGURES, countEpochColumns, countSnapshotColumns, type Table } from "../../src/view/tables";
import type { BoundView, CellView, EstimatorLabel, LayerLabel, RunView } from "../../src/view/viewMessages";
import {} from "../../src/view/viewMessages";

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
  /** How many of the six estimators below there are. */
  readonly estimators?: number;
  /** A bound with a shape, or that of a label that is a function of the input; none where left out. */
  readonly bound?: "curved" | "trivial";
}

const INPUT_ENTROPY = 12;

const TRAINING_ROWS = 3482;

/** An estimator as it is imagined: its name, and how its estimates differ from those of the first. */
interface ImaginedEstimator extends Omit<EstimatorLabel, "resolutions"> {
  /** What I(X;T) is measured by in the hidden layers, and in the output where that is another. */
  readonly resolution: string;
  readonly outputResolution?: string;
  /** Share of the first estimator's I(X;T); NaN where it gives none. */
  readonly scale: number;
  /** Half the width of the intervals, as a share of the figures. */
  readonly spreadShare: number;
  /** It measures something else than the bound speaks of, and may come out above it. */
  readonly mayExceedBound?: boolean;
}

const ESTIMATORS: readonly ImaginedEstimator[] = [
  {
    key: "binning",
    title: "binning",
    resolution: "30 bins over [-1, 1]",
    outputResolution: "30 bins over [0, 1]",
    scale: 1,
    spreadShare: 0,
  },
  {
    key: "kde",
    title: "KDE bounds",
    resolution: "Gaussian noise of variance 0.001 added",
    scale: 0.82,
    spread: "bounds",
    spreadShare: 0.11,
  },
  {
    key: "noise",
    title: "noise-injected",
    resolution: "Gaussian noise of σ = 0.1 added, 32 draws a row",
    scale: 0.6,
    spread: "monteCarlo",
    spreadShare: 0.02,
  },
  {
    key: "renyi",
    title: "matrix-based Rényi",
    resolution: "α = 1.01 on 1,000 rows, kernel width by Silverman's rule",
    scale: 0.45,
    spread: "confidence",
    spreadShare: 0.06,
    mayExceedBound: true,
  },
  {
    key: "ksg",
    title: "nearest neighbors",
    resolution: "k = 3",
    scale: NaN,
    spreadShare: 0,
  },
  {
    key: "binning 2",
    title: "binning 2",
    resolution: "30 bins of equal mass",
    scale: 0.93,
    spread: "confidence",
    spreadShare: 0.03,
  },
];

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
    networks: 1,
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
  estimators: estimatorCount = 1,
  bound,
}: SyntheticOptions = {}): CellView {
  const noise = createNoise(7);
  const layers: readonly LayerLabel[] = units.map((width, layer) => {
    const isOutput = layer === units.length - 1;
    return {
      name: isOutput ? "output" : `hidden ${layer + 1}`,
      units: width,
      activation: isOutput ? "softmax" : activation,
    };
  });
  const estimators = ESTIMATORS.slice(0, estimatorCount);
  const curve = bound === undefined ? undefined : imagineBound(bound === "trivial", inputLabelInformation);
  return {
    position: 1,
    variant: 0,
    seed: 7,
    layers,
    datasetName: "synthetic curves, no data",
    rows: 4096,
    trainingRows: TRAINING_ROWS,
    classes: 2,
    largestClass: 0.504,
    columns: 12,
    inputEntropy: INPUT_ENTROPY,
    labelEntropy,
    inputLabelInformation,
    engine: "none (synthetic)",
    estimators: estimators.map(({ key, title, resolution, outputResolution, spread }) => ({
      key,
      title,
      resolutions: layers.map((_, layer) =>
        layer === layers.length - 1 && activation === "tanh" ? (outputResolution ?? resolution) : resolution,
      ),
      ...(spread === undefined ? {} : { spread }),
    })),
    ...(bound === undefined || curve === undefined
      ? {}
      : { bound: describeBound(bound === "trivial", curve, inputLabelInformation) }),
    batchesPerEpoch,
    epochs: tabulate(
      chooseEpochs(1, epochs, recordedEpochs).map((epoch) => [
        epoch,
        ...imagineLosses(epoch, noise),
        ...layers.flatMap((_, layer) => imagineGradient(epoch, layer, batchesPerEpoch, noise)),
      ]),
      countEpochColumns(layers.length),
    ),
    snapshots: tabulate(
      chooseEpochs(0, epochs, snapshots).map((epoch) => {
        const points = layers.map((_, layer) =>
          imaginePoint(epoch, layer / (layers.length - 1), inputLabelInformation, noise),
        );
        return [
          epoch,
          ...estimators.flatMap((estimator) =>
            points.flatMap(([ixt, ity]) => imagineEstimate(estimator, ixt, ity, curve)),
          ),
        ];
      }),
      countSnapshotColumns(layers.length, estimators.length),
    ),
    notes: [
      { text: "These curves are synthetic: no network was trained." },
      ...estimators.slice(1).map(({ key }) => ({
        text: "I(X;T) of hidden 1 is within 2 % of its ceiling in 120 of 200 snapshots.",
        estimator: key,
      })),
    ],
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

/** The bound on I(T;Y) at an I(X;T). */
type ImaginedBound = (ixt: number) => number;

function imagineBound(trivial: boolean, top: number): ImaginedBound {
  return (ixt) => (trivial ? Math.min(ixt, top) : top * Math.tanh(ixt / top));
}

function describeBound(trivial: boolean, curve: ImaginedBound, top: number): BoundView {
  const steps = trivial ? [0, top] : Array.from({ length: 81 }, (_, step) => step / 10);
  return {
    of: trivial ? "p(y|x) of the data" : "inputs seen through noise of σ = 0.5",
    trivial,
    accuracy: trivial ? 0 : 1e-4,
    curve: tabulate(
      steps.map((ixt) => [
        ixt,
        curve(ixt),
        trivial ? NaN : Math.max(0, curve(ixt) - (2 * 2 ** ixt) / Math.sqrt(TRAINING_ROWS)),
      ]),
      BOUND_FIGURES.length,
    ),
    notes: trivial
      ? [
          "Y is a function of X, so that the bound is min(I(X;T), H(Y)) whatever the data: no layer's distance from it is a discovery.",
        ]
      : [],
  };
}

/** The figures of one estimate, in the order of `ESTIMATE_FIGURES`. */
function imagineEstimate(
  { scale, spread, spreadShare, mayExceedBound = false }: ImaginedEstimator,
  first: number,
  information: number,
  curve: ImaginedBound | undefined,
): readonly number[] {
  const ixt = first * scale;
  const ity =
    curve === undefined || mayExceedBound || Number.isNaN(ixt)
      ? information
      : Math.min(information, 0.985 * curve(ixt));
  const below = curve === undefined ? NaN : curve(ixt) - ity;
  const slope = curve === undefined ? NaN : (curve(ixt + 0.01) - curve(ixt)) / 0.01;
  const interval =
    spread === undefined
      ? [NaN, NaN, NaN, NaN]
      : [
          ixt * (1 - spreadShare),
          Math.min(INPUT_ENTROPY, ixt * (1 + spreadShare)),
          ity * (1 - spreadShare / 3),
          ity * (1 + spreadShare / 3),
        ];
  return [ixt, ity, ...interval, below, slope > 0 ? 1 / slope : NaN];
}

function imaginePoint(
  epoch: number,
  depth: number,
  bound: number,
  noise: () => number,
): readonly [ixt: number, ity: number] {
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
