import { knownAnswers, type KnownAnswer } from "./knownAnswers";

/** One line of the check. */
export interface CheckRow {
  readonly estimator: string;
  readonly distribution: string;
  readonly trueBits: number;
  readonly bits: number;
  readonly interval?: readonly [number, number];
  readonly error: number;
  readonly tolerance: number;
  /** Within the tolerance, and between the bounds where the estimator gives bounds. */
  readonly passed: boolean;
  readonly milliseconds: number;
}

/**
 * Runs every known answer in turn and yields its line.
 * @param clock milliseconds, from any start
 * @param proceed the check is left off when it says false
 */
export function* checkEstimators(
  clock: () => number,
  proceed: () => boolean,
  answers: readonly KnownAnswer[] = knownAnswers(),
): Generator<CheckRow, void> {
  for (const { estimator, distribution, trueBits, tolerance, estimate } of answers) {
    const startedAt = clock();
    const found = proceed() ? estimate(proceed) : undefined;
    if (found === undefined) {
      return;
    }
    const { bits, interval } = found;
    const error = bits - trueBits;
    const inside =
      interval === undefined || (interval[0] - tolerance <= trueBits && trueBits <= interval[1] + tolerance);
    yield {
      estimator,
      distribution,
      trueBits,
      bits,
      ...(interval === undefined ? {} : { interval }),
      error,
      tolerance,
      // An estimator that gives bounds promises those, not their middle.
      passed: interval === undefined ? Math.abs(error) <= tolerance : inside,
      milliseconds: clock() - startedAt,
    };
  }
}
