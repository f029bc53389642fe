import type { Proceed } from "../base/proceed";
import type { FileSource } from "../data/files/fileSource";
import type { Result } from "../base/failure";
import type { CellStarted } from "../run/runEvent";
import type { EngineChoice } from "../training/engines";
import type { TrainingEngine } from "../training/engine/trainingEngine";
import type { SharedWork } from "./sharedWork";
import type { MeasuringPlan, MeasuringThreads } from "./measuringThreads";

/** What estimating again needs besides activations. Arrays are row-major, over all rows. */
export interface KeptRows {
  readonly columns: number;
  readonly inputs: Float32Array;
  readonly labels: Uint16Array;
  /** p(y|x), where it is known. */
  readonly conditional: Float64Array | undefined;
  readonly trainingRows: Uint32Array;
}

/** Keeps the activations of a cell's snapshots for other estimators; what cannot be written is its own affair. */
export interface ActivationStore {
  /** Where they are kept, for the log. */
  readonly place: string;
  /** What does not change with the epochs; comes first. */
  begin(rows: KeptRows): void;
  /** @param activations of all rows, one array a layer, rows × units */
  keep(epoch: number, rows: number, activations: readonly Float32Array[]): void;
}

/** Gives back what a store kept of a cell, in the shapes that the cell's start asks for. */
export interface KeptActivations {
  rows(started: CellStarted): Result<KeptRows>;
  /** Of one snapshot, one array a layer. */
  at(epoch: number, started: CellStarted): Result<readonly Float32Array[]>;
  /** Where those of a snapshot are, for people. */
  fileOf(epoch: number): string;
}

/** Threads that a cell may have to measure while its own trains. */
export interface SpareThreads {
  readonly count: number;
  /** What the cell and these may take together. */
  readonly memoryLimitMebibytes: number;
  start(plan: MeasuringPlan, count: number): MeasuringThreads;
}

/** What a cell needs from the thread it runs in. */
export interface CellEnvironment {
  readonly files: FileSource;
  readonly createEngine: (choice: EngineChoice) => Promise<Result<TrainingEngine>>;
  /** Where activations are kept that the config wants kept; left out if nothing can be. */
  readonly activationStore?: ActivationStore | undefined;
  readonly memoryLimitMebibytes: number;
  /** What the cell is estimated to need, in MiB; called once, before it trains. Left out if nobody plans by it. */
  readonly onMemoryEstimate?: (mebibytes: number) => void;
  /** Threads to measure beside this one; left out if there are none to spare. */
  readonly measuring?: SpareThreads | undefined;
  /** What earlier cells of this thread did that this one need not do again; left out if there is none. */
  readonly shared?: SharedWork;
  /** Milliseconds, from any start. */
  readonly clock: () => number;
  /** Called many times a second while the cell works; the cell stops when it throws. */
  readonly proceed: Proceed;
  /** Some steps give no sign of life for so long; left out if nobody waits for one. */
  readonly foretellStep?: (milliseconds: number) => void;
  /**
   * Epochs completed and snapshots taken; called after each of both.
   * @param turns whether training turns to measuring here, or back: the time between two turns belongs to one kind
   */
  readonly onEpoch: (epoch: number, snapshots: number, turns: boolean) => void;
  readonly onLog: (line: string) => void;
}
