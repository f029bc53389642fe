import { DATA_CLASSES_MAX } from "../../base/limits";
import { fail, succeed, type Result } from "../../base/failure";
import type { LabelDistribution } from "../../information/estimate";
import { randomStream } from "../../base/random";
import { isDecimalNumber } from "../labels/decimalNumber";
import { describeMeasured, LOOK_MEASURED } from "../labels/measuredLabels";
import { describeMissing, isMissingValue } from "../labels/missingValue";
import type { NamedArray, NumericArray } from "./npyArray";

/** A row of probabilities in half precision misses 1 by no more than this. */
const SUM_TOLERANCE = 5e-3;

/**
 * The labels that an array holds: one whole number or one text a row is a class, in a column or in one row, and k
 * numbers a row that sum to 1 are p(y|x), one-hot or not.
 * @param rows that there should be labels of
 * @param areValues every distinct number is a class, also where they look like a measured quantity
 * @param seed of the classes that are drawn from p(y|x), for estimators that need samples
 * @returns a failure whose message goes on from the file's name
 */
export function readLabels(
  array: NumericArray | NamedArray,
  rows: number,
  areValues: boolean,
  seed: number,
): Result<LabelDistribution> {
  const { shape } = array;
  if (shape.length === 0 || shape.length > 2) {
    return fail(
      "data/shape",
      `it has ${shape.length} dimensions; labels have one (a class a row) or two (p(y|x), rows × classes).`,
    );
  }
  const [first = 0, second = 1] = shape;
  const isVector = second === 1 || (first === 1 && second === rows);
  if (array.kind === "named") {
    return isVector
      ? readNames(array, areValues)
      : fail(
          "data/shape",
          `it is ${first} × ${second} and holds names; labels by name have one dimension, a class a row.`,
        );
  }
  return isVector ? readClasses(array, areValues) : readConditional(array, first, second, seed);
}

function readNames({ names, items }: NamedArray, areValues: boolean): Result<LabelDistribution> {
  const missing = names.findIndex((name) => isMissingValue(name.trim()));
  if (missing >= 0) {
    const found = describeMissing(names[missing]!.trim());
    return fail("data/format", `row ${items.indexOf(missing)} ${found}; ${LEAVE_OUT}.`);
  }
  const measured =
    areValues || !names.every(isDecimalNumber)
      ? undefined
      : describeMeasured({ rows: items.length, names, values: names.map(Number) });
  return measured === undefined
    ? succeed({ classes: names.length, sampled: items })
    : fail("data/format", failMeasured(measured));
}

const LEAVE_OUT = "leave rows without a label out of all files";

function failMeasured(found: string, begin = "it holds"): string {
  return `${begin} ${found}: ${LOOK_MEASURED}. For the information with a continuous variable use --estimator ksg on floats (a.astype(float)); else cut them into a few ranges first (pandas.qcut does), or take every number for a class with --classes values.`;
}

function readClasses({ values }: NumericArray, areValues: boolean): Result<LabelDistribution> {
  const row = values.findIndex((value) => !Number.isFinite(value));
  if (row >= 0) {
    const value = values[row]!;
    return fail(
      "data/not-a-number",
      Number.isNaN(value)
        ? `row ${row} is NaN, which stands for a missing value; ${LEAVE_OUT}.`
        : `row ${row} holds ${value}; a label is a finite number, or p(y|x) with one column a class.`,
    );
  }
  const classes = [...new Set(values)].sort((a, b) => a - b);
  const names = classes.map(String);
  const measured = areValues ? undefined : describeMeasured({ rows: values.length, names, values: classes });
  if (measured !== undefined) {
    const fraction = values.findIndex((value) => !Number.isInteger(value));
    return fail(
      "data/format",
      fraction < 0
        ? failMeasured(measured)
        : `row ${fraction} holds ${values[fraction]!}; a label is a whole number, or p(y|x) with one column a class. ${failMeasured(measured, "There are")}`,
    );
  }
  if (classes.length > DATA_CLASSES_MAX) {
    return fail(
      "data/too-large",
      `it has ${classes.length} classes; at most ${DATA_CLASSES_MAX} are read. For a continuous variable use the estimator ksg on floats.`,
    );
  }
  const indices = new Map(classes.map((value, index) => [value, index]));
  const sampled = new Uint16Array(values.length);
  for (let each = 0; each < sampled.length; each++) {
    sampled[each] = indices.get(values[each]!)!;
  }
  return succeed({ classes: classes.length, sampled });
}

function readConditional(
  { values }: NumericArray,
  rows: number,
  classes: number,
  seed: number,
): Result<LabelDistribution> {
  if (classes === 0 || classes > DATA_CLASSES_MAX) {
    return fail("data/shape", `it has ${classes} columns; p(y|x) has 1 to ${DATA_CLASSES_MAX}, one a class.`);
  }
  const conditional = new Float64Array(values);
  const sampled = new Uint16Array(rows);
  const random = randomStream(seed, "labels");
  let isCertain = true;
  for (let row = 0; row < rows; row++) {
    const shares = conditional.subarray(row * classes, (row + 1) * classes);
    const sum = shares.reduce((total, share) => total + share, 0);
    if (!shares.every((share) => share >= 0) || !(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      return fail(
        "data/format",
        `row ${row} is (${Array.from(shares.subarray(0, 6)).join(", ")}${classes > 6 ? ", …" : ""}); p(y|x) is 0 or more in every column and sums to 1 in every row.`,
      );
    }
    let left = random.uniform() * sum;
    for (let label = 0; label < classes; label++) {
      // The last class that has any probability takes what rounding leaves.
      if (left >= 0 && shares[label]! > 0) {
        sampled[row] = label;
      }
      isCertain &&= shares[label] === 0 || shares[label] === sum;
      left -= shares[label]!;
      shares[label]! /= sum;
    }
  }
  // One-hot rows are labels: there is nothing more to keep of them.
  return succeed({ classes, ...(isCertain ? {} : { conditional }), sampled });
}
