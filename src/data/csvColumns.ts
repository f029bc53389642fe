import type { DataConfig } from "../config/schema";
import { fail, succeed, type Result } from "../failure";
import { listSome, quote } from "../text";
import { nearestName } from "../config/nearestName";

export type CsvConfig = Extract<DataConfig, { source: "csv" }>;

/** What the header row says: the names of all columns, and which of them are used. */
export interface CsvColumns {
  readonly names: readonly string[];
  /** Index of the label column. */
  readonly label: number;
  /** Indices of the input columns, in the order of the config. */
  readonly inputs: readonly number[];
}

const NAMES_LISTED_MAX = 10;
const FILE = { path: ["data", "file"] } as const;

/** Finds the config's columns in the header row. */
export function findCsvColumns(cells: readonly string[], config: CsvConfig): Result<CsvColumns> {
  const names = cells.map((cell) => cell.trim());
  if (names.length < 2) {
    return fail(
      "data/format",
      `The header has one column, ${quote(names[0] ?? "")}; a label column and at least one input column are needed: is the delimiter ${quote(config.delimiter)}?`,
      { path: ["data", "delimiter"] },
    );
  }
  const indexOfName = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    const first = indexOfName.get(name);
    if (name === "") {
      return fail("data/format", `Column ${index + 1} of the header has no name.`, FILE);
    }
    if (first !== undefined) {
      return fail(
        "data/format",
        `Columns ${first + 1} and ${index + 1} of the header are both called ${quote(name)}; every column needs a name of its own.`,
        FILE,
      );
    }
    indexOfName.set(name, index);
  }
  const label = indexOfName.get(config.label);
  if (label === undefined) {
    return failMissing(config.label, names, ["data", "label"]);
  }
  const inputs: number[] = [];
  for (const [at, name] of (config.inputs ?? names.filter((name) => name !== config.label)).entries()) {
    const path = ["data", "inputs", at];
    const index = indexOfName.get(name);
    if (index === undefined) {
      return failMissing(name, names, path);
    }
    if (index === label) {
      return fail("config/inconsistent", `The label column ${quote(name)} cannot be an input too.`, { path });
    }
    if (inputs.includes(index)) {
      return fail("config/inconsistent", `The input column ${quote(name)} is named twice.`, { path });
    }
    inputs.push(index);
  }
  return succeed({ names, label, inputs });
}

function failMissing(name: string, names: readonly string[], path: (string | number)[]): Result<never> {
  const nearest = nearestName(name, names);
  const hint = nearest === undefined ? "" : ` Did you mean ${quote(nearest)}?`;
  return fail(
    "data/column-missing",
    `There is no column ${quote(name)}; the columns are ${listSome(names.map(quote), NAMES_LISTED_MAX)}.${hint}`,
    { path },
  );
}
