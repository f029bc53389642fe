/** H of one yes-or-no with probability p, in bits. */
export function binaryEntropy(p: number): number {
  return -(weightedLog(p) + weightedLog(1 - p));
}

/**
 * H of a distribution given as weights that need not be normalized, in bits; zero weights add nothing:
 * -Σ (w/W) log2(w/W) = log2 W - (1/W) Σ w log2 w.
 */
export function entropyOfWeights(weights: ArrayLike<number>): number {
  let total = 0;
  let weighted = 0;
  for (let i = 0; i < weights.length; i++) {
    total += weights[i]!;
    weighted += weightedLog(weights[i]!);
  }
  // Rounding must not make a certain outcome negative.
  return total > 0 ? Math.max(0, Math.log2(total) - weighted / total) : 0;
}

/** w log2 w, with its limit 0 at 0. */
function weightedLog(weight: number): number {
  return weight > 0 ? weight * Math.log2(weight) : 0;
}
