/** No two parts of it can match the same digits, so that it takes one pass whatever the text. */
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Whether a text is a number as people write data: decimal, with a point, no "NaN", "Infinity" or "0x10". */
export function isDecimalNumber(text: string): boolean {
  return DECIMAL.test(text);
}
