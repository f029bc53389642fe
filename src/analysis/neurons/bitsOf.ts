/** A number as so many bits, of which the first counts most. */
export function bitsOf(pattern: number, bits: number): readonly number[] {
  return Array.from({ length: bits }, (_, bit) => (pattern >> (bits - 1 - bit)) & 1);
}
