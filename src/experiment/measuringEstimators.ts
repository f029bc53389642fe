import { resolveEstimators } from "../config/plan/resolveEstimators";
import type { AnalysisConfig } from "../config/schema/configSchema";
import { createEstimator, estimatorOf } from "../information/estimators/estimators";
import type { EstimatorKind } from "../information/estimators/shared/estimatorKind";
import type { Estimator, Uncounted } from "../information/estimate";
import { layerRange, type NetworkSpec } from "../network/networkSpec";
import type { EstimatorSummary } from "../run/runEvent";

/** One of the estimators of a cell. */
export interface MeasuringEstimator {
  readonly key: string;
  readonly title: string;
  readonly estimator: Estimator;
  /** Whether it measures Shannon's information, which the bound is of. */
  readonly isShannon: boolean;
  /** What to do if it tells nearly every row from every other, as the end of a sentence. */
  readonly coarser: string;
  /** What the interval of its estimates is; undefined if they have none. */
  readonly spread: EstimatorSummary["spread"];
  /** The movement of I(X;T) that it makes by itself in a layer. */
  readonly uncounted: (isUnlimited: boolean) => Uncounted | undefined;
}

/** The estimators that a config asks for, in its order. */
export function measuringEstimators(analysis: AnalysisConfig): readonly MeasuringEstimator[] {
  const options = { correction: analysis.correction, resamples: analysis.resamples, seed: 0 };
  return resolveEstimators(analysis).map(({ key, title, settings }) => ({
    key,
    title,
    estimator: createEstimator(settings, options),
    isShannon: estimatorOf(settings).isShannon,
    coarser: estimatorOf(settings).coarser,
    spread: spreadOf(estimatorOf(settings), options.resamples),
    uncounted: (isUnlimited) => estimatorOf(settings).uncounted?.(settings, isUnlimited),
  }));
}

/** What a cell says of its estimators at its start. */
export function describeEstimators(
  estimators: readonly MeasuringEstimator[],
  { layers }: NetworkSpec,
): EstimatorSummary[] {
  return estimators.map(({ key, title, estimator, isShannon, spread, uncounted }) => ({
    key,
    title,
    resolutions: layers.map((layer) => estimator.describe(layerRange(layer))),
    ...describeUncounted(layers.map((layer) => uncounted(layerRange(layer) === undefined) ?? "none")),
    ...(spread === undefined ? {} : { spread }),
    ...(isShannon ? {} : { hasNoBound: true as const }),
  }));
}

function describeUncounted(movements: readonly (Uncounted | "none")[]): Pick<EstimatorSummary, "uncounted"> {
  return movements.every((movement) => movement === "none") ? {} : { uncounted: [...movements] };
}

/** Bounds say more than an interval, and the rows' spread more than that of the estimator's own draws. */
function spreadOf({ spread }: EstimatorKind, resamples: number): EstimatorSummary["spread"] {
  return resamples > 1 && spread !== "bounds" ? "confidence" : spread;
}
