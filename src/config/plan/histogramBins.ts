import { HISTOGRAM_PARTS, HISTOGRAM_PARTS_MAX } from "../../base/limits";
import { estimatorOf } from "../../information/estimators/estimators";
import type { ValueIntervals } from "../../information/estimators/shared/estimatorKind";
import type { AnalysisConfig } from "../schema/configSchema";
import { resolveEstimators } from "./resolveEstimators";

/** The parts of a run's histograms, and the estimator whose bins they are; undefined if they are those of none. */
export interface HistogramBins extends ValueIntervals {
  readonly estimator: string | undefined;
}

/** Those of the first estimator that has equal intervals and not too many to be drawn. */
export function findHistogramBins(analysis: AnalysisConfig): HistogramBins {
  for (const { key, settings } of resolveEstimators(analysis)) {
    const intervals = estimatorOf(settings).intervals?.(settings);
    if (intervals !== undefined && intervals.bins <= HISTOGRAM_PARTS_MAX) {
      return { ...intervals, estimator: key };
    }
  }
  return { bins: HISTOGRAM_PARTS, range: "natural", estimator: undefined };
}
