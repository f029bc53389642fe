import type { Proceed } from "../base/proceed";
/** Activations and the like come in single precision from our own training, in either from files. */
export type Floats = Float32Array | Float64Array;

/** What every estimator is given: one layer's activations and what is known of the inputs that made them. */
export interface LayerSample {
  /** Row-major, rows × units. */
  readonly activations: Floats;
  /** At least 1; every row is equally likely. */
  readonly rows: number;
  /** 0 for a layer without units, which says nothing. */
  readonly units: number;
  /** The interval that the activation function cannot leave; undefined if it has none or is not known. */
  readonly naturalRange?: readonly [number, number] | undefined;
  /** The inputs of the same rows, row-major, rows × columns, for estimators of pairs; left out if not known. */
  readonly inputs?: { readonly values: Floats; readonly columns: number };
  /** H(X) in bits; left out if every row is an input of its own, so that it is log2 of the rows. */
  readonly inputEntropy?: number;
  /** Whether the network itself rounds this layer to finitely many values. */
  readonly quantized?: boolean;
}

/** The labels of the same rows: p(y|x) when it is known, else one certain class a row. */
export interface LabelDistribution {
  readonly classes: number;
  /**
   * p(y|x), row-major, rows × classes; each row sums to 1. Left out when each row's sampled class is certain: written
   * out, a table of zeros and ones of many rows and classes would take gigabytes.
   */
  readonly conditional?: Float64Array | undefined;
  /** One class index a row: the certain one, or one drawn from p(y|x) for estimators that need samples. */
  readonly sampled: Uint16Array;
}

/** A movement of I(X;T) that an estimator makes by itself, whatever the layer learns. */
export type Uncounted = "rise" | "fall";

/** Why a number says less than it seems to, or why there is none. */
export type EstimateFlagCode =
  /** No number: activations that are not finite. */
  | "non-finite"
  /** No number: this estimator cannot give this one from what it was given. */
  | "not-estimated"
  /** I(X;T) is at its ceiling; so is the I(A;B) of a pair. */
  | "saturated"
  /** Every row has a symbol of its own. */
  | "unique-rows"
  /** Values outside of fixed bins. */
  | "outside-range"
  /** Bins that move with the values. */
  | "observed-range"
  /** Noise or kernel below what single precision tells apart. */
  | "below-resolution"
  /** Equal rows where the estimator assumes a density. */
  | "ties"
  /** Fewer rows than the estimator needs. */
  | "too-few-rows"
  /** Computed from some of the rows. */
  | "subsample"
  /** A kernel whose width nothing in the data chooses. */
  | "kernel-width"
  /** Every distinct float counts as a symbol, though the network was not quantized. */
  | "not-quantized"
  /** Noise of one size over a layer whose values can grow without end. */
  | "absolute-noise"
  /** I(T;Y) above I(X;T), which no true value can be. */
  | "data-processing"
  /** A point above the information-bottleneck bound, which no true point can be. */
  | "above-bound"
  /** A point above the bound of noisy or merged inputs, which know less than the network. */
  | "above-coarse-bound"
  /** Noise larger than all differences between rows. */
  | "noise-too-large";

export interface EstimateFlag {
  readonly code: EstimateFlagCode;
  /** A sentence for a person. */
  readonly message: string;
}

/** The two coordinates of the information plane, in bits; NaN if there is no figure. */
export interface PlaneFigures {
  readonly ixt: number;
  readonly ity: number;
}

/** What a figure lies between. */
export interface PlaneInterval {
  readonly lower: PlaneFigures;
  readonly upper: PlaneFigures;
}

/**
 * One layer at one snapshot, in bits. Four things that widen a figure are kept apart: the estimator's bounds, its
 * own random numbers, the sample of rows, and (not here) the spread over networks.
 */
export interface InformationEstimate extends PlaneFigures {
  /**
   * What these figures cannot exceed: log2 of the rows, H(X) where rows repeat, or what the estimator's formula can
   * give at most; and H(Y).
   */
  readonly ceiling: PlaneFigures;
  /** The figures as the formula gives them, where it can leave what is possible: before they are cut to 0 and the ceiling. */
  readonly raw?: PlaneFigures;
  /** Bounds that the estimator gives instead of one figure, as its authors define them. */
  readonly bounds?: PlaneInterval;
  /** Bounds that hold for certain over the given rows, where those of `bounds` are not proven to. */
  readonly guaranteed?: PlaneInterval;
  /** Standard error from the estimator's own random numbers. */
  readonly standardError?: PlaneFigures;
  /** 95 % interval from resampling the rows. */
  readonly confidence?: PlaneInterval;
  /** What a bias correction has taken off. */
  readonly bias?: PlaneFigures;
  readonly flags: readonly EstimateFlag[];
}

/** An estimator of I(X;T) and I(T;Y), settled on its settings. */
export interface Estimator {
  /** The settings in a few words, for the axis: "30 bins over [-1, 1]". */
  readonly describe: (naturalRange: LayerSample["naturalRange"]) => string;
  /**
   * @param proceed called many times a second
   */
  readonly estimate: (
    sample: LayerSample,
    labels: LabelDistribution,
    proceed: Proceed,
  ) => InformationEstimate;
}

/** How much of its ceiling a figure has reached, 0 to 1; NaN if there is no figure or the ceiling is 0. */
export function shareOfCeiling(estimate: PlaneFigures & { readonly ceiling: PlaneFigures }): PlaneFigures {
  const share = (value: number, ceiling: number): number => (ceiling > 0 ? value / ceiling : NaN);
  return {
    ixt: share(estimate.ixt, estimate.ceiling.ixt),
    ity: share(estimate.ity, estimate.ceiling.ity),
  };
}

/**
 * Whether figures say only that the rows are told apart. I(X;T) does at its ceiling; then nearly every row has a cell
 * of its own, and I(T;Y) repeats the rows' labels whatever the layer has learned: neither is a fact about the network.
 */
export function isSaturated({ flags }: { readonly flags: readonly { readonly code: string }[] }): boolean {
  return flags.some(({ code }) => code === "saturated" || code === "unique-rows");
}
