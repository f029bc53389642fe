import { Layer, UNIT_BYTES } from "./layout";

/**
 * A product of matrices: to[output] = bias[output] + Σ weights[output][input] from[input], in every row of every
 * tile. Two outputs by 16 rows are summed in registers; all tiles pass while two outputs' weights are at hand.
 * @param biases their address, or 0 if there are none
 * @param outputs an even number
 */
export function multiply(
  weights: usize,
  biases: usize,
  inputs: i32,
  outputs: i32,
  from: usize,
  to: usize,
  tiles: i32,
): void {
  const rowBytes = (<usize>inputs) << 2;
  const fromTileBytes = <usize>inputs * UNIT_BYTES;
  const toTileBytes = <usize>outputs * UNIT_BYTES;
  for (let output = 0; output < outputs; output += 2) {
    const row = weights + <usize>output * rowBytes;
    let biasA = f32x4.splat(0);
    let biasB = biasA;
    if (biases !== 0) {
      biasA = v128.load32_splat(biases + ((<usize>output) << 2));
      biasB = v128.load32_splat(biases + ((<usize>output) << 2), 4);
    }
    let at = from;
    let sums = to + <usize>output * UNIT_BYTES;
    for (let tile = 0; tile < tiles; tile++) {
      let a0 = biasA;
      let a1 = biasA;
      let a2 = biasA;
      let a3 = biasA;
      let b0 = biasB;
      let b1 = biasB;
      let b2 = biasB;
      let b3 = biasB;
      let weight = row;
      for (const end = at + fromTileBytes; at < end; at += UNIT_BYTES) {
        const wa = v128.load32_splat(weight);
        const wb = v128.load32_splat(weight + rowBytes);
        const x0 = v128.load(at);
        const x1 = v128.load(at, 16);
        const x2 = v128.load(at, 32);
        const x3 = v128.load(at, 48);
        a0 = f32x4.add(a0, f32x4.mul(wa, x0));
        b0 = f32x4.add(b0, f32x4.mul(wb, x0));
        a1 = f32x4.add(a1, f32x4.mul(wa, x1));
        b1 = f32x4.add(b1, f32x4.mul(wb, x1));
        a2 = f32x4.add(a2, f32x4.mul(wa, x2));
        b2 = f32x4.add(b2, f32x4.mul(wb, x2));
        a3 = f32x4.add(a3, f32x4.mul(wa, x3));
        b3 = f32x4.add(b3, f32x4.mul(wb, x3));
        weight += 4;
      }
      v128.store(sums, a0);
      v128.store(sums, a1, 16);
      v128.store(sums, a2, 32);
      v128.store(sums, a3, 48);
      v128.store(sums, b0, 64);
      v128.store(sums, b1, 80);
      v128.store(sums, b2, 96);
      v128.store(sums, b3, 112);
      sums += toTileBytes;
    }
  }
}

/** In blocks of 16 by 16, so that both matrices are read and written by whole lines of memory. */
export function transposeWeights(layer: Layer): void {
  const inputs = layer.inputs;
  const paddedUnits = layer.paddedUnits;
  const weights = layer.weights;
  const transposed = layer.transposed;
  for (let unitBlock = 0; unitBlock < paddedUnits; unitBlock += 16) {
    const unitEnd = min(unitBlock + 16, paddedUnits);
    for (let inputBlock = 0; inputBlock < inputs; inputBlock += 16) {
      const inputEnd = min(inputBlock + 16, inputs);
      for (let unit = unitBlock; unit < unitEnd; unit++) {
        for (let input = inputBlock; input < inputEnd; input++) {
          const weight = load<f32>(weights + ((<usize>(unit * inputs + input)) << 2));
          store<f32>(transposed + ((<usize>(input * paddedUnits + unit)) << 2), weight);
        }
      }
    }
  }
}
