/** The estimators that a config or the command line can name. */
export const ESTIMATOR_NAMES = ["binning", "kde", "ksg", "noise", "exact", "renyi"] as const;
export type EstimatorName = (typeof ESTIMATOR_NAMES)[number];

/**
 * What bins cover: `auto` is the activation's own interval and, where it has none, the observed range; `observed`
 * is the range of the layer's values at this snapshot; `quantile` gives every bin as many of these values.
 */
export type BinningRange = "auto" | "observed" | "quantile" | readonly [number, number];

export interface BinningSettings {
  readonly name: "binning";
  readonly bins: number;
  readonly range: BinningRange;
}

export interface KdeSettings {
  readonly name: "kde";
  /** σ² of the Gaussian noise that is added to every unit. */
  readonly variance: number;
}

export interface NearestNeighborSettings {
  readonly name: "ksg";
  /** k, the neighbours that a distance is measured to. */
  readonly neighbors: number;
  /** Kraskov's first or second algorithm. */
  readonly algorithm: 1 | 2;
}

export interface NoiseSettings {
  readonly name: "noise";
  /** σ of the Gaussian noise that is added to every unit. */
  readonly sigma: number;
  /** Monte-Carlo draws of the noise, over all rows. */
  readonly samples: number;
  readonly seed: number;
}

export interface ExactSettings {
  readonly name: "exact";
}

export interface RenyiSettings {
  readonly name: "renyi";
  readonly alpha: number;
  /** Rows that the kernel matrices are made of, at most. */
  readonly subsample: number;
  /** Width of the kernels in multiples of the mean distance between rows; left out, they are aligned with the labels. */
  readonly width?: number | undefined;
  readonly seed: number;
}

/** One estimator with everything that its figures depend on. */
export type EstimatorSettings =
  BinningSettings | KdeSettings | NearestNeighborSettings | NoiseSettings | ExactSettings | RenyiSettings;

export const CORRECTION_NAMES = ["none", "millerMadow", "shuffle"] as const;
/** How the bias of estimates from counts is taken off. */
export type CorrectionName = (typeof CORRECTION_NAMES)[number];

/**
 * Where the literature has a value it is that: 30 bins from Shwartz-Ziv & Tishby 2017, σ² = 1e-3 from Saxe et al.
 * 2018 for the 12-bit task, k = 3 from Kraskov et al. 2004, α = 1.01 and 100 rows from Wickstrøm et al. 2019.
 */
export const ESTIMATOR_DEFAULTS = {
  binning: { bins: 30, range: "auto" },
  kde: { variance: 1e-3 },
  ksg: { neighbors: 3, algorithm: 1 },
  noise: { sigma: 0.1, samples: 1000, seed: 0 },
  exact: {},
  renyi: { alpha: 1.01, subsample: 100, seed: 0 },
} as const satisfies {
  readonly [Name in EstimatorName]: Omit<Extract<EstimatorSettings, { readonly name: Name }>, "name">;
};

/** How an estimator is called in a sentence. */
export const ESTIMATOR_TITLES: Readonly<Record<EstimatorName, string>> = {
  binning: "binning",
  kde: "KDE bounds",
  ksg: "nearest neighbours",
  noise: "noise-injected",
  exact: "exact",
  renyi: "matrix-based Rényi",
};
