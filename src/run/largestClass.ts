/** The largest of the classes' shares: the accuracy of always answering that class. */
export function largestShare(classShares: readonly number[]): number {
  return Math.max(...classShares);
}
