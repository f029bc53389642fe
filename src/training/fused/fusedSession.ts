import { quantizationGrid, quantizationScale } from "../../network/quantization";
import type { LayerWeights } from "../../network/initialWeights";
import { euclideanNorm } from "../engine/euclideanNorm";
import type { GradientStatistics, LayerGradient } from "../engine/gradientStatistics";
import {
  ADAM_BETA1,
  ADAM_BETA2,
  ADAM_EPSILON,
  RMSPROP_DECAY,
  RMSPROP_EPSILON,
  type OptimizerName,
} from "../engine/optimizer";
import { alwaysProceed, type Proceed } from "../../base/proceed";
import type { ForwardPass, TrainingSession, TrainingTask } from "../engine/trainingEngine";
import { ACTIVATION_CODES, LOSS_CODES, OPTIMIZER_CODES, type TrainingKernels } from "./trainingKernels";

/** Products of weight and row in one call of the module, at most (but for one batch): some milliseconds. */
const PRODUCTS_PER_CALL = 2e7;
/** A batch of more products than these is trained in steps of so many: each some tenths of a second at most. */
const PRODUCTS_PER_STEP = 4e8;
const TILE_ROWS = 16;
/** Rows that are passed through the network at once for measuring, at least. */
const PASS_ROWS_MIN = 256;

/** The decays of the running means of gradients and of their squares, and what keeps the quotient finite. */
const MOMENTS: Readonly<Record<OptimizerName, readonly [first: number, second: number, epsilon: number]>> = {
  sgd: [0, 0, 0],
  momentum: [0, 0, 0],
  adam: [ADAM_BETA1, ADAM_BETA2, ADAM_EPSILON],
  rmsprop: [0, RMSPROP_DECAY, RMSPROP_EPSILON],
};

/** Rows that the module works on at a time: a mini-batch, or more where it only measures. */
export function rowsAtOnce({ rows, batchSize }: TrainingTask): number {
  return Math.min(rows, Math.max(batchSize, PASS_ROWS_MIN));
}

/**
 * Trains one network in an instance of the module that is its own.
 * @param productsPerStep of weight and row; fewer in tests
 * @throws where the module cannot have the memory that it needs
 */
export function startFusedSession(
  kernels: TrainingKernels,
  task: TrainingTask,
  productsPerStep = PRODUCTS_PER_STEP,
): TrainingSession {
  const { network, rows } = task;
  const { layers } = network;
  const passRows = rowsAtOnce(task);
  placeNetwork(kernels, task, passRows);

  // The module grows its memory while it is set up and not later, so these stay good.
  const { buffer } = kernels.memory;
  const floats = (address: number, length: number): Float32Array => new Float32Array(buffer, address, length);
  floats(kernels.dataAddress(), task.inputs.length).set(task.inputs);
  new Uint16Array(buffer, kernels.labelsAddress(), rows).set(task.labels);
  const order = new Uint32Array(buffer, kernels.orderAddress(), rows);

  const places = layers.map(({ quantization }, index) => {
    const stride = kernels.weightStride(index);
    const size = stride * kernels.paddedUnits(index);
    const address = kernels.weightsAddress(index);
    if (quantization !== undefined) {
      floats(kernels.gridAddress(index), quantization.levels).set(quantizationGrid(quantization));
    }
    return {
      stride,
      weights: floats(address, size),
      biases: floats(address + size * Float32Array.BYTES_PER_ELEMENT, kernels.paddedUnits(index)),
    };
  });
  for (const [index, { kernel, bias }] of task.initialWeights.entries()) {
    const { units } = layers[index]!;
    const { stride, weights, biases } = places[index]!;
    for (let i = 0; i < kernel.length; i++) {
      weights[(i % units) * stride + Math.floor(i / units)] = kernel[i]!;
    }
    biases.set(bias);
  }

  const productsPerRow = layers.reduce((sum, layer) => sum + layer.inputs * layer.units, 0);
  const products = productsPerRow * task.batchSize;
  const rowsPerCall =
    task.batchSize * Math.max(1, Math.floor(Math.min(PRODUCTS_PER_CALL, productsPerStep) / products));

  /** One batch. */
  const trainInSteps = (from: number, count: number, proceed: Proceed): void => {
    kernels.beginBatch(from, count);
    const tiles = Math.ceil(count / TILE_ROWS);
    const tilesPerStep = Math.max(1, Math.floor(productsPerStep / (productsPerRow * TILE_ROWS)));
    for (let tile = 0; tile < tiles; tile += tilesPerStep) {
      proceed();
      kernels.passTiles(tile, Math.min(tilesPerStep, tiles - tile));
    }
    for (let index = 0; index < layers.length; index++) {
      const units = kernels.paddedUnits(index);
      const unitsPerStep = 2 * Math.max(1, Math.floor(productsPerStep / (2 * layers[index]!.inputs * count)));
      for (let unit = 0; unit < units; unit += unitsPerStep) {
        proceed();
        kernels.contractUnits(index, unit, Math.min(unitsPerStep, units - unit), count);
      }
    }
    kernels.endBatch();
  };

  const rowsPerPass = Math.min(
    passRows,
    Math.max(PASS_ROWS_MIN, Math.floor(productsPerStep / productsPerRow)),
  );
  const pass = (proceed: Proceed, take: (first: number, count: number) => void): void => {
    for (let first = 0; first < rows; first += rowsPerPass) {
      proceed();
      const count = Math.min(rowsPerPass, rows - first);
      kernels.passRows(first, count);
      take(first, count);
    }
  };
  const outputs = layers.at(-1)!.units;

  return {
    runEpoch: (proceed) => {
      const drawn = task.nextOrder();
      order.set(drawn);
      kernels.beginEpoch();
      for (let from = 0; from < drawn.length; from += rowsPerCall) {
        proceed();
        const count = Math.min(rowsPerCall, drawn.length - from);
        if (products <= productsPerStep) {
          kernels.trainBatches(from, count, task.batchSize);
        } else {
          trainInSteps(from, count, proceed);
        }
      }
      return gradientStatistics(kernels, layers.length, Math.ceil(drawn.length / task.batchSize));
    },
    forward: (proceed = alwaysProceed): ForwardPass => {
      const activations = layers.map(({ units }) => new Float32Array(rows * units));
      const logits = new Float32Array(rows * outputs);
      pass(proceed, (first, count) => {
        for (const [index, { units }] of layers.entries()) {
          activations[index]!.set(floats(kernels.readLayer(index, count), count * units), first * units);
        }
        logits.set(floats(kernels.readLogits(count), count * outputs), first * outputs);
      });
      return { activations, logits };
    },
    logits: (proceed = alwaysProceed) => {
      const logits = new Float32Array(rows * outputs);
      pass(proceed, (first, count) => {
        logits.set(floats(kernels.readLogits(count), count * outputs), first * outputs);
      });
      return logits;
    },
    weightNorms: (proceed = alwaysProceed) =>
      places.map(({ weights }) => {
        proceed();
        return euclideanNorm(weights);
      }),
    weights: () =>
      layers.map(({ inputs, units }, index): LayerWeights => {
        const { stride, weights, biases } = places[index]!;
        const kernel = new Float32Array(inputs * units);
        for (let i = 0; i < kernel.length; i++) {
          kernel[i] = weights[(i % units) * stride + Math.floor(i / units)]!;
        }
        return { kernel, bias: biases.slice(0, units) };
      }),
    // The instance and its memory go with the last reference to them.
    dispose: () => undefined,
  };
}

function placeNetwork(kernels: TrainingKernels, task: TrainingTask, batchRows: number): void {
  const { network, optimizer } = task;
  kernels.begin(task.rows, network.inputs, batchRows, network.layers.length);
  for (const { units, activation, quantization } of network.layers) {
    const [levels, scale] =
      quantization === undefined ? [0, 0] : [quantization.levels, quantizationScale(quantization)];
    kernels.addLayer(units, ACTIVATION_CODES[activation], levels, scale);
  }
  kernels.setTraining(
    LOSS_CODES[task.loss],
    OPTIMIZER_CODES[optimizer.name],
    optimizer.learningRate,
    optimizer.momentum,
    optimizer.weightDecay,
    ...MOMENTS[optimizer.name],
  );
}

function gradientStatistics(kernels: TrainingKernels, layers: number, batches: number): GradientStatistics {
  return {
    layers: Array.from({ length: layers }, (_, index): LayerGradient => ({
      mean: Math.sqrt(kernels.squaredGradientMean(index)),
      deviation: batches < 2 ? NaN : Math.sqrt(kernels.squaredGradientDeviations(index) / batches),
    })),
    batches,
  };
}
