import type { RunProgress } from "../protocol/viewMessages";

/** Follows a cell's epochs and tells the rate and the time left, from the pace since the first epoch heard of. */
export function measureProgress(epochs: number, clock: () => number): (epoch: number) => RunProgress {
  let first: { readonly epoch: number; readonly time: number } | undefined;
  return (epoch) => {
    const time = clock();
    first ??= { epoch, time };
    const epochsPerSecond = epoch > first.epoch ? (1000 * (epoch - first.epoch)) / (time - first.time) : NaN;
    return { epoch, epochs, epochsPerSecond, secondsLeft: (epochs - epoch) / epochsPerSecond };
  };
}
