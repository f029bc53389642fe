import { DATA_CLASSES_MAX, DATA_ROWS_MIN, DATA_VALUES_MAX } from "../../base/limits";
import { fail, succeed, type Failure, type Result } from "../../base/failure";
import { describeAlike } from "../labels/alikeClasses";
import { describeScarce } from "../labels/scarceClasses";
import { ClassIndex } from "../labels/classIndex";
import { findCsvColumns, nameColumn, type CsvColumns } from "./csvColumns";
import type { CsvConfig } from "./csvConfig";
import { recognizeCsvLayout, type CsvLayout } from "./csvLayout";
import { describeNotNumber, isWord, withPoint } from "./csvNumber";
import { visitCsvRecords, type VisitRecord } from "./csvRecords";
import type { Dataset } from "../dataset/dataset";
import { isDecimalNumber } from "../labels/decimalNumber";
import { countLineBreaks, dropLineBreaks } from "../files/lineBreaks";
import { describeMeasured, refuseMeasured } from "../labels/measuredLabels";
import { describeSkipped, isMissingValue, refuseMissing, type MissingValues } from "../labels/missingValue";
import { alwaysProceed, type Proceed } from "../../base/proceed";
import { countOf, listSome, quote } from "../../base/text";
import { readAsUtf8 } from "../files/utf8Text";

const FILE = { path: ["data", "file"] } as const;
const LABEL = { path: ["data", "label"] } as const;
const COUNTERS_LISTED_MAX = 5;
const ENCODE_TEXTS =
  "Write a column of texts as columns of 0 and 1 (pandas.get_dummies does), or take it out of data.inputs.";
const LIST_INPUTS = "If it is no input, list the columns that are in data.inputs.";

/**
 * The dataset of a table of comma-separated values in UTF-8 or UTF-16: a header row with the names of the columns,
 * if there is one, then one sample a row. The label column is text, its distinct values are the classes; the input
 * columns are finite decimal numbers. Lines are counted as an editor counts them.
 */
export function readCsvDataset(
  file: Uint8Array,
  config: CsvConfig,
  proceed: Proceed = alwaysProceed,
): Result<Dataset> {
  const text = readAsUtf8(file, proceed);
  if (!text.ok) {
    return { ok: false, failure: { ...text.failure, ...FILE } };
  }
  const bytes = text.value;
  const layout = recognizeCsvLayout(bytes, config);
  const reader = new CsvReader(bytes, config, layout);
  const visit: VisitRecord = (cells, line) => reader.add(cells, line);
  const failure = visitCsvRecords(bytes, layout.delimiter, layout.start, visit, proceed);
  return failure === undefined ? reader.finish() : { ok: false, failure: { ...FILE, ...failure } };
}

/** Takes the rows of a file: the header first, then the table's. */
class CsvReader {
  private readonly bytes: Uint8Array;
  private readonly config: CsvConfig;
  private readonly layout: CsvLayout;
  private names: readonly string[] | undefined;
  private table: CsvTable | undefined;

  constructor(bytes: Uint8Array, config: CsvConfig, layout: CsvLayout) {
    this.bytes = bytes;
    this.config = config;
    this.layout = layout;
    this.names = layout.commentedHeader;
  }

  add(cells: readonly string[], line: number): Failure | undefined {
    if (this.table !== undefined) {
      return this.table.add(cells, line);
    }
    if (this.names === undefined && this.config.header) {
      this.names = cells.map((cell) => cell.trim());
      if (typeof this.config.label === "number") {
        // Numbers count a column of row names too, which the first row of data tells of.
        return undefined;
      }
      // What is wrong with the header is said before what is wrong below it.
      const columns = this.findColumns(undefined);
      return columns.ok ? undefined : columns.failure;
    }
    const columns = this.findColumns(cells);
    if (!columns.ok) {
      return columns.failure;
    }
    this.table = new CsvTable(columns.value, this.config, this.rowsAtMost(columns.value));
    return this.table.add(cells, line);
  }

  finish(): Result<Dataset> {
    if (this.table !== undefined) {
      return this.table.finish(this.layout.notes);
    }
    return this.names === undefined
      ? fail("data/format", "The file is empty; a header row with the names of the columns is needed.", FILE)
      : failTooFewRows(0, 0, this.config);
  }

  private findColumns(firstRow: readonly string[] | undefined): Result<CsvColumns> {
    const { config, layout } = this;
    const given = this.names ?? Array.from(firstRow ?? [], () => "");
    if (firstRow?.length !== given.length + 1) {
      return findCsvColumns(given, firstRow, config, layout);
    }
    // One cell more than the header has: an empty one behind the last delimiter, or a name before the row.
    const isBehind = firstRow.at(-1)?.trim() === "";
    const names = isBehind ? [...given, ""] : ["", ...given];
    return findCsvColumns(names, firstRow, config, layout);
  }

  /** No more rows than these can follow, so that memory is taken once. */
  private rowsAtMost({ inputs }: CsvColumns): number {
    const lines = 1 + countLineBreaks(this.bytes, this.layout.start, dropLineBreaks(this.bytes));
    const headerLines = Number(this.config.header && this.layout.commentedHeader === undefined);
    return Math.min(lines - headerLines, Math.floor(DATA_VALUES_MAX / inputs.length));
  }
}

/** The rows read so far. */
class CsvTable {
  private readonly columns: CsvColumns;
  private readonly config: CsvConfig;
  private readonly rowsMax: number;
  private readonly inputs: Float32Array;
  /** By the order in which the classes were met. */
  private readonly labels: Uint16Array;
  private readonly classes: ClassIndex;
  /** What each column that may number the rows began with; a column that does not is taken out. */
  private readonly counts = new Map<number, number>();
  private rows = 0;
  private rowsMet = 0;
  private missing: MissingValues | undefined;
  private commentLines = 0;

  constructor(columns: CsvColumns, config: CsvConfig, rowsMax: number) {
    this.columns = columns;
    this.config = config;
    this.rowsMax = rowsMax;
    this.inputs = new Float32Array(rowsMax * columns.inputs.length);
    this.labels = new Uint16Array(rowsMax);
    this.classes = new ClassIndex((text) => withPoint(text, config.decimal));
    for (const column of columns.counters) {
      this.counts.set(column, NaN);
    }
  }

  /** Adds a row, unless something is wrong with it. */
  add(cells: readonly string[], line: number): Failure | undefined {
    const { names, label, inputs, nameless } = this.columns;
    if (cells.length !== names.length && !this.fits(cells)) {
      return this.addMisfit(cells, line);
    }
    const className = (cells[label] ?? "").trim();
    if (className === "" && isBlank(cells)) {
      return undefined;
    }
    for (const column of nameless) {
      if ((cells[column] ?? "").trim() !== "") {
        return fail(
          "data/format",
          `Line ${line} has ${quote(cells[column]!.trim())} in column ${column + 1}, which has no name in the header: give it a name, or list the wanted columns in data.inputs.`,
        ).failure;
      }
    }
    if (this.rows === this.rowsMax) {
      return fail(
        "data/too-large",
        `The table has more than ${countOf(this.rowsMax, "row")} of ${countOf(inputs.length, "input")}; at most ${DATA_VALUES_MAX} values are allowed.`,
      ).failure;
    }
    this.count(cells);
    if (isMissingValue(className) && (className === "" || this.config.missing !== "class")) {
      this.miss(line, label, className);
      return undefined;
    }
    for (const [at, column] of inputs.entries()) {
      const text = (cells[column] ?? "").trim();
      const number = withPoint(text, this.config.decimal);
      const index = this.rows * inputs.length + at;
      this.inputs[index] = Number(number);
      if (!isDecimalNumber(number) || !Number.isFinite(this.inputs[index])) {
        if (!isMissingValue(text)) {
          return this.failNotANumber(text, column, line);
        }
        this.miss(line, column, text);
        return undefined;
      }
    }
    const classNumber = this.classes.number(className);
    if (classNumber === undefined) {
      return this.failTooManyClasses(line, className);
    }
    this.labels[this.rows] = classNumber;
    this.rows++;
    return undefined;
  }

  finish(notes: readonly string[]): Result<Dataset> {
    const { rows, columns, config } = this;
    if (this.missing !== undefined && config.missing !== "skip") {
      return this.failMissing(this.missing);
    }
    const left = this.missing?.rows ?? 0;
    if (rows < DATA_ROWS_MIN) {
      return failTooFewRows(rows, left, config);
    }
    const { names, rankOf, areNumbers } = this.classes.sort();
    if (names.length < 2) {
      return fail(
        "data/one-class",
        `Every label in ${nameColumn(columns.names, columns.label)} is ${quote(names[0]!)}; labels of at least two classes are needed.`,
        LABEL,
      );
    }
    const measured = areNumbers && config.classes === "auto" ? this.describeMeasured(names) : undefined;
    if (measured !== undefined) {
      return failMeasured(measured);
    }
    const inputs = this.keepInputs();
    if (inputs.columns === 0) {
      return fail(
        "data/column-missing",
        `Beside the label there is only ${nameColumn(columns.names, columns.inputs[0]!)}, which numbers the rows and tells nothing of them; at least one input column is needed.`,
        FILE,
      );
    }
    const said = [
      ...notes,
      ...columns.notes,
      ...inputs.notes,
      ...describeAlike(names),
      ...(config.classes === "auto" ? describeScarce(names.length, rows) : []),
      ...(left > 0 ? [describeSkipped(left, rows + left)] : []),
      ...(this.commentLines > 0 ? [`${countOf(this.commentLines, "comment line")} passed over.`] : []),
    ];
    return succeed({
      name: config.file,
      rows,
      columns: inputs.columns,
      inputs: inputs.values,
      labels: this.labels.slice(0, rows).map((number) => rankOf[number]!),
      classNames: names,
      ...(inputs.inputNames === undefined ? {} : { inputNames: inputs.inputNames }),
      ...(said.length === 0 ? {} : { notes: said }),
    });
  }

  /** Whether a row differs from the header's length only by empty cells at its end that nobody asks for. */
  private fits(cells: readonly string[]): boolean {
    const { names, label, inputs } = this.columns;
    const width = names.length;
    if (cells.length > width) {
      return isBlank(cells.slice(width));
    }
    return (
      this.config.header &&
      names.slice(cells.length).every((name) => name === "") &&
      label < cells.length &&
      inputs.every((column) => column < cells.length)
    );
  }

  /** A row of another length than the header's: blank, a comment, or wrong. */
  private addMisfit(cells: readonly string[], line: number): Failure | undefined {
    if (isBlank(cells)) {
      return undefined;
    }
    if (cells[0]!.trimStart().startsWith("#")) {
      this.commentLines++;
      return undefined;
    }
    const header = this.config.header ? "the header" : "the first row";
    return fail(
      "data/ragged-row",
      `Line ${line} has ${countOf(cells.length, "cell")}, but ${header} has ${countOf(this.columns.names.length, "column")}.`,
    ).failure;
  }

  /** Notes a row in which a value is missing. */
  private miss(line: number, column: number, text: string): void {
    const { names, label } = this.columns;
    const place = `Line ${line}, ${nameColumn(names, column)},`;
    this.missing ??= { place, text, isLabel: column === label, rows: 0 };
    this.missing.rows++;
  }

  /** Takes out the columns that do not go on counting from 0 or 1. */
  private count(cells: readonly string[]): void {
    for (const [column, first] of this.counts) {
      const value = Number(cells[column] ?? NaN);
      if (this.rowsMet === 0 && (value === 0 || value === 1)) {
        this.counts.set(column, value);
      } else if (value !== first + this.rowsMet) {
        this.counts.delete(column);
      }
    }
    this.rowsMet++;
  }

  /** The inputs without the columns that number the rows. */
  private keepInputs(): {
    readonly values: Float32Array;
    readonly columns: number;
    /** Left out if the columns have no names. */
    readonly inputNames?: readonly string[];
    readonly notes: readonly string[];
  } {
    const { rows } = this;
    const { inputs, names } = this.columns;
    const kept = [...inputs.keys()].filter((at) => !this.counts.has(inputs[at]!));
    const inputNames = kept.map((at) => names[inputs[at]!]!);
    const named = inputNames.some((name) => name !== "") ? { inputNames } : {};
    if (kept.length === inputs.length) {
      return {
        values: keepFirst(this.inputs, rows * inputs.length),
        columns: inputs.length,
        ...named,
        notes: [],
      };
    }
    const values = new Float32Array(rows * kept.length);
    for (let row = 0; row < rows; row++) {
      for (const [at, from] of kept.entries()) {
        values[row * kept.length + at] = this.inputs[row * inputs.length + from]!;
      }
    }
    return { values, columns: kept.length, ...named, notes: [this.describeCounters()] };
  }

  private describeCounters(): string {
    const { names } = this.columns;
    const [first = 0, ...more] = this.counts.keys();
    return more.length === 0
      ? `The ${nameColumn(names, first)} is left out, since it only numbers the rows from ${this.counts.get(first)!} on; to take it, list it in data.inputs.`
      : `${listSome(
          [first, ...more].map((column) => nameColumn(names, column)),
          COUNTERS_LISTED_MAX,
        )} are left out, since they only number the rows; to take them, list them in data.inputs.`;
  }

  /** What makes numeric labels look like a measured quantity, or undefined. */
  private describeMeasured(names: readonly string[]): string | undefined {
    const { rows, config, columns } = this;
    const values = names.map((name) => Number(withPoint(name, config.decimal)));
    const found = describeMeasured({ rows, names, values });
    return found && `The labels in ${nameColumn(columns.names, columns.label)} are ${found}`;
  }

  private failTooManyClasses(line: number, className: string): Failure {
    const { names, label } = this.columns;
    if (this.classes.areNumbers && this.config.classes === "auto") {
      const found = `The labels in ${nameColumn(names, label)} are more than ${DATA_CLASSES_MAX} different numbers, such as ${quote(className)} on line ${line}`;
      return failMeasured(found).failure;
    }
    return fail(
      "data/too-large",
      `Line ${line}, ${nameColumn(names, label)}, has one class more than the ${DATA_CLASSES_MAX} that are allowed: is it a column of class labels?`,
      LABEL,
    ).failure;
  }

  private failMissing(missing: MissingValues): ReturnType<typeof fail> {
    const { code, message } = refuseMissing(missing);
    const hint = !missing.isLabel && this.columns.inputsAreTheRest ? ` ${LIST_INPUTS}` : "";
    return fail(code, `${message}${hint}`, missing.isLabel ? LABEL : FILE);
  }

  private failNotANumber(text: string, column: number, line: number): Failure {
    const { names, inputsAreTheRest } = this.columns;
    const isHeader = !this.config.header && this.rowsMet === 1;
    const hint = isHeader
      ? ` If this row holds the names of the columns, leave out "header": false.`
      : inputsAreTheRest
        ? ` ${LIST_INPUTS}`
        : isWord(text)
          ? ` ${ENCODE_TEXTS}`
          : "";
    const found = describeNotNumber(text, this.config.decimal);
    return fail("data/not-a-number", `Line ${line}, ${nameColumn(names, column)}, ${found}.${hint}`).failure;
  }
}

/** Whether a row holds nothing, as those that a spreadsheet writes below its table. */
function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === "");
}

function failMeasured(found: string): ReturnType<typeof fail> {
  return fail("data/format", refuseMeasured(found), LABEL);
}

function failTooFewRows(rows: number, left: number, { header }: CsvConfig): ReturnType<typeof fail> {
  const others = left === 0 ? "" : `, besides ${left} that lack a value and are left out`;
  return fail(
    "data/too-few-rows",
    `The table has ${countOf(rows, "row")}${header ? " below its header" : ""}${others}; at least ${DATA_ROWS_MIN} are needed.`,
    FILE,
  );
}

/** The first values in an array that holds no others: copied only if there are others. */
function keepFirst(values: Float32Array, count: number): Float32Array {
  return values.length === count ? values : values.slice(0, count);
}
