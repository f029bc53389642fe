import { shuffleInPlace, type RandomStream } from "../../base/random";

/** Row numbers of the training and of the test set, each in rising order; no row is in both, every row is in one. */
export interface RowSplit {
  readonly training: Uint32Array;
  readonly test: Uint32Array;
}

/**
 * Splits `rows` rows at random, `trainingFraction` of them (in (0, 1), rounded to whole rows) for training. Both
 * sets get at least one row; `rows` is at least 2.
 */
export function splitRows(rows: number, trainingFraction: number, random: RandomStream): RowSplit {
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  shuffleInPlace(order, random);
  const training = Math.min(Math.max(Math.round(rows * trainingFraction), 1), rows - 1);
  return { training: order.slice(0, training).sort(), test: order.slice(training).sort() };
}
