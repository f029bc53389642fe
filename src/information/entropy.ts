/**
 * H of a distribution given as weights that need not be normalised, in bits; zero weights add nothing.
 */
export function entropyOfWeights(weights: ArrayLike<number>): number {
  let total = 0;
  let weighted = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    if (weight > 0) {
      total += weight;
      weighted += weight * Math.log2(weight);
    }
  }
  // -Σ (w/W) log2(w/W) = log2 W - (1/W) Σ w log2 w; rounding must not make a certain outcome negative.
  return total > 0 ? Math.max(0, Math.log2(total) - weighted / total) : 0;
}
