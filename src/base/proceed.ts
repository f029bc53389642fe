/** What is thrown where work is stopped. Only who told the work to stop catches it. */
export class Stopped extends Error {
  override readonly name = "Stopped";

  constructor() {
    super("The work was stopped before its end.");
  }
}

/**
 * Says that the work goes on, and ends it when it is no longer wanted: a worker that is not heard of for long is taken
 * for dead. Whatever may take seconds calls it many times a second, from within its longest loops.
 * @throws {Stopped} once the work is no longer wanted, and at every call after that
 */
export type Proceed = () => void;

/** For work that nobody watches. */
export const alwaysProceed: Proceed = () => undefined;

/** Steps of a cheap loop between two calls of `proceed`, less one: some milliseconds' work. A mask for `&`. */
export const PROCEED_MASK = 0xffff;
