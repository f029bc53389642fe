/** Inputs of the built-in rules. */
export const PATTERN_BITS = 12;
/** Rows of the built-in rules: every pattern of 12 bits. */
export const PATTERNS = 2 ** PATTERN_BITS;

/** A bit of a pattern; bit 0 is the highest. */
export function bitOf(pattern: number, bit: number): number {
  return (pattern >> (PATTERN_BITS - 1 - bit)) & 1;
}
