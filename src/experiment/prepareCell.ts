import { KEPT_ACTIVATIONS_MIB_MAX, SLOW_OPERATIONS_PER_SECOND, WORKER_SILENCE_MS } from "../base/limits";
import { estimateKeptMebibytes } from "../config/plan/keptSize";
import type { Dataset } from "../data/dataset/dataset";
import { describeDataset, summarizeDataset } from "../data/dataset/datasetSummary";
import { loadDataset } from "../data/sources";
import { describeNormalization, normalizeInputs } from "../data/dataset/normalizeInputs";
import { splitRows, type RowSplit } from "../data/dataset/splitRows";
import { fail, succeed, type Result } from "../base/failure";
import { drawInitialWeights } from "../network/initialWeights";
import { describeNetwork, type NetworkSpec } from "../network/networkSpec";
import { type Proceed } from "../base/proceed";
import { randomStream } from "../base/random";
import type { CellStarted } from "../run/runEvent";
import { createBatchOrder } from "../training/batchOrder";
import { enginesFor } from "../training/engines";
import type { TrainingSession } from "../training/engine/trainingEngine";
import type { Cell } from "./cell";
import type { CellEnvironment } from "./cellEnvironment";
import { describeEstimators, measuringEstimators } from "./measuringEstimators";
import { countThreadsThatFit, estimateMemoryMebibytes, estimateThreadMebibytes } from "./memoryEstimate";
import { rowSetsOf } from "./rowSets";
import type { Measurement } from "./takeSnapshot";

const BYTES_PER_MEBIBYTE = 1024 * 1024;
/** Reading that takes no longer needs no word. */
const SHORT_READING_MS = 1000;

/** A cell that is ready to train. */
export interface CellSetup extends Omit<Measurement, "curve" | "isBoundOfInputs"> {
  readonly started: CellStarted;
  readonly dataset: Dataset;
  readonly split: RowSplit;
  /** Threads to measure with beside this one. */
  readonly measuringThreads: number;
}

/** Everything up to the first epoch: data, split, network, engine. Each step can be refused. */
export async function prepareCell(
  cell: Cell,
  environment: CellEnvironment,
): Promise<Result<{ readonly setup: CellSetup; readonly session: TrainingSession }>> {
  const { config } = cell;
  const { seed } = cell.id;
  const load = (): Promise<Result<Dataset>> =>
    loadDataset(config.data, environment.files, tellWhenLong(environment));
  // How many of the rows are trained on makes no other rows.
  const key = JSON.stringify({ ...config.data, trainingFraction: undefined });
  const loaded = await (environment.shared?.dataset(key, load) ?? load());
  if (!loaded.ok) {
    return loaded;
  }
  const split = splitRows(loaded.value.rows, config.data.trainingFraction, randomStream(seed, "split"));
  const normalize = "normalize" in config.data ? config.data.normalize : undefined;
  const { dataset, normalization } = normalizeInputs(loaded.value, normalize, split.training);

  const classes = dataset.classNames.length;
  if (config.network.output === "sigmoid" && classes !== 2) {
    return fail(
      "config/inconsistent",
      `network.output is "sigmoid", which tells two classes apart, but the data has ${classes} classes: use "softmax".`,
      { path: ["network", "output"] },
    );
  }
  const network = describeNetwork(config.network, dataset.columns, classes);
  const batchSize =
    config.training.batchSize === "full"
      ? split.training.length
      : Math.min(config.training.batchSize, split.training.length);
  const [engineKind] = enginesFor(config.training.engine);
  const engineBytes = engineKind.memoryBytes({ network, rows: dataset.rows, batchSize });
  const needed = Math.ceil(estimateMemoryMebibytes(dataset, network, engineBytes, config.analysis.bound));
  if (needed > environment.memoryLimitMebibytes) {
    return fail(
      "training/memory",
      `Training ${dataset.rows} rows of ${dataset.columns} inputs on this network needs about ${needed} MiB, more than the limit of ${environment.memoryLimitMebibytes} MiB: use fewer rows or units, or raise the limit (setting ibAnalysis.maxMemoryMB, option --max-memory).`,
      { path: ["network"] },
    );
  }
  if (engineBytes >= (engineKind.memoryMax ?? Infinity)) {
    return fail(
      "training/memory",
      `This network, its data and a mini-batch need about ${Math.ceil(engineBytes / BYTES_PER_MEBIBYTE)} MiB, more than the engine "${engineKind.name}" can have: use fewer rows or units, or a smaller training.batchSize.`,
      { path: ["network"] },
    );
  }
  environment.onMemoryEstimate?.(needed);
  const summary = summarizeDataset(dataset, split.training.length, split.test.length, environment.proceed);
  environment.proceed();
  const said = [
    describeDataset(summary),
    ...(dataset.notes ?? []).map((note) => `${dataset.name}: ${note}`),
    ...describeNormalization(normalization, normalize),
  ];
  for (const line of said) {
    environment.onLog(line);
  }

  const refused = startKeeping(cell, dataset, split, network, environment);
  if (refused !== undefined) {
    return refused;
  }

  const engine = await environment.createEngine(config.training.engine);
  if (!engine.ok) {
    return engine;
  }
  const session = engine.value.start({
    network,
    initialWeights: drawInitialWeights(network, randomStream(seed, "weights"), environment.proceed),
    inputs: dataset.inputs,
    rows: dataset.rows,
    labels: dataset.labels,
    batchSize,
    optimizer: {
      name: config.training.optimizer,
      learningRate: config.training.learningRate,
      momentum: config.training.momentum,
      weightDecay: config.training.weightDecay,
    },
    loss: config.training.loss,
    nextOrder: createBatchOrder(split.training, randomStream(seed, "batches")),
  });
  if (!session.ok) {
    return session;
  }
  environment.onLog(`Engine: ${engine.value.name} (${engine.value.backend}).`);
  foretellSteps(session.value, environment);

  const estimators = measuringEstimators(config.analysis);
  const started: CellSetup["started"] = {
    type: "cell/started",
    cell: cell.id,
    ...(cell.variant !== undefined && { variant: cell.variant }),
    dataset: {
      ...summary,
      classNames: [...summary.classNames],
      classShares: [...summary.classShares],
      inputNames: summary.inputNames && [...summary.inputNames],
      standardized: normalization.standardized,
      inputRange: [...normalization.inputRange],
      notes: summary.notes && [...summary.notes],
    },
    layers: network.layers.map(({ name, units, activation }) => ({ name, units, activation })),
    engine: { name: engine.value.name, backend: engine.value.backend },
    epochs: config.training.epochs,
    batchesPerEpoch: Math.ceil(split.training.length / batchSize),
    estimators: describeEstimators(estimators, network),
  };
  const setup = {
    started,
    dataset,
    split,
    network,
    estimators,
    rowSets: rowSetsOf(dataset, split, environment.proceed),
    measuringThreads: countMeasuringThreads(environment, dataset, network, needed),
  };
  return succeed({ setup, session: session.value });
}

/** Says that data is being read, once that has taken long enough for somebody to wonder. */
function tellWhenLong({ clock, onLog, proceed }: CellEnvironment): Proceed {
  const started = clock();
  let told = false;
  return () => {
    if (!told && clock() - started > SHORT_READING_MS) {
      told = true;
      onLog("Reading the data …");
    }
    proceed();
  };
}

/** An engine whose steps are long is not to be taken for dead, and a person is told why nothing moves. */
function foretellSteps({ longestStep = 0 }: TrainingSession, { foretellStep, onLog }: CellEnvironment): void {
  const milliseconds = (1000 * longestStep) / SLOW_OPERATIONS_PER_SECOND;
  foretellStep?.(milliseconds);
  if (milliseconds > WORKER_SILENCE_MS) {
    onLog(
      `One step of this engine takes all rows through a layer: on a slow machine it may take ${Math.ceil(milliseconds / 1000)} s, in which nothing moves. The engine "fused" has no such steps.`,
    );
  }
}

function countMeasuringThreads(
  { measuring }: CellEnvironment,
  dataset: Dataset,
  network: NetworkSpec,
  needed: number,
): number {
  if (measuring === undefined) {
    return 0;
  }
  const each = estimateThreadMebibytes(dataset, network);
  return countThreadsThatFit(measuring.count, needed, each, measuring.memoryLimitMebibytes);
}

/** Says how large the kept activations will be, before anything is trained; refuses what no disk should take. */
function startKeeping(
  { config, networks }: Cell,
  dataset: Dataset,
  split: RowSplit,
  network: NetworkSpec,
  { activationStore, onLog }: CellEnvironment,
): Result<never> | undefined {
  if (!config.analysis.keepActivations || activationStore === undefined) {
    return undefined;
  }
  const units = network.layers.reduce((sum, layer) => sum + layer.units, 0);
  const size = networks * estimateKeptMebibytes(dataset.rows, units, config);
  if (size > KEPT_ACTIVATIONS_MIB_MAX) {
    return fail(
      "config/out-of-range",
      `analysis.keepActivations would write ${Math.ceil(size)} MiB, more than ${KEPT_ACTIVATIONS_MIB_MAX} MiB: take fewer analysis.snapshots${networks === 1 ? "" : " or study.networks"}, or leave it out.`,
      { path: ["analysis", "keepActivations"] },
    );
  }
  onLog(
    `Activations are kept in ${activationStore.place}: up to ${size < 10 ? size.toFixed(1) : Math.ceil(size)} MiB.`,
  );
  activationStore.begin({
    columns: dataset.columns,
    inputs: dataset.inputs,
    labels: dataset.labels,
    conditional: dataset.conditional,
    trainingRows: split.training,
  });
  return undefined;
}
