import type { output } from "zod";
import { withConfidence } from "../sampling/withConfidence";
import type { CorrectionName } from "../sampling/correctDiscrete";
import type { Estimator } from "../estimate";
import { binning } from "./binning/binningKind";
import { exact } from "./exact/exactKind";
import { kde } from "./kde/kdeKind";
import { ksg } from "./ksg/ksgKind";
import { noise } from "./noise/noiseKind";
import { renyi } from "./renyi/renyiKind";
import type { EstimatorKind } from "./shared/estimatorKind";

/** Every estimator. A new one is a folder with its kind, and its name here. */
export const ESTIMATORS = [binning, kde, ksg, noise, exact, renyi] as const;

type Kind = (typeof ESTIMATORS)[number];

/** The estimators that a config or the command line can name. */
export type EstimatorName = Kind["name"];

/** One estimator with everything that its figures depend on. */
export type EstimatorSettings = output<Kind["settings"]>;

export const ESTIMATOR_NAMES: readonly EstimatorName[] = ESTIMATORS.map(({ name }) => name);

/** What is said of an estimator, with settings of any of them: who asks gives it its own. */
export function estimatorOf({ name }: { readonly name: EstimatorName }): EstimatorKind {
  return ESTIMATORS.find((kind) => kind.name === name)!;
}

/** The settings of an estimator, what is left out filled in. */
export function settleEstimator(
  written: { readonly name: EstimatorName } & Readonly<Record<string, unknown>>,
): EstimatorSettings {
  return estimatorOf(written).settings.parse(written) as EstimatorSettings;
}

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
  const kind = estimatorOf(settings);
  return withConfidence(kind.create(settings, options), { resamples, seed, scheme: kind.resampling });
}

/**
 * I(A;B) of two continuous variables, the inputs and the activations of a sample, as its I(X;T); its labels are not
 * asked. Undefined if the estimator has none.
 */
export function createPairEstimator(
  settings: EstimatorSettings,
  { resamples, seed }: Pick<EstimatorOptions, "resamples" | "seed">,
): Estimator | undefined {
  const kind = estimatorOf(settings);
  const pair = kind.createPair?.(settings);
  return pair && withConfidence(pair, { resamples, seed, scheme: kind.resampling });
}
