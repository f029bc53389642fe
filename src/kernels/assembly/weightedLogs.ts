import { Logarithm } from "./logarithm";

/** Σ w log2 w over doubles that are not negative, with 0 log2 0 = 0. */
export function sumWeightedLogs(weights: usize, count: i32): f64 {
  let sums = f64x2.splat(0);
  const pairs = weights + (((<usize>count) >> 1) << 4);
  for (let at = weights; at < pairs; at += 16) {
    const pair = v128.load(at);
    // Cells of one row each, with a certain label, are frequent: weights of 0 and 1 add nothing.
    if (v128.any_true(f64x2.ne(f64x2.mul(pair, pair), pair))) {
      sums = f64x2.add(sums, weightedLog(pair));
    }
  }
  if (count & 1) {
    sums = f64x2.add(sums, weightedLog(v128.load64_zero(pairs)));
  }
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

function weightedLog(weight: v128): v128 {
  return v128.and(f64x2.mul(weight, Logarithm.ofBaseTwo(weight)), f64x2.gt(weight, f64x2.splat(0)));
}

/** Σ w log2 s over `count` pairs, an even number, of a float w and a double s, where w is not 0. */
export function sumLogsByWeight(weights: usize, values: usize, count: i32): f64 {
  let sums = f64x2.splat(0);
  for (let i: usize = 0; i < <usize>count; i += 2) {
    const weight = f64x2.promote_low_f32x4(v128.load64_zero(weights + (i << 2)));
    const product = f64x2.mul(weight, Logarithm.ofBaseTwo(v128.load(values + (i << 3))));
    sums = f64x2.add(sums, v128.and(product, f64x2.gt(weight, f64x2.splat(0))));
  }
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

/**
 * Adds up p(t, y), p(t) and p(y) times the number of rows, from the cell of each row and its p(y|x). All three begin
 * as zeros here; all but `cellOfRow` are doubles.
 */
export function countCells(
  cellOfRow: usize,
  rows: i32,
  cells: i32,
  conditional: usize,
  classes: i32,
  rowsInCell: usize,
  joint: usize,
  labelWeights: usize,
): void {
  const bytesOfLabels = (<usize>classes) << 3;
  memory.fill(rowsInCell, 0, (<usize>cells) << 3);
  memory.fill(joint, 0, <usize>cells * bytesOfLabels);
  memory.fill(labelWeights, 0, bytesOfLabels);
  for (let row: i32 = 0; row < rows; row++) {
    const cell = <usize>load<u32>(cellOfRow + ((<usize>row) << 2));
    const count = rowsInCell + (cell << 3);
    store<f64>(count, load<f64>(count) + 1);
    const ofCell = joint + cell * bytesOfLabels;
    for (let label: usize = 0; label < bytesOfLabels; label += 8) {
      const probability = load<f64>(conditional + label);
      store<f64>(ofCell + label, load<f64>(ofCell + label) + probability);
      store<f64>(labelWeights + label, load<f64>(labelWeights + label) + probability);
    }
    conditional += bytesOfLabels;
  }
}
