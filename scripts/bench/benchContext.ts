import type { TrainingEngine } from "../../src/training/engine/trainingEngine";
import type { Compiler, Python } from "./findTools";

/** What the measurements are given. */
export interface BenchContext {
  readonly quick: boolean;
  /** A folder for their files, thrown away at the end. */
  readonly folder: string;
  readonly python: Python | undefined;
  readonly compiler: Compiler | undefined;
  /** An engine, or why it is not here. */
  readonly fused: TrainingEngine | string;
  readonly tfjs: TrainingEngine | string;
  /** Processors that all threads and all workers may use. */
  readonly cores: number;
  readonly say: (line: string) => void;
}

/** In the place of a contender whose program is not on this machine. */
export const NOT_FOUND = "not found";
