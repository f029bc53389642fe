/** The end of a network whose losses were no longer finite. */
export interface Divergence {
  readonly epoch: number;
  /** What it means and what helps, in whole sentences. */
  readonly advice: string;
}

/**
 * A run that another window or process writes is "elsewhere" while it goes on; one without an end is "interrupted"; a
 * stored one is "opening" until its file has been read.
 */
export type RunStatus =
  "opening" | "running" | "elsewhere" | "completed" | "canceled" | "failed" | "interrupted";

/** How far a run is, all its networks together. */
export interface RunProgress {
  readonly epoch: number;
  readonly epochs: number;
  /** Left out if the run has one network. */
  readonly networks?: { readonly completed: number; readonly planned: number };
  /** Left out while it is not yet known: a message to a view holds NaN in tables only. */
  readonly epochsPerSecond?: number;
  readonly secondsLeft?: number;
  /** What the threads that train hold, in mebibytes. Left out before they have said so. */
  readonly memoryMebibytes?: number;
}
