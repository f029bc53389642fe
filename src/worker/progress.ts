import type { RunProgress } from "../run/progress";

/** What there is to do for each network: training takes time by the epoch, measuring by the snapshot. */
export interface PlannedWork {
  readonly epochs: number;
  readonly snapshots: number;
}

/** Follows the networks of a run; both functions give the progress of the whole. */
export interface ProgressMeasure {
  /**
   * A network has completed this epoch and taken so many snapshots.
   * @param network its place in the plan, from 0
   */
  advance(network: number, epoch: number, snapshots: number): RunProgress;
  /** A network has ended, at its last epoch or before. */
  complete(network: number): RunProgress;
}

interface Done {
  epochs: number;
  snapshots: number;
  /** When this was heard, in milliseconds; undefined before the first word. */
  time: number | undefined;
}

/**
 * Tells the pace and the time left of all networks together. Snapshots are dense at the start and rare later, so that
 * the pace of epochs alone would promise far too long a run: what an epoch and what a snapshot takes is estimated
 * apart, and the time left is the time of the work left, at the speed with which work was done since the first word.
 * What was heard long ago counts less: a run begins slowly, and what else the machine does comes and goes.
 * @param planned of each network
 * @param clock in milliseconds, from any start
 */
export function measureProgress(planned: readonly PlannedWork[], clock: () => number): ProgressMeasure {
  const networks = planned.length;
  const whole = {
    epochs: planned.reduce((sum, { epochs }) => sum + epochs, 0),
    snapshots: planned.reduce((sum, { snapshots }) => sum + snapshots, 0),
  };
  const doneBy = Array.from({ length: networks }, (): Done => ({ epochs: 0, snapshots: 0, time: undefined }));
  const costs = new CostEstimate();
  const done = { epochs: 0, snapshots: 0 };
  /** Work that will not be done: a network that diverges ends early. */
  const skipped = { epochs: 0, snapshots: 0 };
  let completed = 0;
  let first: { readonly epochs: number; readonly time: number } | undefined;
  /** Work since the first word and the time that it took, faded. */
  const recent = { epochs: 0, snapshots: 0, seconds: 0, until: 0 };

  /** Lets everything before this moment count in the proportion of the time before it to all time. */
  const moveTo = (time: number): void => {
    if (first !== undefined && time > recent.until) {
      const share = (recent.until - first.time) / (time - first.time);
      costs.fade(share);
      recent.epochs *= share;
      recent.snapshots *= share;
      recent.seconds = share * recent.seconds + (time - recent.until) / 1000;
    }
    recent.until = time;
  };
  const tell = (time: number): RunProgress => {
    first ??= { epochs: done.epochs, time };
    const seconds = (time - first.time) / 1000;
    const trained = done.epochs - first.epochs;
    const epoch = done.epochs + skipped.epochs;
    const left = {
      epochs: whole.epochs - epoch,
      snapshots: Math.max(0, whole.snapshots - done.snapshots - skipped.snapshots),
    };
    const workDone = costs.workOf(recent.epochs, recent.snapshots);
    const workLeft = costs.workOf(left.epochs, left.snapshots);
    return {
      epoch,
      epochs: whole.epochs,
      ...(trained > 0 && seconds > 0 ? { epochsPerSecond: trained / seconds } : {}),
      ...(workDone > 0 ? { secondsLeft: (recent.seconds * workLeft) / workDone } : {}),
      ...(networks === 1 ? {} : { networks: { completed, planned: networks } }),
    };
  };
  return {
    advance: (network, epoch, snapshots) => {
      const time = clock();
      const before = doneBy[network]!;
      const more = { epochs: epoch - before.epochs, snapshots: snapshots - before.snapshots };
      moveTo(time);
      if (first !== undefined) {
        recent.epochs += more.epochs;
        recent.snapshots += more.snapshots;
      }
      if (before.time !== undefined) {
        costs.add(more.epochs, more.snapshots, time - before.time);
      }
      done.epochs += more.epochs;
      done.snapshots += more.snapshots;
      doneBy[network] = { epochs: epoch, snapshots, time };
      return tell(time);
    },
    complete: (network) => {
      const { epochs, snapshots } = doneBy[network]!;
      completed++;
      skipped.epochs += planned[network]!.epochs - epochs;
      skipped.snapshots += planned[network]!.snapshots - snapshots;
      const time = clock();
      moveTo(time);
      return tell(time);
    },
  };
}

/** What an epoch and what a snapshot takes, by least squares over what was heard; neither is below 0. */
class CostEstimate {
  private epochsSquared = 0;
  private snapshotsSquared = 0;
  private mixed = 0;
  private epochsTime = 0;
  private snapshotsTime = 0;

  add(epochs: number, snapshots: number, time: number): void {
    this.epochsSquared += epochs * epochs;
    this.snapshotsSquared += snapshots * snapshots;
    this.mixed += epochs * snapshots;
    this.epochsTime += epochs * time;
    this.snapshotsTime += snapshots * time;
  }

  /** Lets what was heard so far count so much less. */
  fade(share: number): void {
    this.epochsSquared *= share;
    this.snapshotsSquared *= share;
    this.mixed *= share;
    this.epochsTime *= share;
    this.snapshotsTime *= share;
  }

  /** The time that so much work takes; on a scale of its own as long as the two cannot be told apart. */
  workOf(epochs: number, snapshots: number): number {
    const { epoch, snapshot } = this.solve();
    return epochs * epoch + snapshots * snapshot;
  }

  private solve(): { readonly epoch: number; readonly snapshot: number } {
    const { epochsSquared, snapshotsSquared, mixed, epochsTime, snapshotsTime } = this;
    const determinant = epochsSquared * snapshotsSquared - mixed * mixed;
    if (determinant <= COLLINEAR * epochsSquared * snapshotsSquared) {
      // One always came with as many of the other: which of them took the time is not known.
      return { epoch: Math.sqrt(epochsSquared), snapshot: Math.sqrt(snapshotsSquared) };
    }
    const epoch = (epochsTime * snapshotsSquared - snapshotsTime * mixed) / determinant;
    const snapshot = (snapshotsTime * epochsSquared - epochsTime * mixed) / determinant;
    if (epoch < 0) {
      return { epoch: 0, snapshot: snapshotsTime / snapshotsSquared };
    }
    return snapshot < 0 ? { epoch: epochsTime / epochsSquared, snapshot: 0 } : { epoch, snapshot };
  }
}

/** Share of the largest determinant below which a fit says nothing. */
const COLLINEAR = 1e-6;
