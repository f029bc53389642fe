import { averageNetworks, type MeanNetwork } from "./meanNetwork";
import type { RunState } from "./store";

/** A run that others are compared with, as one network. */
export interface AveragedRun extends Pick<MeanNetwork, "cell" | "snapshotDeviations"> {
  /** The config, and when the run began. */
  readonly name: string;
  readonly networks: number;
  /** Index of the estimator that is asked for, or of the first. */
  readonly estimator: number;
}

/**
 * The mean over the networks of a run's first variant; undefined of a run without networks.
 * @param estimator by its key
 */
export function averageRun(run: RunState, estimator: string | undefined): AveragedRun | undefined {
  const first = run.cells[0]?.info;
  if (first === undefined) {
    return undefined;
  }
  const { cell, snapshotDeviations, members } = averageFirstVariant(run, first.variant);
  const index = first.estimators.findIndex(({ key }) => key === estimator);
  return {
    cell,
    snapshotDeviations,
    name: `${run.configName}, ${run.createdAt.slice(0, 16).replace("T", " ")}`,
    networks: members.length,
    estimator: Math.max(0, index),
  };
}

const known = new WeakMap<RunState, MeanNetwork>();

/** Kept as long as the run is: the plane and the table ask for it, and again with every layer that is hidden. */
function averageFirstVariant(run: RunState, variant: number): MeanNetwork {
  const mean = known.get(run) ?? averageNetworks(run.cells.filter(({ info }) => info.variant === variant));
  known.set(run, mean);
  return mean;
}
