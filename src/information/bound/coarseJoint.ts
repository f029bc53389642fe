import type { Proceed } from "../../base/proceed";
import { kmeansGenerator } from "ml-kmeans";
import type { Floats, LabelDistribution } from "../estimate";
import type { JointDistribution } from "./jointDistribution";

/** Inputs of a sample, row-major, rows × columns. */
export interface SampledInputs {
  readonly values: Floats;
  readonly columns: number;
  readonly rows: number;
}

/** Kernel values between two looks at `proceed`: some milliseconds. */
const VALUES_AT_ONCE = 200_000;
/** Further away than this many σ² the kernel adds nothing that a sum of doubles holds. */
const REACH = 80;
const KMEANS_ITERATIONS = 100;

/**
 * What can be known of Y when X is seen through Gaussian noise of standard deviation σ in every column: seen near
 * input i, the classes have p(y|i) = Σ_j k_ij p(y|x_j) / Σ_j k_ij with k_ij = exp(-|x_i - x_j|² / 2σ²). A function of
 * X gets a bound with a shape this way (Kolchinsky, Tracey & Van Kuyk 2019).
 * @param sigma in the inputs' own units
 * @returns a joint distribution of as many inputs as rows
 */
export function jointThroughNoise(
  { values, columns, rows }: SampledInputs,
  { classes, conditional, sampled }: LabelDistribution,
  sigma: number,
  proceed: Proceed,
): JointDistribution {
  const table = new Float64Array(rows * classes);
  const farthest = REACH * sigma ** 2;
  let untilLook = 0;
  for (let i = 0; i < rows; i++) {
    untilLook -= rows * columns;
    if (untilLook <= 0) {
      untilLook = VALUES_AT_ONCE;
      proceed();
    }
    const seen = table.subarray(i * classes, (i + 1) * classes);
    let total = 0;
    for (let j = 0; j < rows; j++) {
      let distance = 0;
      for (let column = 0; column < columns && distance < farthest; column++) {
        const difference = values[i * columns + column]! - values[j * columns + column]!;
        distance += difference * difference;
      }
      if (distance < farthest) {
        const weight = Math.exp(-distance / (2 * sigma ** 2));
        total += weight;
        if (conditional === undefined) {
          seen[sampled[j]!]! += weight;
        } else {
          for (let label = 0; label < classes; label++) {
            seen[label]! += weight * conditional[j * classes + label]!;
          }
        }
      }
    }
    for (let label = 0; label < classes; label++) {
      seen[label]! /= total * rows;
    }
  }
  return { inputs: rows, classes, table };
}

/**
 * The inputs merged into groups of alike ones by k-means, so that T is told the group and not the input: p(x) is a
 * group's share of the rows, p(y|x) the mean over its rows.
 * @param groups at most as many as there are rows
 */
export function jointOfGroups(
  { values, columns, rows }: SampledInputs,
  labels: LabelDistribution,
  groups: number,
  seed: number,
  proceed: Proceed,
): JointDistribution {
  const count = Math.min(groups, rows);
  const points = Array.from({ length: rows }, (_, row) =>
    Array.from(values.subarray(row * columns, (row + 1) * columns)),
  );
  const iterations = kmeansGenerator(points, count, {
    seed,
    initialization: "kmeans++",
    maxIterations: KMEANS_ITERATIONS,
  });
  let groupOf: readonly number[] = [];
  for (const { clusters } of iterations) {
    proceed();
    groupOf = clusters;
  }
  return jointOfCells(groupOf, count, labels);
}

/**
 * p(x,y) with every row equally likely.
 * @param inputOfRow the x of each row, below `inputs`
 */
export function jointOfCells(
  inputOfRow: ArrayLike<number>,
  inputs: number,
  { classes, conditional, sampled }: LabelDistribution,
): JointDistribution {
  const rows = sampled.length;
  const table = new Float64Array(inputs * classes);
  for (let row = 0; row < rows; row++) {
    const from = inputOfRow[row]! * classes;
    if (conditional === undefined) {
      table[from + sampled[row]!]! += 1 / rows;
    } else {
      for (let label = 0; label < classes; label++) {
        table[from + label]! += conditional[row * classes + label]! / rows;
      }
    }
  }
  return { inputs, classes, table };
}
