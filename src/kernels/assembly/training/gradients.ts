import { Vector } from "../functions";
import { Batch, Layer, layerAt, Network, UNIT_BYTES } from "./layout";

/**
 * The gradients of weights and biases: gradient[unit][input] = Σ delta[unit] activation[input] over the rows. Two
 * units by four inputs are summed in registers, with the lanes apart until the end.
 */
export function contractGradients(layer: Layer, below: usize, tiles: i32, unitFrom: i32, unitTo: i32): void {
  const inputs = layer.inputs;
  const paddedUnits = layer.paddedUnits;
  const gradients = layer.gradients;
  const deltaTileBytes = <usize>paddedUnits * UNIT_BYTES;
  const belowTileBytes = <usize>inputs * UNIT_BYTES;
  const rowBytes = (<usize>inputs) << 2;
  const biases = gradients + <usize>paddedUnits * rowBytes;
  for (let unit = unitFrom; unit < unitTo; unit += 2) {
    const unitDeltas = layer.deltas + <usize>unit * UNIT_BYTES;
    const to = gradients + <usize>unit * rowBytes;
    let input = 0;
    for (; input + 4 <= inputs; input += 4) {
      let a0 = f32x4.splat(0);
      let a1 = a0;
      let a2 = a0;
      let a3 = a0;
      let b0 = a0;
      let b1 = a0;
      let b2 = a0;
      let b3 = a0;
      let delta = unitDeltas;
      let from = below + <usize>input * UNIT_BYTES;
      for (let tile = 0; tile < tiles; tile++) {
        for (let lane: usize = 0; lane < UNIT_BYTES; lane += 16) {
          const da = v128.load(delta + lane);
          const db = v128.load(delta + lane, 64);
          const x0 = v128.load(from + lane);
          const x1 = v128.load(from + lane, 64);
          const x2 = v128.load(from + lane, 128);
          const x3 = v128.load(from + lane, 192);
          a0 = f32x4.add(a0, f32x4.mul(da, x0));
          b0 = f32x4.add(b0, f32x4.mul(db, x0));
          a1 = f32x4.add(a1, f32x4.mul(da, x1));
          b1 = f32x4.add(b1, f32x4.mul(db, x1));
          a2 = f32x4.add(a2, f32x4.mul(da, x2));
          b2 = f32x4.add(b2, f32x4.mul(db, x2));
          a3 = f32x4.add(a3, f32x4.mul(da, x3));
          b3 = f32x4.add(b3, f32x4.mul(db, x3));
        }
        delta += deltaTileBytes;
        from += belowTileBytes;
      }
      v128.store(to + ((<usize>input) << 2), Vector.sumLanes(a0, a1, a2, a3));
      v128.store(to + ((<usize>input) << 2) + rowBytes, Vector.sumLanes(b0, b1, b2, b3));
    }
    // The last two inputs, where there are two, and the bias, whose input is 1.
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let b0 = a0;
    let b1 = a0;
    let b2 = a0;
    let delta = unitDeltas;
    const hasRest = input < inputs;
    let from = hasRest ? below + <usize>input * UNIT_BYTES : below;
    for (let tile = 0; tile < tiles; tile++) {
      for (let lane: usize = 0; lane < UNIT_BYTES; lane += 16) {
        const da = v128.load(delta + lane);
        const db = v128.load(delta + lane, 64);
        const x0 = v128.load(from + lane);
        const x1 = v128.load(from + lane, 64);
        a0 = f32x4.add(a0, f32x4.mul(da, x0));
        b0 = f32x4.add(b0, f32x4.mul(db, x0));
        a1 = f32x4.add(a1, f32x4.mul(da, x1));
        b1 = f32x4.add(b1, f32x4.mul(db, x1));
        a2 = f32x4.add(a2, da);
        b2 = f32x4.add(b2, db);
      }
      delta += deltaTileBytes;
      from += belowTileBytes;
    }
    const sums = Vector.sumLanes(a0, a1, b0, b1);
    if (hasRest) {
      v128.store64_lane(to + ((<usize>input) << 2), sums, 0);
      v128.store64_lane(to + ((<usize>input) << 2) + rowBytes, sums, 1);
    }
    v128.store64_lane(biases + ((<usize>unit) << 2), Vector.sumLanes(a2, b2, a2, b2), 0);
  }
}

/** Takes the batch's weight gradients into their running mean and variance (Welford's update), in doubles. */
export function noteGradients(layer: Layer): void {
  const count = <usize>(layer.inputs * layer.paddedUnits);
  const share = f64x2.splat(1.0 / <f64>Batch.gradientBatches);
  for (let i: usize = 0; i < count; i += 2) {
    const value = f64x2.promote_low_f32x4(v128.load64_zero(layer.gradients + (i << 2)));
    const at = i << 3;
    const mean = v128.load(layer.mean + at);
    const before = f64x2.sub(value, mean);
    const next = f64x2.add(mean, f64x2.mul(before, share));
    v128.store(layer.mean + at, next);
    const square = v128.load(layer.squares + at);
    v128.store(layer.squares + at, f64x2.add(square, f64x2.mul(before, f64x2.sub(value, next))));
  }
}

/** Forgets the gradient statistics; for the next epoch. */
export function beginEpoch(): void {
  Batch.gradientBatches = 0;
  for (let index = 0; index < Network.layerCount; index++) {
    const layer = layerAt(index);
    const bytes = (<usize>(layer.inputs * layer.paddedUnits)) << 3;
    memory.fill(layer.mean, 0, bytes);
    memory.fill(layer.squares, 0, bytes);
  }
}

/** The squared length of the mean of a layer's gradients in this epoch. */
export function squaredGradientMean(index: i32): f64 {
  const layer = layerAt(index);
  const end = layer.mean + ((<usize>(layer.inputs * layer.paddedUnits)) << 3);
  let sum = f64x2.splat(0);
  for (let at = layer.mean; at < end; at += 16) {
    const mean = v128.load(at);
    sum = f64x2.add(sum, f64x2.mul(mean, mean));
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** The sum of the squared deviations of a layer's gradients in this epoch, over weights and batches. */
export function squaredGradientDeviations(index: i32): f64 {
  const layer = layerAt(index);
  const end = layer.squares + ((<usize>(layer.inputs * layer.paddedUnits)) << 3);
  let sum = f64x2.splat(0);
  for (let at = layer.squares; at < end; at += 16) {
    sum = f64x2.add(sum, v128.load(at));
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}
