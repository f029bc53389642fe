import type { LabelDistribution } from "../../src/information/estimate";
import type { Space } from "../../src/information/estimators/ksg/pointSet";
import { randomStream } from "../../src/base/random";

export interface Pair {
  readonly a: Space;
  readonly b: Space;
  readonly rows: number;
}

/** Vectors of `columns` coordinates, each pair of coordinates normal with this correlation, else independent. */
export function gaussianPair(rows: number, correlation: number, seed: number, columns = 1): Pair {
  const random = randomStream(seed, "test");
  const a = Float64Array.from({ length: rows * columns }, () => random.normal());
  const b = a.map((value) => correlation * value + Math.sqrt(1 - correlation ** 2) * random.normal());
  return { a: { values: a, columns }, b: { values: b, columns }, rows };
}

/** I(A;B) of one such pair of coordinates, in bits. */
export function gaussianInformation(correlation: number): number {
  return -0.5 * Math.log2(1 - correlation ** 2);
}

/** A uniform on [0, 1] and B = A + uniform noise on [0, width]. */
export function uniformPair(rows: number, width: number, seed: number): Pair {
  const random = randomStream(seed, "test");
  const a = Float64Array.from({ length: rows }, () => random.uniform());
  const b = a.map((value) => value + width * random.uniform());
  return { a: { values: a, columns: 1 }, b: { values: b, columns: 1 }, rows };
}

/** Its I(A;B) in bits for a width of at most 1: h(B) = width / 2, h(B|A) = ln(width), in nats. */
export function uniformInformation(width: number): number {
  return (width / 2 - Math.log(width)) / Math.LN2;
}

export interface LabeledPoints {
  readonly t: Space;
  readonly labels: Uint16Array;
}

/** Two equally likely classes; `draw` gives T for a label. */
export function twoClasses(
  rows: number,
  seed: number,
  draw: (label: number, uniform: () => number) => number,
): LabeledPoints {
  const random = randomStream(seed, "test");
  const labels = Uint16Array.from({ length: rows }, () => random.below(2));
  const values = Float64Array.from(labels, (label) => draw(label, () => random.uniform()));
  return { t: { values, columns: 1 }, labels };
}

export function oneHot(labels: ArrayLike<number>, classes: number): LabelDistribution {
  const conditional = new Float64Array(labels.length * classes);
  for (let row = 0; row < labels.length; row++) {
    conditional[row * classes + labels[row]!] = 1;
  }
  return { classes, conditional, sampled: Uint16Array.from(labels) };
}

/** The rows of a space in another order. */
export function reorder({ values, columns }: Space, order: readonly number[]): Space {
  const moved = order.flatMap((row) => [...values.subarray(row * columns, (row + 1) * columns)]);
  return { values: Float64Array.from(moved), columns };
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
