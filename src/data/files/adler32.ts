/** The largest prime below 2^16. */
const MODULUS = 65521;
/** So many bytes can be added up before the sums leave the range of exact whole numbers by far. */
const BYTES_BETWEEN_REDUCTIONS = 4096;

/** The checksum at the end of zlib data (RFC 1950, section 8.2). */
export function adler32(bytes: Uint8Array): number {
  let sum = 1;
  let sumOfSums = 0;
  for (let start = 0; start < bytes.length; start += BYTES_BETWEEN_REDUCTIONS) {
    const end = Math.min(start + BYTES_BETWEEN_REDUCTIONS, bytes.length);
    for (let i = start; i < end; i++) {
      sum += bytes[i]!;
      sumOfSums += sum;
    }
    sum %= MODULUS;
    sumOfSums %= MODULUS;
  }
  return sumOfSums * 2 ** 16 + sum;
}
