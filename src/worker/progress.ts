import type { RunProgress } from "../protocol/viewMessages";

/** Follows the networks of a run; both functions give the progress of the whole. */
export interface ProgressMeasure {
  /** A network has completed this epoch. @param network its place in the plan, from 0 */
  advance(network: number, epoch: number): RunProgress;
  /** A network has ended, at its last epoch or before. */
  complete(network: number): RunProgress;
}

/**
 * Tells the pace and the time left of all networks together, from the pace since the first epoch heard of.
 * @param epochs of each network
 * @param clock in milliseconds, from any start
 */
export function measureProgress(networks: number, epochs: number, clock: () => number): ProgressMeasure {
  const epochOf = new Array<number>(networks).fill(0);
  let trained = 0;
  /** Epochs that will not be trained: a network that diverges ends early. */
  let skipped = 0;
  let completed = 0;
  let first: { readonly trained: number; readonly time: number } | undefined;
  const advanceTo = (network: number, epoch: number): void => {
    trained += epoch - epochOf[network]!;
    epochOf[network] = epoch;
  };
  const tell = (): RunProgress => {
    const time = clock();
    first ??= { trained, time };
    const epochsPerSecond =
      trained > first.trained ? (1000 * (trained - first.trained)) / (time - first.time) : NaN;
    const epoch = trained + skipped;
    return {
      epoch,
      epochs: networks * epochs,
      epochsPerSecond,
      secondsLeft: (networks * epochs - epoch) / epochsPerSecond,
      ...(networks === 1 ? {} : { networks: { completed, planned: networks } }),
    };
  };
  return {
    advance: (network, epoch) => {
      advanceTo(network, epoch);
      return tell();
    },
    complete: (network) => {
      completed++;
      skipped += epochs - epochOf[network]!;
      return tell();
    },
  };
}
