import { forward, type DenseLayer } from "./forward";

/**
 * How fast a unit's output changes with each part of an input, by the chain rule from the unit back to the input.
 * @param layers from the input up to the layer of the unit
 */
export function findInputSlopes(
  layers: readonly DenseLayer[],
  unit: number,
  input: ArrayLike<number>,
): Float64Array {
  const outputs = forward(layers, input);
  let slopes = new Float64Array(layers.at(-1)!.units);
  slopes[unit] = 1;
  for (let index = layers.length - 1; index >= 0; index--) {
    const { inputs, units, activation, weights } = layers[index]!;
    const sums = slopesOfSums(activation, outputs[index]!, slopes);
    slopes = Float64Array.from({ length: inputs }, (_, from) => {
      let slope = 0;
      for (let to = 0; to < units; to++) {
        slope += weights[from * units + to]! * sums[to]!;
      }
      return slope;
    });
  }
  return slopes;
}

/** From slopes with the outputs of a layer to those with its weighted sums. */
function slopesOfSums(
  activation: DenseLayer["activation"],
  outputs: Float64Array,
  slopes: Float64Array,
): Float64Array {
  if (activation === "softmax") {
    const common = slopes.reduce((sum, slope, unit) => sum + slope * outputs[unit]!, 0);
    return slopes.map((slope, unit) => outputs[unit]! * (slope - common));
  }
  return slopes.map((slope, unit) => slope * derivative(activation, outputs[unit]!));
}

/** Of an activation with its sum, from its output. */
function derivative(activation: Exclude<DenseLayer["activation"], "softmax">, y: number): number {
  switch (activation) {
    case "tanh":
      return 1 - y * y;
    case "sigmoid":
      return y * (1 - y);
    case "softsign":
      return (1 - Math.abs(y)) ** 2;
    case "relu":
      return y > 0 ? 1 : 0;
    case "elu":
      return y > 0 ? 1 : y + 1;
    case "softplus":
      return -Math.expm1(-y);
    case "linear":
      return 1;
  }
}
