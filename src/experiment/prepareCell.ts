import type { Dataset } from "../data/dataset";
import { conditionalOf, oneHotLabels } from "../data/conditional";
import { describeDataset, summarizeDataset } from "../data/datasetSummary";
import { loadDataset } from "../data/loadDataset";
import { standardizeInputs } from "../data/standardizeInputs";
import { splitRows, type RowSplit } from "../data/splitRows";
import { fail, succeed, type Result } from "../failure";
import { createBinningEstimator } from "../information/binning";
import type { Estimator, LabelDistribution } from "../information/estimate";
import { activationRange } from "../network/activation";
import { drawInitialWeights } from "../network/initialWeights";
import { describeNetwork, type NetworkSpec } from "../network/networkSpec";
import { randomStream } from "../random";
import type { CellStarted } from "../run/runEvent";
import { createBatchOrder } from "../training/batchOrder";
import type { TrainingSession } from "../training/trainingEngine";
import type { Cell } from "./cell";
import type { CellEnvironment } from "./cellEnvironment";
import { estimateMemoryMebibytes } from "./memoryEstimate";

/** A cell that is ready to train. */
export interface CellSetup {
  readonly started: CellStarted;
  readonly dataset: Dataset;
  readonly split: RowSplit;
  readonly network: NetworkSpec;
  readonly estimator: Estimator;
  /** p(y|x) of all rows. */
  readonly allLabels: LabelDistribution;
  /** The labels that the network was trained on, as certain ones. */
  readonly trainingLabels: LabelDistribution;
}

/** Everything up to the first epoch: data, split, network, engine. Each step can be refused. */
export async function prepareCell(
  cell: Cell,
  environment: CellEnvironment,
): Promise<Result<{ readonly setup: CellSetup; readonly session: TrainingSession }>> {
  const { config } = cell;
  const { seed } = cell.id;
  const loaded = await loadDataset(config.data, environment.files);
  if (!loaded.ok) {
    return loaded;
  }
  const split = splitRows(loaded.value.rows, config.data.trainingFraction, randomStream(seed, "split"));
  const standardize = config.data.source !== "symmetric-rule" && config.data.normalize === "standardize";
  const dataset = standardize ? standardizeInputs(loaded.value, split.training) : loaded.value;

  const classes = dataset.classNames.length;
  if (config.network.output === "sigmoid" && classes !== 2) {
    return fail(
      "config/inconsistent",
      `network.output is "sigmoid", which tells two classes apart, but the data has ${classes} classes: use "softmax".`,
      { path: ["network", "output"] },
    );
  }
  const network = describeNetwork(config.network, dataset.columns, classes);
  const needed = Math.ceil(estimateMemoryMebibytes(dataset, network));
  if (needed > environment.memoryLimitMebibytes) {
    return fail(
      "training/memory",
      `Training ${dataset.rows} rows of ${dataset.columns} inputs on this network needs about ${needed} MiB, more than the limit of ${environment.memoryLimitMebibytes} MiB: use fewer rows or units, or raise the limit (setting ibAnalysis.maxMemoryMB, option --max-memory).`,
      { path: ["network"] },
    );
  }
  const summary = summarizeDataset(dataset, split.training.length, split.test.length);
  environment.onLog(describeDataset(summary));

  const engine = await environment.createEngine(config.training.engine);
  if (!engine.ok) {
    return engine;
  }
  const batchSize =
    config.training.batchSize === "full"
      ? split.training.length
      : Math.min(config.training.batchSize, split.training.length);
  const session = engine.value.start({
    network,
    initialWeights: drawInitialWeights(network, randomStream(seed, "weights")),
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

  const estimator = createBinningEstimator({ bins: config.analysis.bins, range: config.analysis.range });
  const started: CellSetup["started"] = {
    type: "cell/started",
    cell: cell.id,
    dataset: {
      ...summary,
      classNames: [...summary.classNames],
      classShares: [...summary.classShares],
    },
    layers: network.layers.map((layer) => ({
      name: layer.name,
      units: layer.units,
      activation: layer.activation,
      resolution: estimator.describe(activationRange(layer.activation)),
    })),
    engine: { name: engine.value.name, backend: engine.value.backend },
    epochs: config.training.epochs,
    batchesPerEpoch: Math.ceil(split.training.length / batchSize),
    estimator: estimator.name,
  };
  const setup: CellSetup = {
    started,
    dataset,
    split,
    network,
    estimator,
    allLabels: { classes, conditional: conditionalOf(dataset) },
    trainingLabels: { classes, conditional: oneHotLabels(dataset.labels, classes, split.training) },
  };
  return succeed({ setup, session: session.value });
}
