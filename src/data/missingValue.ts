/** Longest text that stands for a missing value. */
const LETTERS_MAX = 10;
/** What pandas, R, NumPy, SQL, Excel, SAS and the UCI repository write in place of a value, in lower case. */
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
