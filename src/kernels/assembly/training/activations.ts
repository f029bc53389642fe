import { Vector } from "../functions";
import { ELU, RELU, SIGMOID, SOFTPLUS, SOFTSIGN, TANH } from "./codes";
import { Layer } from "./layout";

export function activate(activation: i32, address: usize, bytes: usize): void {
  const end = address + bytes;
  switch (activation) {
    case TANH:
      for (let at = address; at < end; at += 16) {
        v128.store(at, Vector.tanh(v128.load(at)));
      }
      break;
    case SIGMOID:
      for (let at = address; at < end; at += 16) {
        v128.store(at, Vector.sigmoid(v128.load(at)));
      }
      break;
    case SOFTSIGN:
      for (let at = address; at < end; at += 16) {
        const x = v128.load(at);
        v128.store(at, f32x4.div(x, f32x4.add(f32x4.splat(1), f32x4.abs(x))));
      }
      break;
    case RELU:
      for (let at = address; at < end; at += 16) {
        v128.store(at, Vector.atLeast(v128.load(at), f32x4.splat(0)));
      }
      break;
    case ELU:
      for (let at = address; at < end; at += 16) {
        const x = v128.load(at);
        const isPositive = f32x4.gt(x, f32x4.splat(0));
        v128.store(at, v128.bitselect(x, Vector.expMinusOne(x), isPositive));
      }
      break;
    case SOFTPLUS:
      for (let at = address; at < end; at += 16) {
        v128.store(at, Vector.softplus(v128.load(at)));
      }
      break;
    default:
      break;
  }
}

/** Multiplies deltas by the slope of a layer's function, which its values tell. */
export function multiplyBySlope(layer: Layer, values: usize, deltas: usize, bytes: usize): void {
  const one = f32x4.splat(1);
  switch (layer.activation) {
    case TANH:
      for (let i: usize = 0; i < bytes; i += 16) {
        const y = v128.load(values + i);
        v128.store(deltas + i, f32x4.mul(v128.load(deltas + i), f32x4.sub(one, f32x4.mul(y, y))));
      }
      break;
    case SIGMOID:
      for (let i: usize = 0; i < bytes; i += 16) {
        const y = v128.load(values + i);
        v128.store(deltas + i, f32x4.mul(v128.load(deltas + i), f32x4.mul(y, f32x4.sub(one, y))));
      }
      break;
    case SOFTSIGN:
      for (let i: usize = 0; i < bytes; i += 16) {
        const rest = f32x4.sub(one, f32x4.abs(v128.load(values + i)));
        v128.store(deltas + i, f32x4.mul(v128.load(deltas + i), f32x4.mul(rest, rest)));
      }
      break;
    case RELU:
      for (let i: usize = 0; i < bytes; i += 16) {
        const isPositive = f32x4.gt(v128.load(values + i), f32x4.splat(0));
        v128.store(deltas + i, v128.and(v128.load(deltas + i), isPositive));
      }
      break;
    case ELU:
      for (let i: usize = 0; i < bytes; i += 16) {
        const y = v128.load(values + i);
        const slope = v128.bitselect(one, f32x4.add(y, one), f32x4.gt(y, f32x4.splat(0)));
        v128.store(deltas + i, f32x4.mul(v128.load(deltas + i), slope));
      }
      break;
    case SOFTPLUS:
      for (let i: usize = 0; i < bytes; i += 16) {
        const slope = f32x4.neg(Vector.expMinusOne(f32x4.neg(v128.load(values + i))));
        v128.store(deltas + i, f32x4.mul(v128.load(deltas + i), slope));
      }
      break;
    default:
      break;
  }
  if (layer.levels > 0) {
    // Gradients pass the rounding unchanged, but for values that an end of the grid holds back.
    const low = v128.load32_splat(layer.grid);
    const high = v128.load32_splat(layer.grid + ((<usize>(layer.levels - 1)) << 2));
    for (let i: usize = 0; i < bytes; i += 16) {
      const y = v128.load(values + i);
      const isOutside = v128.or(f32x4.lt(y, low), f32x4.gt(y, high));
      v128.store(deltas + i, v128.andnot(v128.load(deltas + i), isOutside));
    }
  }
}
