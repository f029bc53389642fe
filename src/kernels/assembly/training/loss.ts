import { Vector } from "../functions";
import { CROSS_ENTROPY, MEAN_SQUARED_ERROR, SIGMOID } from "./codes";
import { Batch, Layer, layerAt, Network, Step, UNIT_BYTES } from "./layout";

/** The output layer's function, of what is in `exact`, into `deltas`. */
export function computeOutputs(layer: Layer, tile: i32, tiles: i32): void {
  const tileBytes = <usize>layer.paddedUnits * UNIT_BYTES;
  const unitsEnd = <usize>layer.units * UNIT_BYTES;
  for (let each = tile; each < tile + tiles; each++) {
    for (let lane: usize = 0; lane < UNIT_BYTES; lane += 16) {
      const logits = layer.exact + <usize>each * tileBytes + lane;
      const outputs = layer.deltas + <usize>each * tileBytes + lane;
      if (layer.activation === SIGMOID) {
        v128.store(outputs, Vector.sigmoid(v128.load(logits)));
        continue;
      }
      let largest = v128.load(logits);
      for (let unit = UNIT_BYTES; unit < unitsEnd; unit += UNIT_BYTES) {
        largest = Vector.atLeast(largest, v128.load(logits + unit));
      }
      let sum = f32x4.splat(0);
      for (let unit: usize = 0; unit < unitsEnd; unit += UNIT_BYTES) {
        const e = Vector.exp(f32x4.sub(v128.load(logits + unit), largest));
        v128.store(outputs + unit, e);
        sum = f32x4.add(sum, e);
      }
      const scale = f32x4.div(f32x4.splat(1), sum);
      for (let unit: usize = 0; unit < unitsEnd; unit += UNIT_BYTES) {
        v128.store(outputs + unit, f32x4.mul(v128.load(outputs + unit), scale));
      }
    }
  }
}

/** The derivative of the batch's mean loss by the logits, into the output layer's `deltas`. */
export function differentiateLoss(tile: i32, tiles: i32): void {
  const layer = layerAt(Network.layerCount - 1);
  computeOutputs(layer, tile, tiles);
  const tileBytes = <usize>layer.paddedUnits * UNIT_BYTES;
  const unitsEnd = <usize>layer.units * UNIT_BYTES;
  const one = f32x4.splat(1);
  for (let each = tile; each < tile + tiles; each++) {
    for (let lane: usize = 0; lane < UNIT_BYTES; lane += 16) {
      const deltas = layer.deltas + <usize>each * tileBytes + lane;
      const label = v128.load(Batch.targets + <usize>each * UNIT_BYTES + lane);
      const share = v128.load(Batch.shares + <usize>each * UNIT_BYTES + lane);
      if (layer.activation === SIGMOID) {
        const y = v128.load(deltas);
        let error = f32x4.mul(f32x4.sub(y, f32x4.convert_i32x4_s(label)), share);
        if (Step.loss === MEAN_SQUARED_ERROR) {
          const slope = f32x4.mul(y, f32x4.sub(one, y));
          error = f32x4.mul(f32x4.mul(f32x4.splat(2), error), slope);
        }
        v128.store(deltas, error);
        continue;
      }
      const scale =
        Step.loss === CROSS_ENTROPY ? share : f32x4.mul(share, f32x4.splat(<f32>2 / <f32>layer.units));
      let weighted = f32x4.splat(0);
      let unit: usize = 0;
      for (let k = 0; k < layer.units; k++) {
        const isLabel = i32x4.eq(label, i32x4.splat(k));
        const y = v128.load(deltas + unit);
        const error = f32x4.mul(f32x4.sub(y, v128.and(one, isLabel)), scale);
        weighted = f32x4.add(weighted, f32x4.mul(error, y));
        if (Step.loss === CROSS_ENTROPY) {
          v128.store(deltas + unit, error);
        }
        unit += UNIT_BYTES;
      }
      if (Step.loss === MEAN_SQUARED_ERROR) {
        unit = 0;
        for (let k = 0; k < layer.units; k++) {
          const isLabel = i32x4.eq(label, i32x4.splat(k));
          const y = v128.load(deltas + unit);
          const error = f32x4.mul(f32x4.sub(y, v128.and(one, isLabel)), scale);
          v128.store(deltas + unit, f32x4.mul(y, f32x4.sub(error, weighted)));
          unit += UNIT_BYTES;
        }
      }
    }
  }
}
