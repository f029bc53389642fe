import type { LabelDistribution } from "../../src/information/estimate";

/** p(y|x), rows × classes: what is given of it, or ones and zeros for certain labels. */
export function writtenOut({ classes, conditional, sampled }: LabelDistribution): Float64Array {
  if (conditional !== undefined) {
    return conditional;
  }
  const table = new Float64Array(sampled.length * classes);
  for (const [row, label] of sampled.entries()) {
    table[row * classes + label] = 1;
  }
  return table;
}
