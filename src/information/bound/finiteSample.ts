import type { PlaneFigures } from "../estimate";

/** What a sample may make of I(T;Y), in bits. */
export interface SampledPoint {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The theorem gives the order of the deviation, not its constant in this form; with 1 the figures are of the right
 * size and no guarantee of their own.
 */
export const DEVIATION_CONSTANT = 1;

/**
 * How far the I(T;Y) of n sampled rows may be from that of the distribution: with K = 2^I(X;T) effective cells of X
 * and |Y| classes it is of the order of K |Y| / √n (Shamir, Sabato & Tishby 2010; in this form Tishby & Zaslavsky
 * 2015), so that the more T tells of X, the less a sample promises of what it tells of Y.
 * @param point of a curve, in bits
 * @returns the interval, within 0 and min(I(X;T), H(Y))
 */
export function sampledPoint(
  { ixt, ity }: PlaneFigures,
  classes: number,
  rows: number,
  labelEntropy: number,
): SampledPoint {
  const deviation = (DEVIATION_CONSTANT * 2 ** ixt * classes) / Math.sqrt(rows);
  return {
    lower: Math.max(0, ity - deviation),
    upper: Math.min(ity + deviation, Math.max(ity, Math.min(ixt, labelEntropy))),
  };
}

/** The point of a curve that promises most after sampling: where complexity is best spent on n rows. */
export function bestSampledPoint<Point extends PlaneFigures>(
  points: readonly Point[],
  classes: number,
  rows: number,
  labelEntropy: number,
): Point | undefined {
  const promise = (point: Point): number => sampledPoint(point, classes, rows, labelEntropy).lower;
  return points.reduce<Point | undefined>(
    (best, point) => (best === undefined || promise(point) > promise(best) ? point : best),
    undefined,
  );
}
