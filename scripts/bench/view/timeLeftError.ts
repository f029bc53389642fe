/** The time left as it was said at a moment, both in seconds. */
export interface ToldTimeLeft {
  readonly at: number;
  readonly secondsLeft: number;
}

/** Views say whole seconds: what is below one is not told apart. */
const LEAST_SECONDS = 1;

/**
 * By how large a factor what was said was ever off, above or below.
 * @param from the moment before which nothing counts
 * @param end the moment at which the run ended
 * @returns 1 if all was right; NaN if nothing was said
 */
export function timeLeftError(told: readonly ToldTimeLeft[], from: number, end: number): number {
  const factors = told
    .filter(({ at }) => at >= from)
    .map(({ at, secondsLeft }) => {
      const said = Math.max(LEAST_SECONDS, secondsLeft);
      const came = Math.max(LEAST_SECONDS, end - at);
      return Math.max(said / came, came / said);
    });
  return factors.length === 0 ? NaN : Math.max(...factors);
}
