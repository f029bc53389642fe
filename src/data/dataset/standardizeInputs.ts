import type { Dataset } from "./dataset";

/**
 * A column that varies by less than this share of its values' size holds nothing but the rounding of single precision:
 * it counts as constant.
 */
const CONSTANT_WITHIN = 2 ** -22;
/**
 * So many standard deviations from the mean a value ends up at most. Among fewer than a million training rows none can
 * lie further away; a test row can, in a column that hardly varies.
 */
const DEVIATIONS_MAX = 1000;

/**
 * The dataset with every input column shifted and scaled to mean 0 and population standard deviation 1 over the
 * training rows: the test rows must not tell the network anything, not even their mean. A column that is constant
 * over the training rows becomes 0 everywhere. The given dataset is not changed.
 */
export function standardizeInputs(dataset: Dataset, trainingRows: Uint32Array): Dataset {
  const { rows, columns } = dataset;
  const inputs = new Float32Array(rows * columns);
  const { means, deviations } = columnMoments(dataset, trainingRows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const mean = means[column]!;
      const deviation = deviations[column]!;
      const at = row * columns + column;
      const scaled = (dataset.inputs[at]! - mean) / deviation;
      inputs[at] =
        deviation <= CONSTANT_WITHIN * Math.abs(mean)
          ? 0
          : Math.min(Math.max(scaled, -DEVIATIONS_MAX), DEVIATIONS_MAX);
    }
  }
  return { ...dataset, inputs };
}

interface ColumnMoments {
  readonly means: Float64Array;
  /** Population standard deviations. */
  readonly deviations: Float64Array;
}

/**
 * Equal 32-bit floats, fewer than 2^29 of them, add up in a double without rounding: a constant column has exactly
 * its value as mean, and the deviation 0.
 */
function columnMoments(dataset: Dataset, rows: Uint32Array): ColumnMoments {
  const { columns, inputs } = dataset;
  const means = new Float64Array(columns);
  const deviations = new Float64Array(columns);
  for (const row of rows) {
    for (let column = 0; column < columns; column++) {
      means[column]! += inputs[row * columns + column]!;
    }
  }
  for (let column = 0; column < columns; column++) {
    means[column]! /= rows.length;
  }
  for (const row of rows) {
    for (let column = 0; column < columns; column++) {
      deviations[column]! += (inputs[row * columns + column]! - means[column]!) ** 2;
    }
  }
  for (let column = 0; column < columns; column++) {
    deviations[column] = Math.sqrt(deviations[column]! / rows.length);
  }
  return { means, deviations };
}
