/**
 * What the editor and a view (panel or side view) say to each other. The host owns the run; a view is told the
 * whole of it when it is ready, and after that only what is new. Types only: this file is all of src, besides
 * the channel, that browser code sees.
 */

/** Rows of figures, row-major. More rows are appended by concatenation; NaN stays NaN on the way. */
export interface Table {
  readonly columns: number;
  readonly values: Float64Array;
}

/**
 * Columns of a cell's epoch table: epoch, training loss, test loss, training accuracy, test accuracy; then for
 * each layer the gradients' mean norm, their deviation (both as in `LayerGradient`) and the weight norm.
 */
export const EPOCH_COLUMNS_FIXED = 5;
export const EPOCH_COLUMNS_PER_LAYER = 3;

/** Columns of a cell's snapshot table: epoch; then for each layer I(X;T) and I(T;Y) in bits, over all rows. */
export const SNAPSHOT_COLUMNS_FIXED = 1;
export const SNAPSHOT_COLUMNS_PER_LAYER = 2;

export interface LayerLabel {
  readonly name: string;
  readonly units: number;
  readonly activation: string;
  /** What I(X;T) is measured by, e.g. "30 bins over [-1, 1]". */
  readonly resolution: string;
}

/** One network of the run. */
export interface CellView {
  readonly variant: number;
  readonly seed: number;
  readonly layers: readonly LayerLabel[];
  readonly datasetName: string;
  readonly rows: number;
  readonly trainingRows: number;
  readonly classes: number;
  /** H(X), H(Y) and I(X;Y) in bits. */
  readonly inputEntropy: number;
  readonly labelEntropy: number;
  readonly inputLabelInformation: number;
  readonly engine: string;
  readonly estimator: string;
  readonly batchesPerEpoch: number;
  readonly epochs: Table;
  readonly snapshots: Table;
  /** Distinct sentences of estimator flags and findings, for the notes under the picture. */
  readonly notes: readonly string[];
}

export type RunStatus = "running" | "completed" | "cancelled" | "failed" | "interrupted";

export interface RunProgress {
  readonly epoch: number;
  readonly epochs: number;
  /** NaN while it is not yet known. */
  readonly epochsPerSecond: number;
  readonly secondsLeft: number;
}

export interface RunView {
  readonly runId: string;
  readonly configName: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly status: RunStatus;
  /** Why it failed, as a sentence for a person. */
  readonly failure?: string;
  readonly progress?: RunProgress;
  readonly cells: readonly CellView[];
}

/** What a view shows when there is no run to draw. */
export type IdleReason = "no-config" | "no-run" | "untrusted" | "run-unavailable" | "loading";

/** New rows of one cell. */
export interface CellDelta {
  readonly cellIndex: number;
  readonly epochs?: Table;
  readonly snapshots?: Table;
  readonly notes?: readonly string[];
}

export type HostToView =
  | {
      readonly type: "run/snapshot";
      /** Counts the messages to this view; a gap makes the view ask again. */
      readonly sequence: number;
      readonly run: RunView;
    }
  | {
      readonly type: "run/delta";
      readonly sequence: number;
      readonly runId: string;
      readonly status: RunStatus;
      readonly failure?: string;
      readonly progress?: RunProgress;
      readonly cells: readonly CellDelta[];
    }
  | {
      readonly type: "run/none";
      readonly sequence: number;
      readonly reason: IdleReason;
      readonly detail?: string;
    };

export const VIEW_ACTIONS = [
  "run",
  "cancel",
  "openPanel",
  "createSampleConfig",
  "showLog",
  "openConfig",
  "manageTrust",
] as const;
export type ViewAction = (typeof VIEW_ACTIONS)[number];

export type ViewToHost =
  /** The view's script runs and wants the whole picture. */
  | { readonly type: "view/ready" }
  /** A sequence number was missed. */
  | { readonly type: "view/resync" }
  | { readonly type: "view/action"; readonly action: ViewAction }
  | { readonly type: "view/error"; readonly message: string; readonly stack: string };

/** What a view keeps over a reload of the window. */
export interface PersistedViewState {
  readonly version: 1;
  readonly runId?: string;
  readonly hiddenLayers: readonly number[];
}
