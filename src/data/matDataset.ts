import { DATA_CLASSES_MAX, DATA_ROWS_MIN } from "../config/limits";
import type { DataConfig } from "../config/schema";
import { fail, succeed, type Failure, type Result } from "../failure";
import { ClassIndex } from "./classIndex";
import type { Dataset } from "./dataset";
import { alwaysProceed, PROCEED_MASK, STOPPED, type Proceed } from "../proceed";
import { openMatFile, readMatrix, type Matrix } from "./matFile";
import { countOf, quote } from "../text";

export type MatConfig = Extract<DataConfig, { source: "mat" }>;

const INPUTS_PATH = ["data", "inputs"] as const;
const LABELS_PATH = ["data", "labels"] as const;

/**
 * The dataset of two variables of a MATLAB 5 file: a matrix with one row a sample, and a vector with one label a
 * sample, whose distinct values are the classes.
 */
export function readMatDataset(
  bytes: Uint8Array,
  config: MatConfig,
  proceed: Proceed = alwaysProceed,
): Result<Dataset> {
  const file = openMatFile(bytes, proceed);
  if (!file.ok) {
    return withPath(file.failure, ["data", "file"]);
  }
  const inputs = readMatrix(file.value, config.inputs, proceed);
  if (!inputs.ok) {
    return withPath(inputs.failure, INPUTS_PATH);
  }
  const labels = readMatrix(file.value, config.labels, proceed);
  if (!labels.ok) {
    return withPath(labels.failure, LABELS_PATH);
  }
  const shapeFailure = checkShapes(inputs.value, labels.value);
  if (shapeFailure !== undefined) {
    return { ok: false, failure: shapeFailure };
  }
  const values = convertInputs(inputs.value);
  if (!values.ok) {
    return values;
  }
  const classes = encodeLabels(labels.value, proceed);
  if (!classes.ok) {
    return classes;
  }
  const { rows, columns } = inputs.value;
  return succeed({ name: config.file, rows, columns, inputs: values.value, ...classes.value });
}

function checkShapes(inputs: Matrix, labels: Matrix): Failure | undefined {
  if (labels.rows !== 1 && labels.columns !== 1) {
    return fail(
      "data/shape",
      `The labels ${shapeOf(labels)} are a matrix; a vector with one label a row of the inputs ${shapeOf(inputs)} is needed.`,
      { path: LABELS_PATH },
    ).failure;
  }
  const count = labels.values.length;
  if (count !== inputs.rows) {
    const hint =
      count === inputs.columns ? " The inputs have one sample a column: save them transposed." : "";
    return fail(
      "data/shape",
      `The labels ${shapeOf(labels)} are ${count}, but the inputs ${shapeOf(inputs)} have ${countOf(inputs.rows, "row")}; one label a row is needed.${hint}`,
      { path: LABELS_PATH },
    ).failure;
  }
  if (inputs.rows < DATA_ROWS_MIN) {
    return fail(
      "data/too-few-rows",
      `The inputs ${shapeOf(inputs)} have ${countOf(inputs.rows, "row")}; at least ${DATA_ROWS_MIN} are needed.`,
      { path: INPUTS_PATH },
    ).failure;
  }
  return inputs.columns > 0
    ? undefined
    : fail("data/shape", `The inputs ${shapeOf(inputs)} have no columns; at least one is needed.`, {
        path: INPUTS_PATH,
      }).failure;
}

function convertInputs(matrix: Matrix): Result<Float32Array> {
  const values = new Float32Array(matrix.values);
  const at = values.findIndex((value) => !Number.isFinite(value));
  return at < 0
    ? succeed(values)
    : fail(
        "data/not-a-number",
        `The input ${elementName(matrix, at)} is ${matrix.values[at]!}; a finite number in the range of a 32-bit float is needed.`,
        { path: INPUTS_PATH },
      );
}

function encodeLabels(matrix: Matrix, proceed: Proceed): Result<Pick<Dataset, "labels" | "classNames">> {
  const index = new ClassIndex();
  const labels = new Uint16Array(matrix.values.length);
  for (let row = 0; row < labels.length; row++) {
    if ((row & PROCEED_MASK) === 0 && !proceed()) {
      return STOPPED;
    }
    const value = matrix.values[row]!;
    if (!Number.isFinite(value)) {
      return fail(
        "data/not-a-number",
        `The label ${elementName(matrix, row)} is ${value}; a finite number is needed.`,
        { path: LABELS_PATH },
      );
    }
    const number = index.number(String(value));
    if (number === undefined) {
      return fail(
        "data/too-large",
        `The labels ${shapeOf(matrix)} have more than ${DATA_CLASSES_MAX} distinct values; each would be a class: is it a vector of class labels?`,
        { path: LABELS_PATH },
      );
    }
    labels[row] = number;
  }
  const { names, rankOf } = index.sort();
  return names.length > 1
    ? succeed({ labels: labels.map((number) => rankOf[number]!), classNames: names })
    : fail(
        "data/one-class",
        `Every label in ${shapeOf(matrix)} is ${names[0]!}; labels of at least two classes are needed.`,
        { path: LABELS_PATH },
      );
}

/** A variable and its shape, e.g. "F" (4096×12). */
function shapeOf(matrix: Matrix): string {
  return `${quote(matrix.name)} (${matrix.rows}×${matrix.columns})`;
}

/** An element as MATLAB names it, e.g. F(3,2). */
function elementName(matrix: Matrix, at: number): string {
  return `${matrix.name}(${Math.floor(at / matrix.columns) + 1},${(at % matrix.columns) + 1})`;
}

function withPath(failure: Failure, path: NonNullable<Failure["path"]>): Result<never> {
  return { ok: false, failure: { ...failure, path } };
}
