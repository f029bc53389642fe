import { DATA_CLASSES_MAX, DATA_ROWS_MIN } from "../../base/limits";
import { fail, succeed, type Failure, type FailureCode, type Result } from "../../base/failure";
import { describeAlike } from "../labels/alikeClasses";
import { describeScarce } from "../labels/scarceClasses";
import { ClassIndex } from "../labels/classIndex";
import type { Dataset } from "../dataset/dataset";
import { describeMeasured, refuseMeasured } from "../labels/measuredLabels";
import { describeSkipped, isMissingValue, refuseMissing, type MissingValues } from "../labels/missingValue";
import { alwaysProceed, PROCEED_MASK, type Proceed } from "../../base/proceed";
import { openMatFile, readLabelMatrix, readMatrix } from "./matFile";
import type { Matrix, TextMatrix } from "./matValue";
import { countOf, quote } from "../../base/text";

/** What is said of a MATLAB file, and how it is read. */
export interface MatConfig {
  /** The name of the file, which is the dataset's too. */
  readonly file: string;
  /** Variables, or fields of structs with a point between. */
  readonly inputs: string;
  readonly labels: string;
  readonly missing: "refuse" | "skip" | "class";
  readonly classes: "auto" | "values";
}

const INPUTS_PATH = ["data", "inputs"] as const;
const LABELS_PATH = ["data", "labels"] as const;

/**
 * The dataset of two variables of a MATLAB 5 file: a matrix with one row a sample, and one label a sample, whose
 * distinct values are the classes: a vector of numbers, texts in cells or in the rows of a char matrix, or a matrix of
 * zeros with a one in each sample's column. Either may have one column a sample, as MATLAB's own toolboxes have it, if
 * the other leaves no doubt.
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
  const values = new Float32Array(inputs.values);
  const rows = new MatRows(
    inputs,
    values,
    fitted.value.isTransposed,
    labels.value,
    fitted.value.labels,
    config,
  );
  return rows.read(proceed);
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

/** Goes through the samples: their values, their classes, and what is missing. */
class MatRows {
  private readonly matrix: Matrix;
  private readonly values: Float32Array;
  private readonly isTransposed: boolean;
  private readonly source: Matrix | TextMatrix;
  private readonly found: FittedLabels["labels"];
  private readonly config: MatConfig;
  private readonly classes = new ClassIndex();
  private missing: MissingValues | undefined;
  private rows = 0;

  /** @param values those of the matrix, which are moved together when samples are left out */
  constructor(
    matrix: Matrix,
    values: Float32Array,
    isTransposed: boolean,
    source: Matrix | TextMatrix,
    found: FittedLabels["labels"],
    config: MatConfig,
  ) {
    this.matrix = matrix;
    this.values = values;
    this.isTransposed = isTransposed;
    this.source = source;
    this.found = found;
    this.config = config;
  }

  read(proceed: Proceed): Result<Dataset> {
    const { columns } = this.matrix;
    const labels = new Uint16Array(this.found.length);
    for (let row = 0; row < labels.length; row++) {
      if ((row & PROCEED_MASK) === 0) {
        proceed();
      }
      const label = this.readLabel(row);
      if (!label.ok) {
        return label;
      }
      const isWhole = label.value === undefined ? succeed(false) : this.checkInputs(row);
      if (!isWhole.ok) {
        return isWhole;
      }
      if (label.value !== undefined && isWhole.value) {
        labels[this.rows] = label.value;
        if (this.rows < row) {
          this.values.copyWithin(this.rows * columns, row * columns, (row + 1) * columns);
        }
        this.rows++;
      }
    }
    return this.finish(labels);
  }

  /** The number of the class; undefined when it is missing. */
  private readLabel(row: number): Result<number | undefined> {
    const value = this.found[row]!;
    const text = typeof value === "number" ? String(value) : value.trim();
    if (isMissingValue(text) && (text === "" || this.config.missing !== "class")) {
      this.miss(`The label ${labelName(this.source, row)}`, text, typeof value === "number", true);
      return succeed(undefined);
    }
    if (value === Infinity || value === -Infinity) {
      return failLabels(
        "data/not-a-number",
        `The label ${labelName(this.source, row)} is ${value}; a finite number is needed.`,
      );
    }
    const number = this.classes.number(text);
    if (number !== undefined) {
      return succeed(number);
    }
    const shown = `The labels ${shapeOf(this.source)}`;
    return this.classes.areNumbers && this.config.classes === "auto"
      ? failLabels(
          "data/format",
          refuseMeasured(`${shown} are more than ${DATA_CLASSES_MAX} different numbers, such as ${text}`),
        )
      : failLabels(
          "data/too-large",
          `${shown} have more than ${DATA_CLASSES_MAX} distinct values; each would be a class: is it a vector of class labels?`,
        );
  }

  /** Whether all inputs of a sample are there. */
  private checkInputs(row: number): Result<boolean> {
    const { columns } = this.matrix;
    for (let at = row * columns; at < (row + 1) * columns; at++) {
      if (!Number.isFinite(this.values[at])) {
        const place = `The input ${this.inputName(row, at - row * columns)}`;
        const value = this.matrix.values[at]!;
        if (Number.isNaN(value)) {
          this.miss(place, "NaN", true, false);
          return succeed(false);
        }
        return fail(
          "data/not-a-number",
          `${place} is ${value}; a finite number in the range of a 32-bit float is needed.`,
          { path: INPUTS_PATH },
        );
      }
    }
    return succeed(true);
  }

  private miss(place: string, text: string, isNumber: boolean, isLabel: boolean): void {
    this.missing ??= { place, text, isNumber, isLabel, rows: 0 };
    this.missing.rows++;
  }

  private finish(classIndices: Uint16Array): Result<Dataset> {
    const { rows, missing, config, source } = this;
    const { columns } = this.matrix;
    if (missing !== undefined && config.missing !== "skip") {
      const { code, message } = refuseMissing(missing);
      return fail(code, message, { path: missing.isLabel ? LABELS_PATH : INPUTS_PATH });
    }
    const left = missing?.rows ?? 0;
    if (rows < DATA_ROWS_MIN) {
      return fail(
        "data/too-few-rows",
        `There are ${countOf(rows, "sample")}, besides ${left} that lack a value and are left out; at least ${DATA_ROWS_MIN} are needed.`,
        { path: INPUTS_PATH },
      );
    }
    const { names, rankOf, areNumbers } = this.classes.sort();
    if (names.length < 2) {
      return failLabels(
        "data/one-class",
        `Every label in ${shapeOf(source)} is ${"texts" in source ? quote(names[0]!) : names[0]!}; labels of at least two classes are needed.`,
      );
    }
    const measured =
      areNumbers && config.classes === "auto"
        ? describeMeasured({ rows, names, values: names.map(Number) })
        : undefined;
    if (measured !== undefined) {
      return failLabels("data/format", refuseMeasured(`The labels ${shapeOf(source)} are ${measured}`));
    }
    const notes = [
      ...describeAlike(names),
      ...(config.classes === "auto" ? describeScarce(names.length, rows) : []),
      ...(left === 0 ? [] : [describeSkipped(left, rows + left)]),
    ];
    return succeed({
      name: config.file,
      rows,
      columns,
      inputs: left === 0 ? this.values : this.values.slice(0, rows * columns),
      labels: classIndices.slice(0, rows).map((number) => rankOf[number]!),
      classNames: names,
      ...(notes.length === 0 ? {} : { notes }),
    });
  }

  /** An input as MATLAB names it in the variable as it is saved. */
  private inputName(row: number, column: number): string {
    const { name, rows, columns } = this.matrix;
    return this.isTransposed
      ? elementName({ name, columns: rows }, column * rows + row)
      : elementName({ name, columns }, row * columns + column);
  }
}

function failLabels(code: FailureCode, message: string): Result<never> {
  return fail(code, message, { path: LABELS_PATH });
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
