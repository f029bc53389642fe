/** One size of a problem and what it cost. */
export interface CostAtSize {
  readonly size: number;
  readonly seconds: number;
}

/**
 * The exponent k of cost = c · size^k: the slope of ln cost over ln size by least squares. NaN if there are not
 * two different sizes with a positive cost.
 */
export function fitExponent(costs: readonly CostAtSize[]): number {
  const points = costs
    .filter(({ size, seconds }) => size > 0 && seconds > 0)
    .map(({ size, seconds }) => ({ x: Math.log(size), y: Math.log(seconds) }));
  const mean = (of: (point: { x: number; y: number }) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const middleX = mean(({ x }) => x);
  const middleY = mean(({ y }) => y);
  const covariance = mean(({ x, y }) => (x - middleX) * (y - middleY));
  const variance = mean(({ x }) => (x - middleX) ** 2);
  return variance > 0 ? covariance / variance : NaN;
}
