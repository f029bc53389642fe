import { binRows } from "./binRows";
import { discreteInformation } from "./discreteInformation";
import type { EstimateFlag, Estimator, LayerSample } from "./estimate";

/**
 * What the bins cover: `auto` is the activation's own interval and, where it has none, the observed range;
 * `observed` is the range of the layer's values at this snapshot.
 */
export type BinningRange = "auto" | "observed" | readonly [number, number];

export interface BinningSettings {
  readonly bins: number;
  readonly range: BinningRange;
}

/** I(X;T) this close to its ceiling, in bits, says only that nearly every row has a cell to itself. */
export const SATURATION_MARGIN = 0.05;

/**
 * Binning: each unit's activation is replaced by the number of its bin, and T is the tuple of these (Shwartz-Ziv
 * & Tishby 2017, section 3.2, with 30 bins over [-1, 1]). What is measured is H of the binned layer: the
 * resolution belongs to the number.
 */
export function createBinningEstimator(settings: BinningSettings): Estimator {
  return {
    name: "binning",
    describe: (naturalRange) => {
      const range = settledRange(settings.range, naturalRange);
      return range === undefined
        ? `${settings.bins} bins over the observed range`
        : `${settings.bins} bins over [${range[0]}, ${range[1]}]`;
    },
    estimate: (sample, labels) => {
      const { activations, rows, units } = sample;
      const ceiling = Math.log2(rows);
      const observed = observedRange(activations);
      if (observed === undefined) {
        const flag: EstimateFlag = {
          code: "non-finite",
          message: "The layer's activations are not finite (training has diverged), so there is no estimate.",
        };
        return { ixt: NaN, ity: NaN, ceiling, flags: [flag] };
      }
      const settled = settledRange(settings.range, sample.naturalRange);
      const binned = binRows(activations, rows, units, settings.bins, settled ?? observed);
      const { ixt, ity } = discreteInformation(binned.cellOfRow, binned.cells, labels);
      return {
        ixt,
        ity,
        ceiling,
        flags: flagsOf(settled, binned.valuesOutside / activations.length, ixt, ceiling),
      };
    },
  };
}

function settledRange(
  range: BinningRange,
  naturalRange: LayerSample["naturalRange"],
): readonly [number, number] | undefined {
  return range === "auto" ? naturalRange : range === "observed" ? undefined : range;
}

/** The smallest and the largest value; undefined where one is not finite. */
function observedRange(values: Float32Array): readonly [number, number] | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) {
      return undefined;
    }
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

function flagsOf(
  settled: readonly [number, number] | undefined,
  shareOutside: number,
  ixt: number,
  ceiling: number,
): EstimateFlag[] {
  const flags: EstimateFlag[] = [];
  if (settled === undefined) {
    flags.push({
      code: "observed-range",
      message:
        "The bins follow the range of the layer's values, so a growing range alone lowers I(X;T): read a fall with care.",
    });
  } else if (shareOutside > 0) {
    flags.push({
      code: "outside-range",
      message: `Some activations lie outside the bins' range [${settled[0]}, ${settled[1]}] and count to the outermost bins.`,
    });
  }
  if (ceiling - ixt < SATURATION_MARGIN) {
    flags.push({
      code: "saturated",
      message:
        "I(X;T) has reached its ceiling, the logarithm of the number of rows: at this resolution nearly every row has a cell to itself, and the estimate cannot tell more.",
    });
  }
  return flags;
}
