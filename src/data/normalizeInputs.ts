import type { DataConfig } from "../config/schema";
import type { Dataset } from "./dataset";
import { standardizeInputs } from "./standardizeInputs";

/** What was done to the inputs of a dataset. */
export interface Normalization {
  readonly standardized: boolean;
  /** The smallest and the largest input as the data has them. */
  readonly inputRange: readonly [number, number];
}

/** Inputs that all lie within [-1, 1] and are not all smaller than this are of the size that a network expects. */
const SMALL_INPUT = 0.1;
/** A value this many standard deviations from its column's mean squeezes all others of the column together. */
const OUTLIER_DEVIATIONS = 30;

/** The dataset as `data.normalize` wants it, and what was done; the built-in rule's patterns are left as they are. */
export function normalizeInputs(
  dataset: Dataset,
  config: DataConfig,
  trainingRows: Uint32Array,
): { readonly dataset: Dataset; readonly normalization: Normalization } {
  const inputRange = rangeOf(dataset.inputs);
  const standardized =
    config.source !== "symmetric-rule" &&
    (config.normalize === "standardize" || (config.normalize === "auto" && !isSized(inputRange)));
  return {
    dataset: standardized ? standardizeInputs(dataset, trainingRows) : dataset,
    normalization: { standardized, inputRange },
  };
}

/** For the log: what was done to the inputs and why, and which of the columns hardly says anything after it. */
export function describeNormalization(
  { standardized, inputRange: [low, high] }: Normalization,
  config: DataConfig,
  dataset: Dataset,
): string[] {
  if (config.source === "symmetric-rule") {
    return [];
  }
  const reason = config.normalize === "auto" ? "" : `, as data.normalize says`;
  const outliers = standardized ? columnsWithOutlier(dataset) : [];
  return [
    `Inputs: ${standardized ? "standardized" : "left as they are"}${reason}; in the file they lie between ${write(low)} and ${write(high)}.`,
    ...(outliers.length === 0
      ? []
      : [
          `Input ${outliers[0]!.column + 1} has a value ${Math.round(outliers[0]!.deviations)} standard deviations from its mean, ` +
            `beside which its other values are all but equal${outliers.length === 1 ? "" : ` (so have ${outliers.length - 1} more inputs)`}: is it a slip, or a word for a missing value?`,
        ]),
  ];
}

function isSized([low, high]: readonly [number, number]): boolean {
  const largest = Math.max(Math.abs(low), Math.abs(high));
  return largest <= 1 && largest >= SMALL_INPUT;
}

function columnsWithOutlier({ inputs, rows, columns }: Dataset): { column: number; deviations: number }[] {
  const largest = new Float64Array(columns);
  for (let at = 0; at < rows * columns; at++) {
    const column = at % columns;
    largest[column] = Math.max(largest[column]!, Math.abs(inputs[at]!));
  }
  return [...largest.entries()]
    .filter(([, deviations]) => deviations > OUTLIER_DEVIATIONS)
    .map(([column, deviations]) => ({ column, deviations }));
}

function rangeOf(values: Float32Array): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = value < low ? value : low;
    high = value > high ? value : high;
  }
  return [low, high];
}

function write(value: number): string {
  return String(Number(value.toPrecision(4)));
}
