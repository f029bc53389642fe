import { fail } from "./failure";

/**
 * Asks whether to go on, and says at the same time that the work goes on: a worker that is not heard of for long
 * is taken for dead. Whatever may take seconds calls it many times a second, from within its longest loops.
 * @returns false once the work is no longer wanted; it never says true again after that
 */
export type Proceed = () => boolean;

/** For work that nobody watches. */
export const alwaysProceed: Proceed = () => true;

/** Steps of a cheap loop between two calls of `proceed`, less one: some milliseconds' work. A mask for `&`. */
export const PROCEED_MASK = 0xffff;

/** What a function gives back that was told to stop; nobody sees it but the caller who told it. */
export const STOPPED = fail("run/stopped", "The work was stopped before its end.");
