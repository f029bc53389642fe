import { quote } from "../../base/text";
import { isDecimalNumber } from "../labels/decimalNumber";

export type DecimalMark = "." | ",";

/** The text of a number with a point as its decimal mark; a text with another mark than the file's is no number. */
export function withPoint(text: string, mark: DecimalMark): string {
  if (mark === ".") {
    return text;
  }
  return text.includes(".") ? "" : text.replace(",", ".");
}

/** A number with a comma in it, of which `1,5` and `1,234` are examples. */
const DECIMAL_COMMA = /^[+-]?\d*,\d+(?:e[+-]?\d+)?$/i;
const THOUSANDS = /^[+-]?\d{1,3}(?:[,.' ]\d{3})+(?:[.,]\d+)?$/;
const DATE = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T].*)?$/;
const INFINITE = /^[+-]?inf(?:inity)?$/i;
const TRUTH = /^(?:true|false|yes|no)$/i;
const WITH_UNIT =
  /^[$€£]?\s*[+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?\s*(?:[$€£°µ]|(?!e[+-]?\d)[a-z])[a-z°µ/²³^0-9]*$/i;
const HEXADECIMAL = /^0x/i;
const AMOUNT = /^[$€£]\s*[+-]?\d/;
/** Minus signs and dashes that are no hyphen. */
const DASHED = /^[\u2010-\u2015\u2212]\d/;
/** No pattern is tried on longer texts. */
const COMPARED_MAX = 60;

/** Whether a cell that is no number is a word, such as the name of a category. */
export function isWord(text: string): boolean {
  return /^\p{L}/u.test(text) && !INFINITE.test(text) && !TRUTH.test(text);
}

/** What a cell is that is not a number, and what would be right: the end of a sentence. */
export function describeNotNumber(text: string, mark: DecimalMark): string {
  const found = `is ${quote(text)}`;
  if (isDecimalNumber(withPoint(text, mark))) {
    return `${found}; a number in the range of a 32-bit float is needed`;
  }
  const needed = "a finite decimal number such as -1.5 or 2e3 is needed";
  if (text.length > COMPARED_MAX) {
    return `${found}; ${needed}`;
  }
  const short = text.trim();
  if (INFINITE.test(short)) {
    return `${found}, which is not finite; ${needed}`;
  }
  if (short.endsWith("%")) {
    return `${found}; ${needed}, without a percent sign`;
  }
  if (mark === "," && isDecimalNumber(short)) {
    return `${found}, which has a point, but data.decimal is ","; a number such as -1,5 is needed, without marks between thousands`;
  }
  if (mark === "." && DECIMAL_COMMA.test(short)) {
    return `${found}: if the comma is the decimal mark, say "decimal": "," in data; a mark between thousands has to be taken out`;
  }
  if (THOUSANDS.test(short)) {
    return `${found}; ${needed}, without marks between thousands`;
  }
  if (DATE.test(short)) {
    return `${found}, which looks like a date; ${needed}`;
  }
  if (TRUTH.test(short)) {
    return `${found}; a number is needed: write 1 and 0 for true and false`;
  }
  if (DASHED.test(short)) {
    return `${found}, which begins with a dash; ${needed}, with a hyphen as its minus sign`;
  }
  if (AMOUNT.test(short) || (WITH_UNIT.test(short) && !HEXADECIMAL.test(short))) {
    return `${found}; ${needed}, without a unit`;
  }
  return `${found}; ${needed}`;
}
