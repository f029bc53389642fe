import { entropyOfWeights } from "./entropy";
import type { LabelDistribution } from "./estimate";

/** All layers of a snapshot, and all snapshots, ask for that of the same labels. */
const known = new WeakMap<LabelDistribution, number>();

/** H(Y) in bits, of p(y) = the mean of p(y|x) over the rows. */
export function labelEntropy(labels: LabelDistribution): number {
  const found = known.get(labels) ?? entropyOfLabels(labels);
  known.set(labels, found);
  return found;
}

function entropyOfLabels({ classes, conditional, sampled }: LabelDistribution): number {
  const weights = new Float64Array(classes);
  if (conditional === undefined) {
    for (let row = 0; row < sampled.length; row++) {
      weights[sampled[row]!]!++;
    }
    return entropyOfWeights(weights);
  }
  for (let row = 0; row < conditional.length; row += classes) {
    for (let label = 0; label < classes; label++) {
      weights[label]! += conditional[row + label]!;
    }
  }
  return entropyOfWeights(weights);
}
