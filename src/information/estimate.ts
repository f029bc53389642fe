/**
 * What every estimator is given: one layer's activations and what is known of the labels.
 */
export interface LayerSample {
  /** Row-major, rows × units. */
  readonly activations: Float32Array;
  readonly rows: number;
  readonly units: number;
  /** The interval that the activation function cannot leave; undefined where it has none. */
  readonly naturalRange: readonly [number, number] | undefined;
}

/** The labels of the same rows, as p(y|x): one-hot rows where only sampled labels are known. */
export interface LabelDistribution {
  readonly classes: number;
  /** Row-major, rows × classes; each row sums to 1. */
  readonly conditional: Float64Array;
}

/** Why a number says less than it seems to, or why there is none. */
export type EstimateFlagCode = "non-finite" | "saturated" | "outside-range" | "observed-range";

export interface EstimateFlag {
  readonly code: EstimateFlagCode;
  /** A sentence for a person. */
  readonly message: string;
}

/** One layer at one snapshot. All figures in bits; NaN where there is no estimate, with a flag that says why. */
export interface InformationEstimate {
  /** I(X;T) at the estimator's resolution. */
  readonly ixt: number;
  /** I(T;Y). */
  readonly ity: number;
  /** The largest I(X;T) that this many rows can show: log2 of the number of rows. */
  readonly ceiling: number;
  readonly flags: readonly EstimateFlag[];
}

/** An estimator of I(X;T) and I(T;Y), settled on its settings. */
export interface Estimator {
  readonly name: "binning";
  /** The settings in a few words, for the axis: "30 bins over [-1, 1]". */
  readonly describe: (naturalRange: LayerSample["naturalRange"]) => string;
  readonly estimate: (sample: LayerSample, labels: LabelDistribution) => InformationEstimate;
}
