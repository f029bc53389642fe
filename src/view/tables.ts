/** Rows of figures, row-major. More rows are appended by concatenation; NaN stays NaN on the way. */
export interface Table {
  readonly columns: number;
  readonly values: Float64Array;
}

/** The figures of one recorded epoch that are of the whole network, in the order of their columns. */
export const EPOCH_FIGURES = [
  "epoch",
  "trainingLoss",
  "testLoss",
  "trainingAccuracy",
  "testAccuracy",
] as const;
export type EpochFigure = (typeof EPOCH_FIGURES)[number];

/** Those of each layer behind them: the gradients' mean norm and deviation (as in `LayerGradient`), the weight norm. */
export const LAYER_FIGURES = ["gradientMean", "gradientDeviation", "weightNorm"] as const;
export type LayerFigure = (typeof LAYER_FIGURES)[number];

/**
 * The figures of one estimate, in bits but for `beta`: the point of the plane, the interval of each coordinate (what
 * it is, `EstimatorLabel.spread` says), how far the point lies below the bound at its own I(X;T), and the β at which
 * the bound passes nearest to it. NaN if there is none.
 */
export const ESTIMATE_FIGURES = [
  "ixt",
  "ity",
  "ixtLower",
  "ixtUpper",
  "ityLower",
  "ityUpper",
  "belowBound",
  "beta",
] as const;
export type EstimateFigure = (typeof ESTIMATE_FIGURES)[number];

/**
 * The columns of a bound's curve: its point, and what is left of I(T;Y) in the worst case for a sample as large as the
 * training set (NaN if that is not known).
 */
export const BOUND_FIGURES = ["ixt", "ity", "worst"] as const;
export type BoundFigure = (typeof BOUND_FIGURES)[number];

/**
 * What is said of a layer's histogram before the counts in its equal parts: the range, and how many activations lie below
 * and above. All layers of a network have equally many parts, one layer behind the other.
 */
export const HISTOGRAM_FIGURES = ["low", "high", "below", "above"] as const;
export type HistogramFigure = (typeof HISTOGRAM_FIGURES)[number];

/** The column of a figure of the whole network in an epoch table; that of the epoch is the first of every table. */
export function epochColumn(figure: EpochFigure): number {
  return EPOCH_FIGURES.indexOf(figure);
}

/** The column of a layer's figure in an epoch table. */
export function layerColumn(layer: number, figure: LayerFigure): number {
  return EPOCH_FIGURES.length + layer * LAYER_FIGURES.length + LAYER_FIGURES.indexOf(figure);
}

/** How many columns the epoch table of a network has. */
export function countEpochColumns(layers: number): number {
  return EPOCH_FIGURES.length + layers * LAYER_FIGURES.length;
}

/**
 * The column of a figure in a snapshot table, which has the epoch first; then for each estimator, and for each layer in
 * it, the figures of one estimate over all rows.
 */
export function snapshotColumn(
  layers: number,
  estimator: number,
  layer: number,
  figure: EstimateFigure,
): number {
  return 1 + (estimator * layers + layer) * ESTIMATE_FIGURES.length + ESTIMATE_FIGURES.indexOf(figure);
}

/** How many columns the snapshot table of a network has. */
export function countSnapshotColumns(layers: number, estimators: number): number {
  return 1 + estimators * layers * ESTIMATE_FIGURES.length;
}

/** A row, or its part, of figures by their names. */
export function rowOf<Figure extends string>(
  names: readonly Figure[],
  figures: Readonly<Record<Figure, number>>,
): number[] {
  return names.map((name) => figures[name]);
}
