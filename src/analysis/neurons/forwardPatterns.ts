import { bitsOf } from "./bitsOf";
import { forward, type DenseLayer } from "./forward";

/**
 * The outputs of every layer for all patterns of so many bits, in their order as numbers; the first bit counts most. As
 * `forward` gives them one by one; tanh layers, which most are, without a list for each pattern.
 * @returns a list a layer, as [pattern][unit]
 */
export function forwardPatterns(layers: readonly DenseLayer[], bits: number): readonly Float64Array[] {
  const patterns = 2 ** bits;
  let below = new Float64Array(patterns * bits);
  for (let pattern = 0; pattern < patterns; pattern++) {
    below.set(bitsOf(pattern, bits), pattern * bits);
  }
  return layers.map((layer) => {
    below = layer.activation === "tanh" ? forwardTanh(layer, below) : forwardOneByOne(layer, below);
    return below;
  });
}

function forwardTanh(layer: DenseLayer, below: Float64Array): Float64Array<ArrayBuffer> {
  const { inputs, units, weights } = layer;
  const patterns = below.length / inputs;
  const outputs = new Float64Array(patterns * units);
  for (let pattern = 0; pattern < patterns; pattern++) {
    for (let unit = 0; unit < units; unit++) {
      let sum = weights[inputs * units + unit]!;
      for (let input = 0; input < inputs; input++) {
        sum += below[pattern * inputs + input]! * weights[input * units + unit]!;
      }
      outputs[pattern * units + unit] = Math.tanh(sum);
    }
  }
  return outputs;
}

function forwardOneByOne(layer: DenseLayer, below: Float64Array): Float64Array<ArrayBuffer> {
  const { inputs, units } = layer;
  const patterns = below.length / inputs;
  const outputs = new Float64Array(patterns * units);
  for (let pattern = 0; pattern < patterns; pattern++) {
    outputs.set(
      forward([layer], below.subarray(pattern * inputs, (pattern + 1) * inputs))[0]!,
      pattern * units,
    );
  }
  return outputs;
}
