import type { Dataset } from "./dataset";

/** A value so far from its column that the column's other values are all but equal beside it. */
export interface Outlier {
  readonly column: number;
  readonly row: number;
  readonly value: number;
  /** Between which values the middle half of the column lies. */
  readonly middle: readonly [number, number];
}

/** A value this many times the width of its column's middle half away from the median squeezes the others together. */
const OUTLIER_WIDTHS = 50;
/** Quantiles are taken from about so many rows, spread evenly. */
const SAMPLED_ROWS = 1000;
/** At least so many columns, most of which come near the largest value of all, share one range, such as pixels do. */
const SHARING_COLUMNS = 8;

/**
 * The value furthest out in each column that has one far out. Quartiles tell it, since in n rows the standard
 * deviation grows with the value itself, which is never more than √(n − 1) of them from the mean.
 */
export function findOutliers(dataset: Dataset): Outlier[] {
  const { rows, columns, inputs } = dataset;
  const shared = sharedLimit(dataset);
  const stride = Math.max(1, Math.floor(rows / SAMPLED_ROWS));
  const sample = new Float32Array(Math.ceil(rows / stride));
  const outliers: Outlier[] = [];
  for (let column = 0; column < columns; column++) {
    for (let at = 0; at < sample.length; at++) {
      sample[at] = inputs[at * stride * columns + column]!;
    }
    sample.sort();
    const quantile = (share: number): number => sample[Math.floor(share * (sample.length - 1))]!;
    const median = quantile(0.5);
    const middle = [quantile(0.25), quantile(0.75)] as const;
    let furthest = 0;
    for (let row = 1; row < rows; row++) {
      const distance = Math.abs(inputs[row * columns + column]! - median);
      if (distance > Math.abs(inputs[furthest * columns + column]! - median)) {
        furthest = row;
      }
    }
    const value = inputs[furthest * columns + column]!;
    const width = middle[1] - middle[0];
    // A column with one value in its middle half is a rare mark, whose other values say much.
    if (width > 0 && Math.abs(value - median) > OUTLIER_WIDTHS * width && Math.abs(value) > shared) {
      outliers.push({ column, row: furthest, value, middle });
    }
  }
  return outliers;
}

/** The size up to which values are usual in a file whose columns share one range; 0 in others. */
function sharedLimit({ rows, columns, inputs }: Dataset): number {
  if (columns < SHARING_COLUMNS) {
    return 0;
  }
  const largest = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const size = Math.abs(inputs[row * columns + column]!);
      largest[column] = size > largest[column]! ? size : largest[column]!;
    }
  }
  const sorted = largest.filter((size) => size > 0).sort();
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const limit = 2 * usual;
  const near = sorted.filter((size) => size >= usual / 2 && size <= limit).length;
  return near > sorted.length / 2 ? limit : 0;
}
