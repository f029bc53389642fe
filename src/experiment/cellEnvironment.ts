import type { FileSource } from "../data/fileSource";
import type { Result } from "../failure";
import type { TrainingEngine } from "../training/trainingEngine";

/** What a cell needs from the thread it runs in. */
export interface CellEnvironment {
  readonly files: FileSource;
  readonly createEngine: (name: "auto" | "tfjs") => Promise<Result<TrainingEngine>>;
  readonly memoryLimitMebibytes: number;
  /** Milliseconds, from any start. */
  readonly clock: () => number;
  /** Called many times a second while the cell works; the cell stops when it says false. */
  readonly proceed: () => boolean;
  /** Epochs completed; called after each. */
  readonly onEpoch: (epoch: number) => void;
  readonly onLog: (line: string) => void;
}
