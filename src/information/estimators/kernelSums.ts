import type { CentreLabels, RowMixture } from "./rowMixture";
import { boxesAreNear } from "./rowTiles";

/**
 * Exponents beyond this are left out. A centre's sum is at least its own weight, so that all the kernels left out
 * change the mean logarithm by less than (centres) e^-40: 1e-10 nat for ten million.
 */
export const KERNEL_REACH = 40;

/** Gaussian kernels summed at each centre of a mixture, for two widths at once. */
export interface KernelSums {
  /** Σ_j count_j exp(-|t_i - t_j|² / (2v)), one number a centre. */
  readonly narrow: Float64Array;
  /** The same with 4v for v. */
  readonly wide: Float64Array;
  /** Σ_j weight_jy exp(…), for each entry of the centres' labels. */
  readonly narrowOfLabel: Float64Array;
  readonly wideOfLabel: Float64Array;
}

/**
 * Each pair of centres once, and of the pairs only those in tiles that are near enough to add anything.
 *
 * @param variance v, the narrow kernel's
 * @returns undefined where `proceed` said to stop
 */
export function sumKernels(
  mixture: RowMixture,
  variance: number,
  proceed: () => boolean,
): KernelSums | undefined {
  const { units, values, counts, tiles, labels } = mixture;
  const sums: KernelSums = {
    narrow: counts.slice(),
    wide: counts.slice(),
    narrowOfLabel: labels.weights.slice(),
    wideOfLabel: labels.weights.slice(),
  };
  const { narrow, wide } = sums;
  const reach = KERNEL_REACH * 8 * variance;
  for (let tileA = 0; tileA < tiles.tiles; tileA++) {
    const endA = tiles.starts[tileA + 1]!;
    for (let tileB = tileA; tileB < tiles.tiles; tileB++) {
      if (!boxesAreNear(tiles, units, tileA, tileB, reach)) {
        continue;
      }
      if (!proceed()) {
        return undefined;
      }
      const startB = tiles.starts[tileB]!;
      const endB = tiles.starts[tileB + 1]!;
      for (let a = tiles.starts[tileA]!; a < endA; a++) {
        for (let b = Math.max(startB, a + 1); b < endB; b++) {
          let squared = 0;
          for (let unit = 0; unit < units; unit++) {
            const difference = values[a * units + unit]! - values[b * units + unit]!;
            squared += difference * difference;
          }
          if (squared < reach) {
            // exp(-d²/8v) serves both widths: its fourth power is exp(-d²/2v).
            const ofWide = Math.exp(-squared / (8 * variance));
            const ofNarrow = ofWide * ofWide * ofWide * ofWide;
            wide[a]! += counts[b]! * ofWide;
            wide[b]! += counts[a]! * ofWide;
            narrow[a]! += counts[b]! * ofNarrow;
            narrow[b]! += counts[a]! * ofNarrow;
            addToLabels(sums, labels, a, b, ofNarrow, ofWide);
          }
        }
      }
    }
  }
  return sums;
}

/** Adds one pair to the labels that both centres have. */
function addToLabels(
  { narrowOfLabel, wideOfLabel }: KernelSums,
  { starts, classes, weights }: CentreLabels,
  a: number,
  b: number,
  ofNarrow: number,
  ofWide: number,
): void {
  const endA = starts[a + 1]!;
  const endB = starts[b + 1]!;
  let entryA = starts[a]!;
  let entryB = starts[b]!;
  while (entryA < endA && entryB < endB) {
    const order = classes[entryA]! - classes[entryB]!;
    if (order === 0) {
      narrowOfLabel[entryA]! += weights[entryB]! * ofNarrow;
      narrowOfLabel[entryB]! += weights[entryA]! * ofNarrow;
      wideOfLabel[entryA]! += weights[entryB]! * ofWide;
      wideOfLabel[entryB]! += weights[entryA]! * ofWide;
    }
    entryA += order <= 0 ? 1 : 0;
    entryB += order >= 0 ? 1 : 0;
  }
}
