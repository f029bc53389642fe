const EULER_MASCHERONI = 0.577_215_664_901_532_9;

/**
 * The digamma function at whole numbers, in nats: ψ(n) = H_{n-1} - γ with the harmonic numbers H (Abramowitz &
 * Stegun 1964, eq. 6.3.2).
 *
 * @returns ψ(n) at index n, up to and with `last`; ψ(0) is -∞
 */
export function digammaTable(last: number): Float64Array {
  const table = new Float64Array(last + 1);
  table[0] = -Infinity;
  let harmonic = 0;
  for (let n = 1; n <= last; n++) {
    table[n] = harmonic - EULER_MASCHERONI;
    harmonic += 1 / n;
  }
  return table;
}
