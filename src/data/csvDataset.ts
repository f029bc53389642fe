import { DATA_CLASSES_MAX, DATA_ROWS_MIN, DATA_VALUES_MAX } from "../config/limits";
import { fail, succeed, type Failure, type Result } from "../failure";
import { ClassIndex } from "./classIndex";
import { findCsvColumns, type CsvColumns, type CsvConfig } from "./csvColumns";
import { visitCsvRecords, type VisitRecord } from "./csvRecords";
import type { Dataset } from "./dataset";
import { isDecimalNumber } from "./decimalNumber";
import { countLineBreaks, dropLineBreaks } from "./lineBreaks";
import { alwaysProceed, STOPPED, type Proceed } from "../proceed";
import { countOf, quote } from "../text";
import { findInvalidUtf8, skipByteOrderMark } from "./utf8Text";

const FILE = { path: ["data", "file"] } as const;
const LABEL = { path: ["data", "label"] } as const;

/**
 * The dataset of a table of comma-separated values in UTF-8: a header row with the names of the columns, then one
 * sample a row. The label column is text, its distinct values are the classes; the input columns are finite decimal
 * numbers. Lines are counted as an editor counts them.
 */
export function readCsvDataset(
  file: Uint8Array,
  config: CsvConfig,
  proceed: Proceed = alwaysProceed,
): Result<Dataset> {
  const bytes = skipByteOrderMark(file);
  const invalid = findInvalidUtf8(bytes, proceed);
  if (invalid !== undefined) {
    return { ok: false, failure: { ...invalid, ...FILE } };
  }
  let table: CsvTable | undefined;
  const visit: VisitRecord = (cells, line) => {
    if (table !== undefined) {
      return table.add(cells, line);
    }
    const columns = findCsvColumns(cells, config);
    if (!columns.ok) {
      return columns.failure;
    }
    table = new CsvTable(columns.value, rowsAtMost(bytes, columns.value));
    return undefined;
  };
  const failure = visitCsvRecords(bytes, config.delimiter, visit, proceed);
  if (!proceed()) {
    return STOPPED;
  }
  if (failure !== undefined) {
    return { ok: false, failure: { ...FILE, ...failure } };
  }
  return table === undefined
    ? fail("data/format", "The file is empty; a header row with the names of the columns is needed.", FILE)
    : table.finish(config.file);
}

/** No more rows than these can follow the header, so that memory is taken once. */
function rowsAtMost(bytes: Uint8Array, columns: CsvColumns): number {
  return Math.min(
    countLineBreaks(bytes, 0, dropLineBreaks(bytes)),
    Math.floor(DATA_VALUES_MAX / columns.inputs.length),
  );
}

/** The rows read so far. */
class CsvTable {
  private readonly columns: CsvColumns;
  private readonly rowsMax: number;
  private readonly inputs: Float32Array;
  /** By the order in which the classes were met. */
  private readonly labels: Uint16Array;
  private readonly classes = new ClassIndex();
  private rows = 0;

  constructor(columns: CsvColumns, rowsMax: number) {
    this.columns = columns;
    this.rowsMax = rowsMax;
    this.inputs = new Float32Array(rowsMax * columns.inputs.length);
    this.labels = new Uint16Array(rowsMax);
  }

  /** Adds a row, unless something is wrong with it. */
  add(cells: readonly string[], line: number): Failure | undefined {
    const { names, label, inputs } = this.columns;
    if (cells.length !== names.length) {
      return fail(
        "data/ragged-row",
        `Line ${line} has ${countOf(cells.length, "cell")}, but the header has ${countOf(names.length, "column")}.`,
      ).failure;
    }
    if (this.rows === this.rowsMax) {
      return fail(
        "data/too-large",
        `The table has more than ${countOf(this.rowsMax, "row")} of ${countOf(inputs.length, "input")}; at most ${DATA_VALUES_MAX} values are allowed.`,
      ).failure;
    }
    const className = cells[label]!.trim();
    if (className === "") {
      return fail(
        "data/format",
        `Line ${line}, column ${quote(names[label]!)}, is empty; a class label is needed.`,
        LABEL,
      ).failure;
    }
    const classNumber = this.classes.number(className);
    if (classNumber === undefined) {
      return fail(
        "data/too-large",
        `Line ${line}, column ${quote(names[label]!)}, has one class more than the ${DATA_CLASSES_MAX} that are allowed: is it a column of class labels?`,
        LABEL,
      ).failure;
    }
    this.labels[this.rows] = classNumber;
    for (const [at, column] of inputs.entries()) {
      const text = cells[column]!.trim();
      const index = this.rows * inputs.length + at;
      this.inputs[index] = Number(text);
      if (!isDecimalNumber(text) || !Number.isFinite(this.inputs[index])) {
        return failNotANumber(text, names[column]!, line);
      }
    }
    this.rows++;
    return undefined;
  }

  finish(name: string): Result<Dataset> {
    const { rows, columns } = this;
    if (rows < DATA_ROWS_MIN) {
      return fail(
        "data/too-few-rows",
        `The table has ${countOf(rows, "row")} below its header; at least ${DATA_ROWS_MIN} are needed.`,
        FILE,
      );
    }
    const { names, rankOf } = this.classes.sort();
    if (names.length < 2) {
      return fail(
        "data/one-class",
        `Every label in column ${quote(columns.names[columns.label]!)} is ${quote(names[0]!)}; labels of at least two classes are needed.`,
        LABEL,
      );
    }
    return succeed({
      name,
      rows,
      columns: columns.inputs.length,
      inputs: keepFirst(this.inputs, rows * columns.inputs.length),
      labels: this.labels.slice(0, rows).map((number) => rankOf[number]!),
      classNames: names,
    });
  }
}

/** The first values in an array that holds no others: copied only where there are others. */
function keepFirst(values: Float32Array, count: number): Float32Array {
  return values.length === count ? values : values.slice(0, count);
}

function failNotANumber(text: string, column: string, line: number): Failure {
  const cell = `Line ${line}, column ${quote(column)},`;
  if (text === "") {
    return fail("data/not-a-number", `${cell} is empty; a number is needed.`).failure;
  }
  const needed = isDecimalNumber(text)
    ? "a number in the range of a 32-bit float is needed"
    : "a finite decimal number such as -1.5 or 2e3 is needed";
  return fail("data/not-a-number", `${cell} is ${quote(text)}; ${needed}.`).failure;
}
