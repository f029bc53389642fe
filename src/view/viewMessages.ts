/**
 * What the editor and a view (panel or side view) say to each other. The host owns the run; a view is told the
 * whole of it when it is ready, and after that only what is new. This file is all of src, besides the channel, that
 * browser code sees.
 */
import type { Divergence, RunProgress, RunStatus } from "../run/progress";
import type { Table } from "./tables";

/** Of runs that ended before their end, and can be gone on with. */
export const UNFINISHED: readonly RunStatus[] = ["canceled", "interrupted"];

export interface LayerLabel {
  readonly name: string;
  readonly units: number;
  readonly activation: string;
}

/**
 * What the interval of an estimate is: bounds that its authors give, a 95 % interval from resampling the rows, or
 * 1.96 standard errors of the estimator's own random numbers. Never the spread over networks.
 */
export type EstimateSpread = "bounds" | "confidence" | "monteCarlo";

/** One of the estimators that measured the same activations. */
export interface EstimatorLabel {
  /** Its name among those of the run: "binning", and "binning 2" where a run has two. */
  readonly key: string;
  /** "binning", "KDE bounds". */
  readonly title: string;
  /** What I(X;T) is measured by in each layer, e.g. "30 bins over [-1, 1]". */
  readonly resolutions: readonly string[];
  /** Left out if the estimates are single figures. */
  readonly spread?: EstimateSpread;
  /** For each layer the movement of I(X;T) that the estimator makes by itself; left out if there is none. */
  readonly uncounted?: readonly ("rise" | "fall" | "none")[];
  /** It measures another quantity than Shannon's information, which the bound is of. */
  readonly hasNoBound?: true;
}

/** The information-bottleneck bound of the data: no layer can lie above it. */
export interface BoundView {
  /** What the bound is of: "p(y|x) of the data", "inputs seen through noise of σ = 0.5". */
  readonly of: string;
  /** Y is a function of X: the bound is min(I(X;T), H(Y)), whatever the data. */
  readonly trivial: boolean;
  /** How far the drawn curve may lie from the true one, in bits. */
  readonly accuracy: number;
  /** Rows in rising order of I(X;T), with the columns of `BOUND_FIGURES`. */
  readonly curve: Table;
  /** Whole sentences on how to read it. */
  readonly notes: readonly string[];
}

/** A sentence on how far to trust what is shown. */
export interface ViewNote {
  readonly text: string;
  /** The estimator that it speaks of, by its key; left out if it speaks of the run. */
  readonly estimator?: string;
  /** Set of the one note that says what the network asks for. */
  readonly verdict?: ViewVerdict;
}

/** What the network asks for, beside the words. */
export interface ViewVerdict {
  /** The same for networks that ask for the same. */
  readonly code: string;
  readonly severity: "information" | "warning";
  /** The field and the value that the config is better given: "training.epochs: 4000"; left out if there is none. */
  readonly change?: string;
}

/** One network of the run. */
export interface CellView {
  /** Its place among all networks of the run, from 1, also those that have not begun. */
  readonly position: number;
  readonly variant: number;
  /** The variant in words; left out if the study has one. */
  readonly variantName?: string;
  readonly seed: number;
  readonly layers: readonly LayerLabel[];
  readonly datasetName: string;
  readonly rows: number;
  readonly trainingRows: number;
  readonly classes: number;
  /** Share of the rows in the largest class. */
  readonly largestClass: number;
  readonly columns: number;
  /** One a column; left out where they are not known. */
  readonly inputNames?: readonly string[];
  /** The data is every pattern of so many bits as there are columns; left out elsewhere. */
  readonly isAllPatterns?: true;
  /** The bits of a pattern stand for the vertices of an icosahedron, as in the paper's task; left out elsewhere. */
  readonly isOnSphere?: true;
  /** The smallest and the largest input as the data has them; left out if it is not known. */
  readonly inputRange?: readonly [number, number];
  /** Whether the inputs were standardized; left out if a run of an earlier version does not say. */
  readonly standardized?: boolean;
  /** H(X), H(Y) and I(X;Y) in bits. */
  readonly inputEntropy: number;
  readonly labelEntropy: number;
  readonly inputLabelInformation: number;
  readonly engine: string;
  /** In the order of the config; the first is the one that findings rest on. */
  readonly estimators: readonly EstimatorLabel[];
  /** Left out until it is known, and where the config asks for none. */
  readonly bound?: BoundView;
  readonly batchesPerEpoch: number;
  /** Left out of a network that did not diverge, or not yet. */
  readonly divergence?: Divergence;
  readonly epochs: Table;
  readonly snapshots: Table;
  /** Findings and the estimators' flags, for the notes under the picture; each text once an estimator. */
  readonly notes: readonly ViewNote[];
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
  /** How much of its file has been read, 0 to 1, while it is being opened. */
  readonly openedShare?: number;
  /** How many networks the run has, also those that have not begun. */
  readonly networks: number;
  /** The config as it was, as JSON; left out if the run has none that can be read. */
  readonly config?: string;
  /** What recorded the run, with its version. */
  readonly tool?: string;
  /** Those that have begun, in the order of their places. */
  readonly cells: readonly CellView[];
}

/** What a view shows when there is no run to draw. */
export type IdleReason = "no-config" | "no-run" | "untrusted" | "run-unavailable" | "run-damaged" | "loading";

/** New rows of one cell that the view has. */
export interface CellDelta {
  /** Its index among the cells that the view has, those that begin with the same message among them. */
  readonly cellIndex: number;
  readonly epochs?: Table;
  readonly snapshots?: Table;
  readonly bound?: BoundView;
  readonly divergence?: Divergence;
  /** All notes, in place of those before. */
  readonly notes?: readonly ViewNote[];
}

/**
 * What a view may know of a network's neurons at its snapshots: the weights and biases of a small network, layer by layer as
 * [input][unit], then the biases; and where the activations lie, in the order of `HISTOGRAM_FIGURES` and the parts behind.
 */
export const NEURON_LISTS = ["weights", "histograms"] as const;
export type NeuronList = (typeof NEURON_LISTS)[number];

/** One of these. */
export interface NeuronsOfSnapshots {
  readonly of: NeuronList;
  readonly runId: string;
  /** Its place in the run. */
  readonly position: number;
  /** Those before are left out. */
  readonly after: number;
  readonly epochs: readonly number[];
  /** One list an epoch. */
  readonly values: readonly (Float32Array | Float64Array)[];
  /** The estimator whose bins the parts of the histograms are; left out if they are those of none. */
  readonly estimator?: string;
}

/** How the config that a run was made from stands to the file of today. */
export type ConfigState = "same" | "changed" | "gone";

export type HostToView =
  | {
      readonly type: "run/snapshot";
      /** Counts the messages to this view; a gap makes the view ask again. */
      readonly sequence: number;
      readonly run: RunView;
      /** The address of its file; a view keeps it over a reload, and does nothing else with it. */
      readonly file?: string;
    }
  | {
      readonly type: "run/delta";
      readonly sequence: number;
      readonly runId: string;
      readonly status: RunStatus;
      readonly failure?: string;
      readonly progress?: RunProgress;
      readonly openedShare?: number;
      /** Cells that the view does not have yet, whole. */
      readonly begun?: readonly CellView[];
      readonly cells: readonly CellDelta[];
    }
  /** Other runs to be drawn beside this one, all that there are; none of the numbered messages. */
  | { readonly type: "run/compared"; readonly runId: string; readonly runs: readonly RunView[] }
  /** How the run's config stands to its file; none of the numbered messages. */
  | { readonly type: "run/config"; readonly runId: string; readonly state: ConfigState }
  /** Comes when it is asked for, and is none of the numbered messages. */
  | ({ readonly type: "run/neurons" } & NeuronsOfSnapshots)
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
  "openExample",
  "showLog",
  "openConfig",
  "openAdvice",
  "openRunConfig",
  "compareConfig",
  "compareRuns",
  "resumeRun",
  "compareRunConfigs",
  "endComparison",
  "exportCsv",
  "exportJson",
  "mentionImage",
  "manageTrust",
] as const;
export type ViewAction = (typeof VIEW_ACTIONS)[number];

/** What a view makes files of. */
export const SAVED_FORMATS = ["svg", "png", "gif"] as const;
export type SavedFormat = (typeof SAVED_FORMATS)[number];

export type ViewToHost =
  /** The view's script runs and wants the whole picture. */
  | { readonly type: "view/ready" }
  /** The view wants to know more of a network's neurons, at snapshots after an epoch. */
  | {
      readonly type: "view/neurons";
      readonly of: NeuronList;
      readonly position: number;
      readonly after: number;
    }
  /** A sequence number was missed. */
  | { readonly type: "view/resync" }
  | { readonly type: "view/action"; readonly action: ViewAction }
  /** Opens the config of the run, as it is today, at a field. */
  | { readonly type: "view/openField"; readonly path: readonly string[] }
  /** Saves a file that the view made, where the person says. */
  | { readonly type: "view/save"; readonly format: SavedFormat; readonly data: string | Uint8Array }
  /** Puts a text on the clipboard. */
  | { readonly type: "view/copy"; readonly text: string }
  | { readonly type: "view/error"; readonly message: string; readonly stack: string };

/** One network by its place in the run, or the mean over those of a variant. */
export type NetworkChoice =
  | { readonly kind: "network"; readonly position: number }
  | { readonly kind: "mean"; readonly variant: number };

/** What is drawn of the gradients, by layer: mean ÷ deviation, that times √batches, or both by themselves. */
export const GRADIENT_FIGURES = ["signalToNoise", "t", "meanAndDeviation"] as const;
export type GradientFigure = (typeof GRADIENT_FIGURES)[number];

/** The planes that stand side by side: one alone, those of some epochs, or those of the study's variants. */
export const PLANE_ARRANGEMENTS = ["one", "epochs", "layers", "variants"] as const;
export type PlaneArrangement = (typeof PLANE_ARRANGEMENTS)[number];

/** How the epochs lie on the axis that all pictures over them have: by default so that the first ones have room. */
export const EPOCH_AXES = ["logarithmic", "linear"] as const;
export type EpochAxis = (typeof EPOCH_AXES)[number];

/** What can be opened below the pictures. */
export const DRAWERS = ["table", "neurons", "details"] as const;
export type DrawerName = (typeof DRAWERS)[number];

/** What a view keeps over a reload of the window. */
export interface PersistedViewState {
  readonly version: 1;
  readonly runId?: string;
  /** The address of the run's file: copies of a file have the same run. */
  readonly runFile?: string;
  readonly hiddenLayers: readonly number[];
  /** The estimator that is drawn, by its key. */
  readonly estimator?: string;
  /** All estimators are drawn side by side. */
  readonly comparing?: true;
  readonly boundHidden?: true;
  /** The epoch that the reader looked at; left out if the newest was followed. */
  readonly cursor?: number;
  /** Left out of what was not changed. */
  readonly smoothing?: number;
  readonly epochAxis?: EpochAxis;
  readonly gradientFigure?: GradientFigure;
  readonly network?: NetworkChoice;
  readonly planes?: PlaneArrangement;
  readonly drawer?: DrawerName;
}
