import type { EpochAxis } from "../../src/view/viewMessages";

/**
 * The ends of the axis of epochs. A logarithmic one has no 0, so it begins with the first epoch; a linear one begins with
 * epoch 0, and is told by that.
 */
export type EpochRange = readonly [first: 0 | 1, last: number];

export function rangeOfEpochs(axis: EpochAxis, last: number): EpochRange {
  return [axis === "linear" ? 0 : 1, Math.max(2, last)];
}

export function isLinear([first]: EpochRange): boolean {
  return first === 0;
}
