import type { Proceed } from "../../base/proceed";
import type { KnownAnswer } from "../known/knownAnswer";
import { knownAnswers } from "./knownAnswers";

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
 */
export function* checkEstimators(
  clock: () => number,
  proceed: Proceed,
  answers: readonly KnownAnswer[] = knownAnswers(),
): Generator<CheckRow, void> {
  for (const { estimator, distribution, trueBits, tolerance, estimate } of answers) {
    const startedAt = clock();
    proceed();
    const { bits, interval } = estimate(proceed);
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
