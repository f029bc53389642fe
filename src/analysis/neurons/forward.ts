import type { ActivationName, OutputName } from "../../network/activation";

/** One dense layer: weights as [input][unit], then biases. */
export interface DenseLayer {
  readonly inputs: number;
  readonly units: number;
  readonly activation: ActivationName | OutputName;
  readonly weights: Float32Array;
}

/** The outputs of every layer for one input, written out: for looking at a network, not for training it. */
export function forward(layers: readonly DenseLayer[], input: ArrayLike<number>): readonly Float64Array[] {
  const outputs: Float64Array[] = [];
  let below = input;
  for (const { inputs, units, activation, weights } of layers) {
    const sums = Float64Array.from({ length: units }, (_, unit) => {
      let sum = weights[inputs * units + unit]!;
      for (let index = 0; index < inputs; index++) {
        sum += below[index]! * weights[index * units + unit]!;
      }
      return sum;
    });
    below = activate(sums, activation);
    outputs.push(below as Float64Array);
  }
  return outputs;
}

function activate(sums: Float64Array, activation: DenseLayer["activation"]): Float64Array {
  if (activation !== "softmax") {
    return sums.map((sum) => activateOne(sum, activation));
  }
  const largest = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp(sum - largest));
  const whole = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / whole);
}

function activateOne(x: number, activation: Exclude<DenseLayer["activation"], "softmax">): number {
  switch (activation) {
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
      return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    case "linear":
      return x;
  }
}
