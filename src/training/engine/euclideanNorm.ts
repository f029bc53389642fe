/** L2 norm, summed in double precision. */
export function euclideanNorm(values: Float32Array): number {
  let sum = 0;
  for (const value of values) {
    sum += value * value;
  }
  return Math.sqrt(sum);
}
