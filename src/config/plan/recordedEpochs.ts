/**
 * Whole numbers from 1 to `last`, logarithmically spaced, the first and the last among them: at most `count` of
 * them (at least two where `last` > 1), fewer where neighbors round to the same epoch.
 */
export function logarithmicEpochs(last: number, count: number): number[] {
  const epochs = new Set<number>();
  for (let i = 0; i < count; i++) {
    epochs.add(Math.round(last ** (i / Math.max(1, count - 1))));
  }
  epochs.add(last);
  return [...epochs].sort((a, b) => a - b);
}

/** Epochs at which the information plane gets a point: 0, the network as it was initialized, and then these. */
export function snapshotEpochs(last: number, count: number): number[] {
  return [0, ...logarithmicEpochs(last, count - 1)];
}
