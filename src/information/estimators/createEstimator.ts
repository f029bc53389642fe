import { withConfidence, type ResamplingScheme } from "../sampling/withConfidence";
import type { Estimator } from "../estimate";
import { createBinningEstimator } from "./binning/binning";
import { createExactEstimator } from "./exact/exact";
import { createKdeEstimator } from "./kde/kdeBounds";
import {
  createNearestNeighborEstimator,
  createPairEstimator as createPlainPair,
} from "./ksg/nearestNeighbors";
import { createNoiseEstimator } from "./noise/noiseInjected";
import { createRenyiEstimator } from "./renyi/renyi";
import type { CorrectionName, EstimatorName, EstimatorSettings, NearestNeighborSettings } from "./settings";

/** What can be asked of every estimator beside its own settings. */
export interface EstimatorOptions {
  /** Of estimates from counts; the others have nothing to correct so. */
  readonly correction: CorrectionName;
  /** Sets of rows to draw anew for a 95 % interval; fewer than 2 for none. */
  readonly resamples: number;
  /** Of the shuffles and the resampling. */
  readonly seed: number;
}

/** The estimator that the settings describe. */
export function createEstimator(settings: EstimatorSettings, options: EstimatorOptions): Estimator {
  const { resamples, seed } = options;
  return withConfidence(createPlain(settings, options), { resamples, seed, scheme: SCHEMES[settings.name] });
}

/** I(A;B) of two continuous variables, the inputs and the activations of a sample, as its I(X;T); its labels are not asked. */
export function createPairEstimator(
  settings: NearestNeighborSettings,
  { resamples, seed }: Pick<EstimatorOptions, "resamples" | "seed">,
): Estimator {
  return withConfidence(createPlainPair(settings), { resamples, seed, scheme: SCHEMES.ksg });
}

/** Rows drawn twice are harmless to those that count, and ties to those that measure distances. */
const SCHEMES: Readonly<Record<EstimatorName, ResamplingScheme>> = {
  binning: "bootstrap",
  exact: "bootstrap",
  kde: "half-samples",
  ksg: "half-samples",
  noise: "half-samples",
  renyi: "half-samples",
};

function createPlain(settings: EstimatorSettings, options: EstimatorOptions): Estimator {
  switch (settings.name) {
    case "binning":
      return createBinningEstimator(settings, options);
    case "kde":
      return createKdeEstimator(settings);
    case "ksg":
      return createNearestNeighborEstimator(settings);
    case "noise":
      return createNoiseEstimator(settings);
    case "exact":
      return createExactEstimator(options);
    case "renyi":
      return createRenyiEstimator(settings);
  }
}
