import type { BottleneckProblem } from "./bottleneckProblem";

const STEPS_MAX = 300;
const TOLERANCE = 1e-13;

/**
 * The slope at which the curve leaves the origin when small departures from the trivial T pay first: the square of
 * the maximal correlation of X and Y (Rényi 1959), which is the second eigenvalue of the operator that takes a
 * function of Y to its mean given X and back. 1 over it is the critical β: 1/(1-2δ)² for the binary symmetric
 * channel. By power iteration, never above the true value.
 */
export function steepestSlope({
  inputs,
  classes,
  probabilities,
  conditional,
  labels,
}: BottleneckProblem): number {
  // Any function that is not constant will do, as long as it favors no class by symmetry.
  let values = Float64Array.from({ length: classes }, (_, y) => Math.cos(1 + 2.3 * y));
  let slope = 0;
  for (let step = 0; step < STEPS_MAX; step++) {
    standardize(values, labels);
    const next = new Float64Array(classes);
    let variance = 0;
    for (let x = 0; x < inputs; x++) {
      let mean = 0;
      for (let y = 0; y < classes; y++) {
        mean += conditional[x * classes + y]! * values[y]!;
      }
      variance += probabilities[x]! * mean * mean;
      for (let y = 0; y < classes; y++) {
        next[y]! += probabilities[x]! * conditional[x * classes + y]! * mean;
      }
    }
    const settled = Math.abs(variance - slope) <= TOLERANCE * variance;
    slope = Math.max(slope, variance);
    if (settled) {
      break;
    }
    values = next.map((value, y) => (labels[y]! > 0 ? value / labels[y]! : 0));
  }
  return Math.min(1, slope);
}

/** Mean 0 and variance 1 under p(y). */
function standardize(values: Float64Array, labels: Float64Array): void {
  const mean = values.reduce((sum, value, y) => sum + labels[y]! * value, 0);
  const variance = values.reduce((sum, value, y) => sum + labels[y]! * (value - mean) ** 2, 0);
  const scale = variance > 0 ? 1 / Math.sqrt(variance) : 0;
  for (let y = 0; y < values.length; y++) {
    values[y] = (values[y]! - mean) * scale;
  }
}
