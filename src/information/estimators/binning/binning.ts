import { percentOf } from "../../../base/numbers";
import type { EstimateFlag, Estimator, Floats, LayerSample } from "../../estimate";
import { binRows, equalIntervals, equalMasses } from "./binRows";
import { countInformation, UNCORRECTED } from "../shared/countInformation";
import { defineEstimator } from "../shared/defineEstimator";
import { uniqueRowsFlags } from "../shared/uniqueRows";

/**
 * What bins cover: `auto` is the activation's own interval, or the observed range if it has none; `observed` is the
 * range of the layer's values at this snapshot; `quantile` gives every bin as many of these values.
 */
export type BinningRange = "auto" | "observed" | "quantile" | readonly [number, number];

export interface BinningSettings {
  readonly bins: number;
  readonly range: BinningRange;
}

/**
 * Binning: each unit's activation is replaced by the number of its bin, and T is the tuple of these (Shwartz-Ziv
 * & Tishby 2017, section 3.2, with 30 bins over [-1, 1]). What is measured is H of the binned layer: the
 * resolution belongs to the number. Bins of equal mass, taken over the values of the whole layer, are the adaptive
 * ones of Chelombiev et al. 2019.
 */
export function createBinningEstimator(settings: BinningSettings, counting = UNCORRECTED): Estimator {
  return defineEstimator({
    describe: (naturalRange) => {
      const fixed = fixedRange(settings.range, naturalRange);
      return settings.range === "quantile"
        ? `${settings.bins} bins of equal mass`
        : fixed === undefined
          ? `${settings.bins} bins over the observed range`
          : `${settings.bins} bins over [${fixed[0]}, ${fixed[1]}]`;
    },
    estimate: (sample, labels, proceed) => {
      const { activations, rows, units } = sample;
      const fixed = fixedRange(settings.range, sample.naturalRange);
      const edges =
        settings.range === "quantile"
          ? equalMasses(activations, settings.bins)
          : equalIntervals(fixed ?? observedRange(activations), settings.bins);
      const binned = binRows(activations, rows, units, edges, proceed);
      const flags: EstimateFlag[] = [
        ...rangeFlags(settings.range, fixed, binned.valuesOutside / activations.length),
        ...uniqueRowsFlags(binned.cells, rows),
      ];
      const figures = countInformation(binned, sample, labels, counting, proceed);
      return { ...figures, flags };
    },
  });
}

/** The range that does not depend on the values, where there is one. */
function fixedRange(
  range: BinningRange,
  naturalRange: LayerSample["naturalRange"],
): readonly [number, number] | undefined {
  return range === "auto" ? naturalRange : typeof range === "string" ? undefined : range;
}

function observedRange(values: Floats): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    low = value < low ? value : low;
    high = value > high ? value : high;
  }
  return [low, high];
}

function rangeFlags(
  range: BinningRange,
  fixed: readonly [number, number] | undefined,
  shareOutside: number,
): EstimateFlag[] {
  if (fixed === undefined) {
    return [{ code: "observed-range", message: range === "quantile" ? QUANTILE_BINS : OBSERVED_BINS }];
  }
  return shareOutside > 0
    ? [
        {
          code: "outside-range",
          message: `${percentOf(shareOutside)} of the activations lie outside the bins' range [${fixed[0]}, ${fixed[1]}] and count to the outermost bins.`,
        },
      ]
    : [];
}

const OBSERVED_BINS =
  "The bins follow the layer's smallest and largest value: they see the shape of its values, not their scale. A few large values make the bins coarse for all others and so lower I(X;T).";

const QUANTILE_BINS =
  "The bins follow the layer's values, each with as many of them: they see the order of the values, neither scale nor distances, and a rise or fall of I(X;T) tells only how evenly the rows spread over the bins.";
