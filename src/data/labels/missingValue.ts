import type { FailureCode } from "../../base/failure";
import { countOf, quote } from "../../base/text";

/** Longest text that stands for a missing value. */
const LETTERS_MAX = 11;
/** What pandas, R, NumPy, SQL, Excel, SAS, MATLAB and the UCI repository write in place of a value, in lower case. */
const MISSING = new Set([
  "",
  "nan",
  "-nan",
  "+nan",
  "na",
  "n/a",
  "#n/a",
  "#n/a n/a",
  "#na",
  "<na>",
  "nat",
  "null",
  "#null!",
  "1.#ind",
  "-1.#ind",
  "1.#qnan",
  "-1.#qnan",
  "<undefined>",
  "<missing>",
  "?",
  "-",
  "--",
  ".",
]);

/** Whether a cell, without blanks around it, stands for a value that is not there. */
export function isMissingValue(text: string): boolean {
  // Python's None is one; "none" is a word that people choose for a class.
  return text === "None" || (text.length <= LETTERS_MAX && MISSING.has(text.toLowerCase()));
}

/** What a place holds in which a value is missing, as a sentence goes on from the place. */
export function describeMissing(text: string, isNumber = false): string {
  return text === "" ? "is empty" : `is ${isNumber ? text : quote(text)}, which stands for a missing value`;
}

/** Rows without a value somewhere, and the first of them. */
export interface MissingValues {
  /** As a sentence begins with it: `Line 3, column "class",`. */
  readonly place: string;
  readonly text: string;
  /** It is a NaN and no text. */
  readonly isNumber?: boolean;
  readonly isLabel: boolean;
  rows: number;
}

/** Refuses a dataset in which values are missing: what is missing and the ways out. */
export function refuseMissing({ place, text, isNumber, isLabel, rows }: MissingValues): {
  readonly code: FailureCode;
  readonly message: string;
} {
  const more = rows - 1;
  const others =
    more === 0
      ? ""
      : `, and ${countOf(more, "more row")} ${more === 1 ? "lacks" : "lack"} a label or an input`;
  const found = `${place} ${describeMissing(text, isNumber)}${others};`;
  const skip = `leave such rows out with "missing": "skip" in data`;
  if (!isLabel) {
    return { code: "data/not-a-number", message: `${found} a number is needed: fill it in, or ${skip}.` };
  }
  const ways =
    text === ""
      ? `fill it in, or ${skip}`
      : `fill it in, ${skip}, or take ${quote(text)} for a class with "missing": "class"`;
  return { code: "data/format", message: `${found} a class label is needed: ${ways}.` };
}

/** How many rows were left out since a value is missing, as a sentence. */
export function describeSkipped(left: number, rows: number): string {
  return `${countOf(left, "row")} of ${rows} ${left === 1 ? "was" : "were"} left out, since a value is missing (data.missing is "skip").`;
}
