import type { ActivationName, OutputName } from "../../src/network/activation";
import type { Quantization } from "../../src/network/quantization";
import {
  ADAM_BETA1,
  ADAM_BETA2,
  ADAM_EPSILON,
  RMSPROP_DECAY,
  RMSPROP_EPSILON,
} from "../../src/training/engine/optimizer";
import type { TrainingTask } from "../../src/training/engine/trainingEngine";

/**
 * Dense-network training written out, one number at a time, in double precision: slow and plain, the reference
 * that engines are held against.
 */
export class ReferenceTraining {
  readonly kernels: number[][];
  readonly biases: number[][];
  private readonly task: TrainingTask;
  private readonly first: number[][];
  private readonly second: number[][];
  private steps = 0;
  /**
   * How near a value came to where rounding turns to the next grid value, as a share of the step between these:
   * above the error of an engine, it rounds every value as this does.
   */
  nearestEdge = 0.5;
  /** Values that an end of a grid held back. */
  clipped = 0;

  constructor(task: TrainingTask) {
    this.task = task;
    this.kernels = task.initialWeights.map(({ kernel }) => [...kernel]);
    this.biases = task.initialWeights.map(({ bias }) => [...bias]);
    this.first = [...this.kernels, ...this.biases].map((values) => values.map(() => 0));
    this.second = [...this.kernels, ...this.biases].map((values) => values.map(() => 0));
  }

  /** Trains one epoch; returns each batch's weight gradients of the loss, per layer. */
  runEpoch(): number[][][] {
    const order = this.task.nextOrder();
    const gradients: number[][][] = [];
    for (let start = 0; start < order.length; start += this.task.batchSize) {
      gradients.push(this.trainBatch([...order.subarray(start, start + this.task.batchSize)]));
    }
    return gradients;
  }

  /** Pre-activations, activations and (where the layer is quantized) rounded activations of every layer for one row. */
  forward(row: number): { pre: number[][]; exact: number[][]; post: number[][] } {
    const { network, inputs } = this.task;
    let values = [...inputs.subarray(row * network.inputs, (row + 1) * network.inputs)];
    const pre: number[][] = [];
    const exact: number[][] = [];
    const post: number[][] = [];
    for (const [index, layer] of network.layers.entries()) {
      const sums = this.biases[index]!.map((bias, unit) =>
        values.reduce(
          (sum, value, input) => sum + value * this.kernels[index]![input * layer.units + unit]!,
          bias,
        ),
      );
      values =
        layer.activation === "softmax" ? softmax(sums) : sums.map((sum) => activate(layer.activation, sum));
      pre.push(sums);
      exact.push(values);
      values = values.map((value) => this.round(value, layer.quantization));
      post.push(values);
    }
    return { pre, exact, post };
  }

  private round(value: number, grid: Quantization | undefined): number {
    if (grid === undefined) {
      return value;
    }
    const { levels, low, high } = grid;
    if (value < low || value > high) {
      this.clipped++;
      return value < low ? low : high;
    }
    const step = (high - low) / (levels - 1);
    const position = (value - low) / step;
    const distance = Math.abs(position - Math.floor(position) - 0.5);
    this.nearestEdge = Math.min(this.nearestEdge, distance);
    return low + Math.floor(position + 0.5) * step;
  }

  private trainBatch(rows: readonly number[]): number[][] {
    const { network, inputs, labels, loss, optimizer } = this.task;
    const kernelGradients = this.kernels.map((values) => values.map(() => 0));
    const biasGradients = this.biases.map((values) => values.map(() => 0));
    for (const row of rows) {
      const { pre, exact, post } = this.forward(row);
      const last = network.layers.length - 1;
      // The loss is that of the outputs before they are rounded.
      const outputs = exact[last]!;
      const targets =
        outputs.length === 1 ? [labels[row]!] : outputs.map((_, k) => (k === labels[row] ? 1 : 0));
      let delta = outputDelta(network.layers[last]!.activation as OutputName, loss, outputs, targets);
      for (let index = last; index >= 0; index--) {
        const { units } = network.layers[index]!;
        const below =
          index > 0
            ? post[index - 1]!
            : [...inputs.subarray(row * network.inputs, (row + 1) * network.inputs)];
        const next = below.map(() => 0);
        for (let unit = 0; unit < units; unit++) {
          biasGradients[index]![unit]! += delta[unit]! / rows.length;
          for (const [input, value] of below.entries()) {
            kernelGradients[index]![input * units + unit]! += (delta[unit]! * value) / rows.length;
            next[input]! += delta[unit]! * this.kernels[index]![input * units + unit]!;
          }
        }
        if (index > 0) {
          const { activation, quantization } = network.layers[index - 1]!;
          delta = next.map(
            (value, unit) =>
              value *
              straightThroughSlope(quantization, exact[index - 1]![unit]!) *
              slope(activation, pre[index - 1]![unit]!),
          );
        }
      }
    }
    this.steps++;
    const decayed = kernelGradients.map((values, layer) =>
      values.map((value, i) => value + optimizer.weightDecay * this.kernels[layer]![i]!),
    );
    for (const [slot, parameters] of [...this.kernels, ...this.biases].entries()) {
      this.update(slot, parameters, [...decayed, ...biasGradients][slot]!);
    }
    return kernelGradients;
  }

  private update(slot: number, parameters: number[], gradients: readonly number[]): void {
    const { name, learningRate, momentum } = this.task.optimizer;
    const first = this.first[slot]!;
    const second = this.second[slot]!;
    for (const [i, gradient] of gradients.entries()) {
      switch (name) {
        case "sgd":
          parameters[i]! -= learningRate * gradient;
          break;
        case "momentum":
          first[i] = momentum * first[i]! + gradient;
          parameters[i]! -= learningRate * first[i];
          break;
        case "adam": {
          first[i] = ADAM_BETA1 * first[i]! + (1 - ADAM_BETA1) * gradient;
          second[i] = ADAM_BETA2 * second[i]! + (1 - ADAM_BETA2) * gradient ** 2;
          const mean = first[i] / (1 - ADAM_BETA1 ** this.steps);
          const variance = second[i] / (1 - ADAM_BETA2 ** this.steps);
          parameters[i]! -= (learningRate * mean) / (Math.sqrt(variance) + ADAM_EPSILON);
          break;
        }
        case "rmsprop":
          second[i] = RMSPROP_DECAY * second[i]! + (1 - RMSPROP_DECAY) * gradient ** 2;
          parameters[i]! -= (learningRate * gradient) / Math.sqrt(second[i] + RMSPROP_EPSILON);
          break;
      }
    }
  }
}

function softmax(values: readonly number[]): number[] {
  const largest = Math.max(...values);
  const exponentials = values.map((value) => Math.exp(value - largest));
  const sum = exponentials.reduce((a, b) => a + b);
  return exponentials.map((value) => value / sum);
}

export function activate(name: ActivationName | OutputName, x: number): number {
  switch (name) {
    case "tanh":
      return Math.tanh(x);
    case "sigmoid":
      return 1 / (1 + Math.exp(-x));
    case "softsign":
      return x / (1 + Math.abs(x));
    case "relu":
      return Math.max(0, x);
    case "elu":
      return x > 0 ? x : Math.expm1(x);
    case "softplus":
      return Math.log1p(Math.exp(-Math.abs(x))) + Math.max(x, 0);
    case "linear":
      return x;
    case "softmax":
      throw new Error("Softmax acts on a whole layer.");
  }
}

/** By central difference: slower than a formula and with nothing to get wrong. */
function slope(name: ActivationName | OutputName, x: number): number {
  if (name === "relu") {
    return x > 0 ? 1 : 0;
  }
  const h = 1e-6;
  return (activate(name, x + h) - activate(name, x - h)) / (2 * h);
}

/** Rounding counts as the identity within the grid and as a constant outside. */
function straightThroughSlope(grid: Quantization | undefined, value: number): number {
  return grid === undefined || (value >= grid.low && value <= grid.high) ? 1 : 0;
}

/** Derivative of one row's loss by the output layer's pre-activations. */
function outputDelta(
  output: OutputName,
  loss: TrainingTask["loss"],
  outputs: readonly number[],
  targets: readonly number[],
): number[] {
  const errors = outputs.map((value, k) => value - targets[k]!);
  if (loss === "crossEntropy") {
    return errors;
  }
  const byOutput = errors.map((error) => (2 * error) / outputs.length);
  if (output === "sigmoid") {
    return byOutput.map((value, k) => value * outputs[k]! * (1 - outputs[k]!));
  }
  const weighted = byOutput.reduce((sum, value, k) => sum + value * outputs[k]!, 0);
  return outputs.map((value, k) => value * (byOutput[k]! - weighted));
}
