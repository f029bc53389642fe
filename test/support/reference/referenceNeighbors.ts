import type { Space } from "../../../src/information/estimators/pointSet";

/** What the slow references of the estimates by nearest neighbours have in common. */

/** ψ(n) in nats, summed anew each time. */
export function digamma(n: number): number {
  return Array.from({ length: n - 1 }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b, -0.5772156649015329);
}

/** The maximum norm of the difference of two rows. */
export function distanceBetween({ values, columns }: Space, one: number, other: number): number {
  const gaps = Array.from({ length: columns }, (_, column) =>
    Math.abs(values[one * columns + column]! - values[other * columns + column]!),
  );
  return Math.max(...gaps);
}
