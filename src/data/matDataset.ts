import { DATA_CLASSES_MAX, DATA_ROWS_MIN } from "../config/limits";
import type { DataConfig } from "../config/schema";
import { fail, succeed, type Failure, type Result } from "../failure";
import { ClassIndex } from "./classIndex";
import type { Dataset } from "./dataset";
import { alwaysProceed, PROCEED_MASK, STOPPED, type Proceed } from "../proceed";
import { openMatFile, readLabelMatrix, readMatrix } from "./matFile";
import type { Matrix, TextMatrix } from "./matValue";
import { countOf, quote } from "../text";

export type MatConfig = Extract<DataConfig, { source: "mat" }>;

const INPUTS_PATH = ["data", "inputs"] as const;
const LABELS_PATH = ["data", "labels"] as const;

/**
 * The dataset of two variables of a MATLAB 5 file: a matrix with one row a sample, and one label a sample, whose
 * distinct values are the classes: a vector of numbers, texts in cells or in the rows of a char matrix, or a matrix of
 * zeros with a one in each sample's column. Either may have one column a sample, as MATLAB's own toolboxes have it, if
 * the other leaves no doubt of it.
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
  const read = readMatrix(file.value, config.inputs, proceed);
  if (!read.ok) {
    return withPath(read.failure, INPUTS_PATH);
  }
  const labels = readLabelMatrix(file.value, config.labels, proceed);
  if (!labels.ok) {
    return withPath(labels.failure, LABELS_PATH);
  }
  const fitted = fitLabels(read.value, labels.value);
  if (!fitted.ok) {
    return fitted;
  }
  const inputs = fitted.value.isTransposed ? transpose(read.value) : read.value;
  const sizeFailure = checkSize(inputs);
  if (sizeFailure !== undefined) {
    return { ok: false, failure: sizeFailure };
  }
  const values = convertInputs(inputs, fitted.value.isTransposed);
  if (!values.ok) {
    return values;
  }
  const classes = encodeLabels(labels.value, fitted.value.labels, proceed);
  if (!classes.ok) {
    return classes;
  }
  const { rows, columns } = inputs;
  return succeed({ name: config.file, rows, columns, inputs: values.value, ...classes.value });
}

/** One label for each sample. */
interface FittedLabels {
  readonly labels: ArrayLike<number> | readonly string[];
  /** The inputs have one column a sample. */
  readonly isTransposed: boolean;
}

function fitLabels(inputs: Matrix, labels: Matrix | TextMatrix): Result<FittedLabels> {
  for (const [count, isTransposed] of [
    [inputs.rows, false],
    [inputs.columns, true],
  ] as const) {
    // So few columns are no samples.
    const found = isTransposed && count < DATA_ROWS_MIN ? undefined : labelsOf(labels, count);
    if (found !== undefined) {
      return succeed({ labels: found, isTransposed });
    }
  }
  const shown = `The labels ${shapeOf(labels)}`;
  const needed = `the inputs ${shapeOf(inputs)} have ${countOf(inputs.rows, "row")}`;
  if (labels.rows !== 1 && labels.columns !== 1 && !("texts" in labels && labels.kind === "char")) {
    return fail(
      "data/shape",
      `${shown} are a matrix; a vector with one label a row of the inputs ${shapeOf(inputs)} is needed, or a one-hot matrix with a column for each class, zeros and a single one in each row.`,
      { path: LABELS_PATH },
    );
  }
  const count = "texts" in labels ? labels.texts.length : labels.values.length;
  return fail("data/shape", `${shown} are ${count}, but ${needed}; one label a row is needed.`, {
    path: LABELS_PATH,
  });
}

/** One label for each of so many samples; undefined if there is no such reading of them. */
function labelsOf(labels: Matrix | TextMatrix, count: number): FittedLabels["labels"] | undefined {
  const { rows, columns } = labels;
  if ("texts" in labels) {
    if (labels.kind === "char" && rows === 1 && columns === count && count > 1) {
      // One char for each sample, in a row.
      return labels.texts[0]!.padEnd(columns).match(/[\s\S]/g) ?? undefined;
    }
    const isVector = labels.kind === "char" || rows === 1 || columns === 1;
    return isVector && labels.texts.length === count ? labels.texts : undefined;
  }
  if (rows === 1 || columns === 1) {
    return labels.values.length === count ? labels.values : undefined;
  }
  return (
    (rows === count ? placesOfOnes(labels, rows, columns, columns, 1) : undefined) ??
    (columns === count ? placesOfOnes(labels, columns, rows, 1, columns) : undefined)
  );
}

/**
 * The class of each sample, from 1 as MATLAB counts, of a one-hot matrix.
 * @param sampleStep from one sample to the next
 * @param classStep from one class to the next
 * @returns undefined if it is none
 */
function placesOfOnes(
  { values }: Matrix,
  samples: number,
  classes: number,
  sampleStep: number,
  classStep: number,
): Uint32Array | undefined {
  const places = new Uint32Array(samples);
  for (let sample = 0; sample < samples; sample++) {
    for (let each = 0; each < classes; each++) {
      const value = values[sample * sampleStep + each * classStep]!;
      if (value === 1 && places[sample] === 0) {
        places[sample] = each + 1;
      } else if (value !== 0) {
        return undefined;
      }
    }
    if (places[sample] === 0) {
      return undefined;
    }
  }
  return places;
}

function transpose({ name, rows, columns, values }: Matrix): Matrix {
  const turned = values.slice();
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      turned[column * rows + row] = values[row * columns + column]!;
    }
  }
  return { name, rows: columns, columns: rows, values: turned };
}

function checkSize(inputs: Matrix): Failure | undefined {
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

function convertInputs(matrix: Matrix, isTransposed: boolean): Result<Float32Array> {
  const values = new Float32Array(matrix.values);
  const at = values.findIndex((value) => !Number.isFinite(value));
  return at < 0
    ? succeed(values)
    : fail(
        "data/not-a-number",
        `The input ${isTransposed ? elementName({ name: matrix.name, columns: matrix.rows }, (at % matrix.columns) * matrix.rows + Math.floor(at / matrix.columns)) : elementName(matrix, at)} is ${matrix.values[at]!}; a finite number in the range of a 32-bit float is needed.`,
        { path: INPUTS_PATH },
      );
}

function encodeLabels(
  source: Matrix | TextMatrix,
  found: FittedLabels["labels"],
  proceed: Proceed,
): Result<Pick<Dataset, "labels" | "classNames">> {
  const index = new ClassIndex();
  const labels = new Uint16Array(found.length);
  for (let row = 0; row < labels.length; row++) {
    if ((row & PROCEED_MASK) === 0 && !proceed()) {
      return STOPPED;
    }
    const value = found[row]!;
    if (typeof value === "number" ? !Number.isFinite(value) : isMissingLabel(value)) {
      return fail(
        "data/not-a-number",
        typeof value === "number"
          ? `The label ${labelName(source, row)} is ${value}; a finite number is needed.`
          : `The label ${labelName(source, row)} is ${quote(value)}, which is no class; leave samples without a label out.`,
        { path: LABELS_PATH },
      );
    }
    const number = index.number(typeof value === "number" ? String(value) : value.trim());
    if (number === undefined) {
      return fail(
        "data/too-large",
        `The labels ${shapeOf(source)} have more than ${DATA_CLASSES_MAX} distinct values; each would be a class: is it a vector of class labels?`,
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
        `Every label in ${shapeOf(source)} is ${"texts" in source ? quote(names[0]!) : names[0]!}; labels of at least two classes are needed.`,
        { path: LABELS_PATH },
      );
}

/** What MATLAB and others write in place of a label that is not there, in lower case. */
const MISSING: ReadonlySet<string> = new Set(["", "nan", "<undefined>", "<missing>"]);

function isMissingLabel(text: string): boolean {
  return MISSING.has(text.trim().toLowerCase());
}

/** A variable and its shape, e.g. "F" (4096×12). */
function shapeOf({ name, rows, columns }: Matrix | TextMatrix): string {
  return `${quote(name)} (${rows}×${columns})`;
}

/** An element as MATLAB names it, e.g. F(3,2). */
function elementName(matrix: Pick<Matrix, "name" | "columns">, at: number): string {
  return `${quote(matrix.name).slice(1, -1)}(${Math.floor(at / matrix.columns) + 1},${(at % matrix.columns) + 1})`;
}

function labelName(source: Matrix | TextMatrix, row: number): string {
  return "texts" in source
    ? `${quote(source.name).slice(1, -1)}${source.kind === "cell" ? `{${row + 1}}` : `(${row + 1},:)`}`
    : elementName(source, row);
}

function withPath(failure: Failure, path: NonNullable<Failure["path"]>): Result<never> {
  return { ok: false, failure: { ...failure, path } };
}
