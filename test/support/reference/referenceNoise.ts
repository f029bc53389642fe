import type { LabelDistribution, PlaneFigures } from "../../../src/information/estimate";
import { writtenOut } from "../writtenOut";

/** Points of the grid in one σ; for a smooth function that falls off at both ends the sum is then exact. */
const STEPS = 24;

/**
 * I(X;T+Z) and I(T+Z;Y) in bits of a layer with one unit, by summing the densities over a fine grid: no random
 * numbers, no shortcuts. p(s) = (1/n) Σ_x φ(s - t_x), p(s,y) = (1/n) Σ_x p(y|x) φ(s - t_x).
 *
 * @param values one a row
 */
export function referenceNoise(
  values: readonly number[] | Float64Array,
  labels: LabelDistribution,
  sigma: number,
): PlaneFigures {
  const { classes } = labels;
  const conditional = writtenOut(labels);
  const rows = values.length;
  const labelShares = Array.from({ length: classes }, (_, label) =>
    Array.from(values, (_, row) => conditional[row * classes + label]! / rows).reduce((a, b) => a + b),
  );
  const low = Math.min(...values) - 9 * sigma;
  const high = Math.max(...values) + 9 * sigma;
  const points = Math.ceil(((high - low) / sigma) * STEPS);
  const step = (high - low) / points;
  let ixt = -0.5 * Math.log2(2 * Math.PI * Math.E * sigma ** 2);
  let ity = 0;
  for (let point = 0; point <= points; point++) {
    const s = low + point * step;
    const joint = labelShares.map(() => 0);
    let density = 0;
    for (let row = 0; row < rows; row++) {
      const kernel =
        Math.exp(-((s - values[row]!) ** 2) / (2 * sigma ** 2)) / (sigma * Math.sqrt(2 * Math.PI) * rows);
      density += kernel;
      for (let label = 0; label < classes; label++) {
        joint[label]! += kernel * conditional[row * classes + label]!;
      }
    }
    ixt -= density > 0 ? step * density * Math.log2(density) : 0;
    for (const [label, both] of joint.entries()) {
      ity += both > 0 ? step * both * Math.log2(both / density / labelShares[label]!) : 0;
    }
  }
  return { ixt, ity };
}
