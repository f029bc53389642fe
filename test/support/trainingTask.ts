import type { NetworkConfig } from "../../src/config/schema/configSchema";
import type { ActivationName, OutputName } from "../../src/network/activation";
import { drawInitialWeights } from "../../src/network/initialWeights";
import { describeNetwork } from "../../src/network/networkSpec";
import { randomStream } from "../../src/base/random";
import { createBatchOrder } from "../../src/training/batchOrder";
import type { LossName, OptimizerName } from "../../src/training/engine/optimizer";
import type { TrainingTask } from "../../src/training/engine/trainingEngine";

export interface TaskOptions {
  readonly hidden?: readonly number[];
  readonly activation?: ActivationName;
  readonly output?: OutputName;
  readonly optimizer?: OptimizerName;
  readonly learningRate?: number;
  readonly weightDecay?: number;
  readonly loss?: LossName;
  readonly rows?: number;
  readonly columns?: number;
  readonly classes?: number;
  readonly batchSize?: number;
  readonly seed?: number;
  readonly quantize?: NetworkConfig["quantize"];
}

/**
 * A small seeded task: inputs of ±1; of two classes the label says whether the first three inputs have a positive
 * sum, of more it counts the positive ones among as many inputs as it takes.
 */
export function makeTrainingTask(options: TaskOptions = {}): TrainingTask {
  const rows = options.rows ?? 64;
  const columns = options.columns ?? 5;
  const classes = options.classes ?? 2;
  const seed = options.seed ?? 1;
  const random = randomStream(seed, "test");
  const inputs = Float32Array.from({ length: rows * columns }, () => (random.uniform() < 0.5 ? -1 : 1));
  const labels = Uint16Array.from({ length: rows }, (_, row) => {
    const positive = inputs
      .subarray(row * columns, row * columns + (classes === 2 ? 3 : classes - 1))
      .filter((input) => input > 0).length;
    return classes === 2 ? Number(positive >= 2) : positive;
  });
  const network = describeNetwork(
    {
      hidden: [...(options.hidden ?? [6, 4])],
      activation: options.activation ?? "tanh",
      output: options.output ?? "softmax",
      initializer: "glorot_uniform",
      quantize: options.quantize,
    },
    columns,
    classes,
  );
  const trainingRows = Uint32Array.from({ length: Math.floor(0.8 * rows) }, (_, row) => row);
  return {
    network,
    initialWeights: drawInitialWeights(network, randomStream(seed, "weights")),
    inputs,
    rows,
    labels,
    batchSize: options.batchSize ?? 16,
    optimizer: {
      name: options.optimizer ?? "sgd",
      learningRate: options.learningRate ?? 0.05,
      momentum: 0.9,
      weightDecay: options.weightDecay ?? 0,
    },
    loss: options.loss ?? "crossEntropy",
    nextOrder: createBatchOrder(trainingRows, randomStream(seed, "batches")),
  };
}
