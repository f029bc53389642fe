import { GradientAccumulator } from "../../src/training/engine/gradientStatistics";
import { ADAM_BETA1, ADAM_BETA2, ADAM_EPSILON } from "../../src/training/engine/optimizer";
import type { TrainingSession, TrainingTask } from "../../src/training/engine/trainingEngine";

interface PlainLayer {
  readonly inputs: number;
  readonly units: number;
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
  readonly kernelGradient: Float32Array;
  readonly biasGradient: Float32Array;
  /** Adam's moments, of the kernel and of the bias. */
  readonly moments: readonly (readonly [first: Float32Array, second: Float32Array])[];
  /** Values after the activation and derivatives before it, row by row. */
  readonly values: Float32Array;
  readonly deltas: Float32Array;
}

/**
 * What one would write in JavaScript without thinking of vectors: loops over typed arrays, row by row. Tanh layers
 * and a softmax output with cross-entropy, by SGD or Adam.
 */
export function startPlainTraining(task: TrainingTask): Pick<TrainingSession, "runEpoch" | "logits"> {
  const { network, optimizer, batchSize } = task;
  const columns = network.inputs;
  const layers = network.layers.map(({ inputs, units }, index): PlainLayer => {
    const weights = task.initialWeights[index]!;
    const size = Math.max(task.rows, batchSize) * units;
    return {
      inputs,
      units,
      kernel: weights.kernel.slice(),
      bias: weights.bias.slice(),
      kernelGradient: new Float32Array(inputs * units),
      biasGradient: new Float32Array(units),
      moments: [inputs * units, units].map((length) => [new Float32Array(length), new Float32Array(length)]),
      values: new Float32Array(size),
      deltas: new Float32Array(size),
    };
  });
  const accumulator = new GradientAccumulator(layers.map(({ kernel }) => kernel.length));
  const batchInputs = new Float32Array(Math.max(task.rows, batchSize) * columns);
  let steps = 0;

  const forward = (values: Float32Array, rows: number): void => {
    let below = values;
    for (const [index, layer] of layers.entries()) {
      forwardLayer(layer, below, rows, index < layers.length - 1);
      below = layer.values;
    }
  };

  const trainBatch = (order: Uint32Array): void => {
    const rows = order.length;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        batchInputs[row * columns + column] = task.inputs[order[row]! * columns + column]!;
      }
    }
    forward(batchInputs, rows);
    outputDeltas(layers.at(-1)!, task.labels, order);
    for (let index = layers.length - 1; index >= 0; index--) {
      const below = layers[index - 1];
      sumGradients(layers[index]!, below === undefined ? batchInputs : below.values, rows);
      if (below !== undefined) {
        backwardLayer(layers[index]!, below, rows);
      }
    }
    accumulator.add(layers.map(({ kernelGradient }) => kernelGradient));
    steps++;
    for (const { kernel, bias, kernelGradient, biasGradient, moments } of layers) {
      if (optimizer.name === "adam") {
        stepAdam(kernel, kernelGradient, moments[0]!, optimizer.learningRate, steps);
        stepAdam(bias, biasGradient, moments[1]!, optimizer.learningRate, steps);
      } else {
        stepSgd(kernel, kernelGradient, optimizer.learningRate);
        stepSgd(bias, biasGradient, optimizer.learningRate);
      }
    }
  };

  return {
    runEpoch: () => {
      accumulator.reset();
      const order = task.nextOrder();
      for (let start = 0; start < order.length; start += batchSize) {
        trainBatch(order.subarray(start, start + batchSize));
      }
      return accumulator.statistics();
    },
    logits: () => {
      forward(task.inputs, task.rows);
      const { values, units } = layers.at(-1)!;
      return values.slice(0, task.rows * units);
    },
  };
}

function forwardLayer(layer: PlainLayer, below: Float32Array, rows: number, isHidden: boolean): void {
  const { inputs, units, kernel, bias, values } = layer;
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < units; unit++) {
      let sum = bias[unit]!;
      for (let input = 0; input < inputs; input++) {
        sum += below[row * inputs + input]! * kernel[input * units + unit]!;
      }
      values[row * units + unit] = isHidden ? Math.tanh(sum) : sum;
    }
  }
}

/** Derivative of the mean cross-entropy by the logits. */
function outputDeltas({ units, values, deltas }: PlainLayer, labels: Uint16Array, order: Uint32Array): void {
  for (let row = 0; row < order.length; row++) {
    let largest = -Infinity;
    for (let unit = 0; unit < units; unit++) {
      largest = Math.max(largest, values[row * units + unit]!);
    }
    let sum = 0;
    for (let unit = 0; unit < units; unit++) {
      sum += Math.exp(values[row * units + unit]! - largest);
    }
    for (let unit = 0; unit < units; unit++) {
      const share = Math.exp(values[row * units + unit]! - largest) / sum;
      deltas[row * units + unit] = (share - (labels[order[row]!] === unit ? 1 : 0)) / order.length;
    }
  }
}

function sumGradients(layer: PlainLayer, below: Float32Array, rows: number): void {
  const { inputs, units, kernelGradient, biasGradient, deltas } = layer;
  kernelGradient.fill(0);
  biasGradient.fill(0);
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < units; unit++) {
      biasGradient[unit]! += deltas[row * units + unit]!;
    }
    for (let input = 0; input < inputs; input++) {
      const value = below[row * inputs + input]!;
      for (let unit = 0; unit < units; unit++) {
        kernelGradient[input * units + unit]! += value * deltas[row * units + unit]!;
      }
    }
  }
}

function backwardLayer({ inputs, units, kernel, deltas }: PlainLayer, below: PlainLayer, rows: number): void {
  for (let row = 0; row < rows; row++) {
    for (let input = 0; input < inputs; input++) {
      let sum = 0;
      for (let unit = 0; unit < units; unit++) {
        sum += kernel[input * units + unit]! * deltas[row * units + unit]!;
      }
      const value = below.values[row * inputs + input]!;
      below.deltas[row * inputs + input] = sum * (1 - value * value);
    }
  }
}

function stepSgd(parameters: Float32Array, gradient: Float32Array, learningRate: number): void {
  for (let i = 0; i < parameters.length; i++) {
    parameters[i]! -= learningRate * gradient[i]!;
  }
}

function stepAdam(
  parameters: Float32Array,
  gradient: Float32Array,
  [first, second]: readonly [Float32Array, Float32Array],
  learningRate: number,
  steps: number,
): void {
  const meanScale = 1 / (1 - ADAM_BETA1 ** steps);
  const squareScale = 1 / (1 - ADAM_BETA2 ** steps);
  for (let i = 0; i < parameters.length; i++) {
    first[i] = ADAM_BETA1 * first[i]! + (1 - ADAM_BETA1) * gradient[i]!;
    second[i] = ADAM_BETA2 * second[i]! + (1 - ADAM_BETA2) * gradient[i]! ** 2;
    parameters[i]! -=
      (learningRate * first[i]! * meanScale) / (Math.sqrt(second[i]! * squareScale) + ADAM_EPSILON);
  }
}
