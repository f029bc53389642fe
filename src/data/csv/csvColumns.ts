import { fail, succeed, type Result } from "../../base/failure";
import { countOf, quote } from "../../base/text";
import { nearestName } from "../../base/nearestName";
import type { CsvConfig } from "./csvConfig";
import { nameDelimiter, type CsvLayout } from "./csvLayout";
import { withPoint } from "./csvNumber";
import { isDecimalNumber } from "../labels/decimalNumber";

type ColumnChoice = CsvConfig["label"];

/** Which columns of a table are used. */
export interface CsvColumns {
  /** The names of all columns, empty for those that have none. */
  readonly names: readonly string[];
  /** Index of the label column. */
  readonly label: number;
  /** Indices of the input columns, in the order of the config. */
  readonly inputs: readonly number[];
  /** Whether the inputs are all the columns that are left, and none of them is asked for by the config. */
  readonly inputsAreTheRest: boolean;
  /** Columns without a name that are no inputs as long as they are empty. */
  readonly nameless: readonly number[];
  /** Input columns that are left out if they only number the rows. */
  readonly counters: ReadonlySet<number>;
  /** What was left out, in sentences for the log. */
  readonly notes: readonly string[];
}

const NAMES_LISTED_MAX = 10;
const FILE = { path: ["data", "file"] } as const;
const LABEL = { path: ["data", "label"] } as const;

/** A column as a sentence calls it. */
export function nameColumn(names: readonly string[], index: number): string {
  const name = names[index] ?? "";
  return name === "" ? `column ${index + 1}` : `column ${quote(name)}`;
}

/**
 * Finds the config's columns in a table.
 * @param names of its columns; all are empty if the file has no header row
 * @param firstRow the first row of data, if there is one
 */
export function findCsvColumns(
  names: readonly string[],
  firstRow: readonly string[] | undefined,
  config: CsvConfig,
  layout: CsvLayout,
): Result<CsvColumns> {
  if (names.length < 2) {
    return failOneColumn(config.header ? (names[0] ?? "") : (firstRow?.[0]?.trim() ?? ""), config, layout);
  }
  const finder = new ColumnFinder(names, config);
  const label = finder.find(config.label, ["data", "label"]);
  if (!label.ok) {
    return label;
  }
  if (looksLikeData(names, label.value, config)) {
    return failNoHeader(names, config);
  }
  return config.inputs === undefined
    ? takeTheRest(names, label.value, config)
    : takeNamed(names, label.value, config.inputs, finder);
}

function takeNamed(
  names: readonly string[],
  label: number,
  choices: readonly ColumnChoice[],
  finder: ColumnFinder,
): Result<CsvColumns> {
  const inputs = new Set<number>();
  for (const [at, choice] of choices.entries()) {
    const path = ["data", "inputs", at];
    const found = finder.find(choice, path);
    if (!found.ok) {
      return found;
    }
    const shown = nameColumn(names, found.value);
    if (found.value === label) {
      return fail("config/inconsistent", `The label ${shown} cannot be an input too.`, { path });
    }
    if (inputs.has(found.value)) {
      return fail("config/inconsistent", `The input ${shown} is named twice.`, { path });
    }
    inputs.add(found.value);
  }
  return succeed({
    names,
    label,
    inputs: [...inputs],
    inputsAreTheRest: false,
    nameless: [],
    counters: new Set(),
    notes: [],
  });
}

/** Names of columns that number the rows, if they do count. */
const COUNTER =
  /^(?:unnamed: ?\d+|level_0|index|idx|id|row|row[ _.]?(?:id|names?|num|number)|no\.?|nr\.?|#|.*[ _]id)$/i;
const COUNTER_LETTERS_MAX = 40;

/** All columns but the label, and but those that only number or name the rows. */
function takeTheRest(names: readonly string[], label: number, { header }: CsvConfig): Result<CsvColumns> {
  const inputs: number[] = [];
  const nameless: number[] = [];
  const counters = new Set<number>();
  const notes: string[] = [];
  for (const [index, name] of names.entries()) {
    if (index === label) {
      continue;
    }
    if (header && name === "" && index === 0) {
      notes.push(
        "Column 1 has no name and is left out, since it holds the rows' names (as pandas and R write them); to take it, list the columns by number in data.inputs.",
      );
    } else if (header && name === "") {
      nameless.push(index);
    } else {
      inputs.push(index);
      if (name.length <= COUNTER_LETTERS_MAX && COUNTER.test(name)) {
        counters.add(index);
      }
    }
  }
  if (inputs.length === 0) {
    return fail(
      "data/column-missing",
      `Beside the label, ${nameColumn(names, label)}, there is no column with a name; at least one input column is needed, which data.inputs may give by its number.`,
      FILE,
    );
  }
  return succeed({ names, label, inputs, inputsAreTheRest: true, nameless, counters, notes });
}

/** Finds columns by their names or numbers. */
class ColumnFinder {
  private readonly names: readonly string[];
  private readonly config: CsvConfig;
  private readonly indexOfName = new Map<string, number>();
  /** The second column of a name. */
  private readonly again = new Map<string, number>();

  constructor(names: readonly string[], config: CsvConfig) {
    this.names = names;
    this.config = config;
    for (const [index, name] of names.entries()) {
      if (!this.indexOfName.has(name)) {
        this.indexOfName.set(name, index);
      } else if (!this.again.has(name)) {
        this.again.set(name, index);
      }
    }
  }

  find(choice: ColumnChoice, path: (string | number)[]): Result<number> {
    const { names, config } = this;
    if (typeof choice === "number") {
      return choice <= names.length
        ? succeed(choice - 1)
        : fail(
            "data/column-missing",
            `There is no column ${choice}; the table has ${countOf(names.length, "column")}.`,
            { path },
          );
    }
    if (!config.header) {
      return fail(
        "data/column-missing",
        `There is no column ${quote(choice)}, since the file has no header row (data.header is false): give the number of the column, from 1 to ${names.length}.`,
        { path },
      );
    }
    const first = this.indexOfName.get(choice);
    const second = this.again.get(choice);
    if (first === undefined) {
      const nearest = nearestName(choice, names);
      return nearest === undefined && holdsNumbers(names, config) && !countUp(names)
        ? failNoHeader(names, config)
        : failMissing(choice, names, nearest, path);
    }
    return second === undefined
      ? succeed(first)
      : fail(
          "data/format",
          `Columns ${first + 1} and ${second + 1} of the header are both called ${quote(choice)}: give the number of the one that is meant, such as ${first + 1}, in place of its name.`,
          { path },
        );
  }
}

/** Whether half of the first row's cells or more are numbers. */
function holdsNumbers(cells: readonly string[], { decimal }: CsvConfig): boolean {
  const numbers = cells.filter((cell) => isDecimalNumber(withPoint(cell, decimal))).length;
  return 2 * numbers >= cells.length;
}

/** Whether the header row is one of data: a number beside each label, which do not merely count the columns. */
function looksLikeData(names: readonly string[], label: number, config: CsvConfig): boolean {
  if (!config.header || typeof config.label === "string") {
    return false;
  }
  const others = names.filter((_, index) => index !== label);
  return !countUp(others) && others.every((name) => isDecimalNumber(withPoint(name, config.decimal)));
}

/** Whether names are the numbers of columns, one after the other, as a table without names has them in pandas. */
function countUp(names: readonly string[]): boolean {
  return (
    names.length > 1 && names.every((name, at) => at === 0 || Number(name) === Number(names[at - 1]) + 1)
  );
}

function failNoHeader(cells: readonly string[], { decimal }: CsvConfig): Result<never> {
  const texts = [...cells.keys()].filter((index) => !isDecimalNumber(withPoint(cells[index]!, decimal)));
  const example = (texts.length === 1 ? texts[0]! : cells.length - 1) + 1;
  return fail(
    "data/format",
    `The first row, ${listCells(cells)}, holds numbers, so the file seems to have no header row: say "header": false in data and give the columns by number, e.g. "label": ${example}.`,
    LABEL,
  );
}

function failOneColumn(cell: string, config: CsvConfig, { delimiter, likelier }: CsvLayout): Result<never> {
  const hint =
    likelier === undefined
      ? `is the delimiter ${nameDelimiter(delimiter)}?`
      : `the delimiter seems to be ${nameDelimiter(likelier)}, not ${nameDelimiter(delimiter)}; without data.delimiter it is recognized.`;
  return fail(
    "data/format",
    `The ${config.header ? "header" : "first row"} has one column, ${quote(cell)}; a label column and at least one input column are needed: ${hint}`,
    { path: ["data", "delimiter"] },
  );
}

function failMissing(
  name: string,
  names: readonly string[],
  nearest: string | undefined,
  path: (string | number)[],
): Result<never> {
  const hint = nearest === undefined ? "" : ` Did you mean ${quote(nearest)}?`;
  return fail(
    "data/column-missing",
    `There is no column ${quote(name)}; the columns are ${listCells(names)}.${hint}`,
    { path },
  );
}

/** The first cells in quotes, and how many more there are. */
function listCells(cells: readonly string[]): string {
  const more = cells.length - NAMES_LISTED_MAX;
  const shown = cells.slice(0, NAMES_LISTED_MAX).map(quote).join(", ");
  return more > 0 ? `${shown} and ${more} more` : shown;
}
