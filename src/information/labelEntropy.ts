import { entropyOfWeights } from "./entropy";
import type { LabelDistribution } from "./estimate";

/** H(Y) in bits, of p(y) = the mean of p(y|x) over the rows. */
export function labelEntropy({ classes, conditional }: LabelDistribution): number {
  const weights = new Float64Array(classes);
  for (let i = 0; i < conditional.length; i++) {
    weights[i % classes]! += conditional[i]!;
  }
  return entropyOfWeights(weights);
}
