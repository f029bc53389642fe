/** No two parts of the pattern can match the same digits, so that it takes one pass whatever the text. */
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Whether a text is a number as people write data: decimal, with a point, no "NaN", "Infinity" or "0x10". */
export function isDecimalNumber(text: string): boolean {
  return DECIMAL.test(text);
}

/**
 * A text that is the same for the same number, however it is written: 1, 1.0, +1, 01 and 1e0 have one. It is exact,
 * so that whole numbers beyond what a double holds stay apart.
 * @param text a decimal number
 */
export function decimalKey(text: string): string {
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.replace(/^[+-]/, "").split(".");
  const written = whole + fraction;
  let start = 0;
  while (written[start] === "0") {
    start++;
  }
  let end = written.length;
  while (end > start && written[end - 1] === "0") {
    end--;
  }
  if (start === end) {
    return "0";
  }
  const power = Number(exponent) - fraction.length + (written.length - end);
  return `${mantissa.startsWith("-") ? "-" : ""}${written.slice(start, end)}e${power}`;
}
