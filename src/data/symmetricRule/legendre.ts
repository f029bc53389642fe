/**
 * The Legendre polynomial P_l(x) by Bonnet's recursion, (k+1) P_{k+1} = (2k+1) x P_k - k P_{k-1}.
 * `degree` is a whole number from 0 on.
 */
export function legendre(degree: number, x: number): number {
  let previous = 0;
  let current = 1;
  for (let k = 0; k < degree; k++) {
    const next = ((2 * k + 1) * x * current - k * previous) / (k + 1);
    previous = current;
    current = next;
  }
  return current;
}
