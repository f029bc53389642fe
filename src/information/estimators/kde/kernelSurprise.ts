import type { KernelSurprise } from "./surprise";
import type { Proceed } from "../../../base/proceed";
import { borrowKernels } from "../../informationKernels";
import type { CellLabels } from "../../labelsOfCells";
import type { RowMixture } from "../shared/rowMixture";
import { canTile, surpriseOfTiles } from "./tiledSurprise";

/**
 * By kernels in single precision, right to about 1e-6 bit, where the values are in single precision; in double
 * precision, every pair, where they are not or a variance is beyond what single precision holds.
 *
 * @param variance v
 */
export function measureSurprise(mixture: RowMixture, variance: number, proceed: Proceed): KernelSurprise {
  const bench = canTile(mixture, variance) ? borrowKernels() : undefined;
  return bench === undefined
    ? surpriseOfPairs(mixture, variance, proceed)
    : surpriseOfTiles(mixture, variance, bench, proceed);
}

/**
 * Exponents beyond this are left out. A center's sum is at least its own weight, so that all the kernels left out
 * change the mean logarithm by less than (centers) e^-40: 1e-10 nat for ten million.
 */
const KERNEL_REACH = 40;

/** The same from each pair of centers as it is, and without WebAssembly. */
export function surpriseOfPairs(
  { rows, units, centers, values, counts, labels }: RowMixture,
  variance: number,
  proceed: Proceed,
): KernelSurprise {
  const narrow = counts.slice();
  const wide = counts.slice();
  const reach = KERNEL_REACH * 8 * variance;
  const ofLabel = { narrow: labels.weights.slice(), wide: labels.weights.slice() };
  for (let a = 1; a < centers; a++) {
    proceed();
    for (let b = 0; b < a; b++) {
      let squared = 0;
      for (let unit = 0; unit < units && squared < reach; unit++) {
        const difference = values[a * units + unit]! - values[b * units + unit]!;
        squared += difference * difference;
      }
      if (squared < reach) {
        // One exponential serves both widths: the fourth power of exp(-d²/8v) is exp(-d²/2v).
        const ofWide = Math.exp(-squared / (8 * variance));
        const ofNarrow = ofWide * ofWide * ofWide * ofWide;
        wide[a]! += counts[b]! * ofWide;
        wide[b]! += counts[a]! * ofWide;
        narrow[a]! += counts[b]! * ofNarrow;
        narrow[b]! += counts[a]! * ofNarrow;
        addToLabels(ofLabel, labels, a, b, ofNarrow, ofWide);
      }
    }
  }
  const { classes, weights, classWeights } = labels;
  const totals = Float64Array.from(classes, (label) => classWeights[label]!);
  return {
    narrow: meanLog(counts, narrow, () => rows) / rows,
    wide: meanLog(counts, wide, () => rows) / rows,
    narrowGivenLabel: meanLog(weights, ofLabel.narrow, (entry) => totals[entry]!) / rows,
    wideGivenLabel: meanLog(weights, ofLabel.wide, (entry) => totals[entry]!) / rows,
  };
}

/** -Σ w log2 (sum / total). */
function meanLog(weights: Float64Array, sums: Float64Array, totalOf: (index: number) => number): number {
  let bits = 0;
  for (let i = 0; i < sums.length; i++) {
    bits -= weights[i]! * Math.log2(sums[i]! / totalOf(i));
  }
  return bits;
}

/** Adds one pair to the labels that both centers have. */
function addToLabels(
  { narrow, wide }: { readonly narrow: Float64Array; readonly wide: Float64Array },
  { starts, classes, weights }: CellLabels,
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
      narrow[entryA]! += weights[entryB]! * ofNarrow;
      narrow[entryB]! += weights[entryA]! * ofNarrow;
      wide[entryA]! += weights[entryB]! * ofWide;
      wide[entryB]! += weights[entryA]! * ofWide;
    }
    entryA += order <= 0 ? 1 : 0;
    entryB += order >= 0 ? 1 : 0;
  }
}
