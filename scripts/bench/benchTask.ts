import { configSchema, type NetworkConfig } from "../../src/config/schema/configSchema";
import type { Dataset } from "../../src/data/dataset/dataset";
import { splitRows } from "../../src/data/dataset/splitRows";
import { createSymmetricRule } from "../../src/data/symmetricRule/symmetricRule";
import { drawInitialWeights } from "../../src/network/initialWeights";
import { describeNetwork } from "../../src/network/networkSpec";
import { randomStream } from "../../src/base/random";
import { createBatchOrder } from "../../src/training/batchOrder";
import type { TrainingTask } from "../../src/training/engine/trainingEngine";

/** A task that every contender is given alike. */
export interface BenchTask extends Omit<TrainingTask, "nextOrder"> {
  readonly dataset: Dataset;
  readonly trainingRows: number;
  /** The rows' order in so many epochs, drawn beforehand, one epoch after the other; used in turn. */
  readonly orders: Uint32Array;
}

export type BenchOptimizer = "sgd" | "adam";

const PAPER_BATCH = 512;
const WIDE = {
  rows: 10_000,
  columns: 784,
  classes: 10,
  hidden: [1024, 20, 20, 20],
  batchSize: 256,
  batches: 4,
} as const;
const ORDERS = 32;
const SEED = 0;

/** The paper's network on the symmetric rule, 3482 training rows, as the config's defaults have it. */
export function paperTask(optimizer: BenchOptimizer): BenchTask {
  const { data, network, training } = configSchema.parse({
    data: { source: "symmetric-rule" },
    training: { optimizer, learningRate: optimizer === "sgd" ? 0.5 : 0.002, batchSize: PAPER_BATCH },
  });
  if (data.source !== "symmetric-rule") {
    throw new Error("The task of the benchmark is the symmetric rule.");
  }
  return makeTask(createSymmetricRule(data), network.hidden, optimizer, training.learningRate, PAPER_BATCH);
}

/** A network of MNIST's size; its epochs are of a few batches only. */
export function wideTask(): BenchTask {
  return makeTask(wideDataset(), WIDE.hidden, "sgd", 0.05, WIDE.batchSize, WIDE.batches * WIDE.batchSize);
}

/** 10,000 rows of 784 numbers in [0, 1); the label is the largest of ten random projections. */
export function wideDataset(): Dataset {
  const { rows, columns, classes } = WIDE;
  const random = randomStream(SEED, "test");
  const inputs = Float32Array.from({ length: rows * columns }, () => random.uniform());
  const projection = Float32Array.from({ length: columns * classes }, () => random.normal());
  const labels = Uint16Array.from({ length: rows }, (_, row) => {
    const scores = new Float64Array(classes);
    for (let column = 0; column < columns; column++) {
      const value = inputs[row * columns + column]! - 0.5;
      for (let label = 0; label < classes; label++) {
        scores[label]! += value * projection[column * classes + label]!;
      }
    }
    return scores.indexOf(Math.max(...scores));
  });
  const classNames = Array.from({ length: classes }, (_, label) => String(label));
  return { name: "wide", rows, columns, inputs, labels, classNames };
}

/** The task with an order of rows of its own, from the first epoch on. */
export function startTask(task: BenchTask): TrainingTask {
  let epoch = 0;
  return {
    ...task,
    nextOrder: () => {
      const start = (epoch++ % ORDERS) * task.trainingRows;
      return task.orders.subarray(start, start + task.trainingRows);
    },
  };
}

function makeTask(
  dataset: Dataset,
  hidden: readonly NetworkConfig["hidden"][number][],
  optimizer: BenchOptimizer,
  learningRate: number,
  batchSize: number,
  rowsInEpoch = Infinity,
): BenchTask {
  const { network: defaults } = configSchema.parse({ data: { source: "symmetric-rule" } });
  const network = describeNetwork(
    { ...defaults, hidden: [...hidden] },
    dataset.columns,
    dataset.classNames.length,
  );
  const split = splitRows(dataset.rows, 0.85, randomStream(SEED, "split"));
  const training = split.training.subarray(0, Math.min(rowsInEpoch, split.training.length));
  const nextOrder = createBatchOrder(training, randomStream(SEED, "batches"));
  const orders = new Uint32Array(ORDERS * training.length);
  for (let epoch = 0; epoch < ORDERS; epoch++) {
    orders.set(nextOrder(), epoch * training.length);
  }
  return {
    dataset,
    network,
    initialWeights: drawInitialWeights(network, randomStream(SEED, "weights")),
    inputs: dataset.inputs,
    rows: dataset.rows,
    labels: dataset.labels,
    batchSize,
    optimizer: { name: optimizer, learningRate, momentum: 0, weightDecay: 0 },
    loss: "crossEntropy",
    trainingRows: training.length,
    orders,
  };
}
