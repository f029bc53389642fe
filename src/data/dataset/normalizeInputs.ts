import { countOf, listSome } from "../../base/text";
import type { Dataset } from "./dataset";
import { findOutliers, type Outlier } from "./outliers";
import { standardizeInputs } from "./standardizeInputs";

/** How inputs are to be normalized. */
export type NormalizeChoice = "auto" | "standardize" | "none";

/** What was done to the inputs of a dataset. */
export interface Normalization {
  readonly standardized: boolean;
  /** The smallest and the largest input as the data has them. */
  readonly inputRange: readonly [number, number];
  /** The value furthest out in each column that has one far out. */
  readonly outliers: readonly Outlier[];
  /** Columns with one value in all rows, from 0. */
  readonly constantColumns: readonly number[];
}

/** So many constant columns are named; an image has hundreds. */
const NAMED_COLUMNS = 5;

/** Inputs that all lie within [-1, 1] and are not all smaller than this are of the size that a network expects. */
const SMALL_INPUT = 0.1;

/**
 * The dataset as `data.normalize` wants it, and what was done.
 * @param choice left out for a source whose inputs are left as they are
 */
export function normalizeInputs(
  dataset: Dataset,
  choice: NormalizeChoice | undefined,
  trainingRows: Uint32Array,
): { readonly dataset: Dataset; readonly normalization: Normalization } {
  const inputRange = rangeOf(dataset.inputs);
  const standardized = choice === "standardize" || (choice === "auto" && !isSized(inputRange));
  return {
    dataset: standardized ? standardizeInputs(dataset, trainingRows) : dataset,
    normalization: {
      standardized,
      inputRange,
      outliers: standardized ? findOutliers(dataset) : [],
      constantColumns: findConstantColumns(dataset),
    },
  };
}

/** For the log: what was done to the inputs and why, and which of the columns hardly says anything after it. */
export function describeNormalization(
  { standardized, inputRange: [low, high], outliers, constantColumns }: Normalization,
  choice: NormalizeChoice | undefined,
): string[] {
  if (choice === undefined) {
    return [];
  }
  const reason = choice === "auto" ? "" : `, as data.normalize says`;
  const [first] = outliers;
  return [
    `Inputs: ${standardized ? "standardized" : "left as they are"}${reason}; in the file they lie between ${write(low)} and ${write(high)}.`,
    ...(first === undefined
      ? []
      : [
          `Input ${first.column + 1} of row ${first.row + 1} is ${write(first.value)}, while half of its column's values lie between ${write(first.middle[0])} and ${write(first.middle[1])}: ` +
            `beside it they are all but equal${outliers.length === 1 ? "" : ` (so it is in ${outliers.length - 1} more inputs)`}. Is it a slip, or a word for a missing value?`,
        ]),
    ...describeConstantColumns(constantColumns),
  ];
}

function describeConstantColumns(columns: readonly number[]): readonly string[] {
  const [first, ...others] = columns;
  if (first === undefined) {
    return [];
  }
  const names = listSome(
    columns.map((column) => String(column + 1)),
    NAMED_COLUMNS,
  );
  return [
    others.length === 0
      ? `Input ${first + 1} has one value in all rows, so it tells no row from another.`
      : `${countOf(columns.length, "input")} have one value in all rows, so they tell no row from another: ${names}.`,
  ];
}

function findConstantColumns({ inputs, rows, columns }: Dataset): readonly number[] {
  const constant: number[] = [];
  for (let column = 0; column < columns; column++) {
    let row = 1;
    while (row < rows && inputs[row * columns + column] === inputs[column]) {
      row++;
    }
    if (row >= rows) {
      constant.push(column);
    }
  }
  return constant;
}

function isSized([low, high]: readonly [number, number]): boolean {
  const largest = Math.max(Math.abs(low), Math.abs(high));
  return largest <= 1 && largest >= SMALL_INPUT;
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
