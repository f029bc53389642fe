import type { ConfigPath } from "../../base/failure";
import type { CellResult } from "../cellResult";
import type { ConfigChange } from "../configChange";
import type { LearningFigures } from "../learning";

/** Why a network has not learned (all of) its task. */
export interface Cause {
  /** What was seen, with its figures, and what to do: whole sentences. */
  readonly message: string;
  readonly path: ConfigPath;
  /** The first thing to try, if it is one value. */
  readonly change?: ConfigChange;
}

/** One cause, and whether the figures of a training speak for it. */
export interface CauseKind<Code extends string = string> {
  readonly code: Code;
  /** Whether its remedy helps only if the inputs say something about the labels. */
  readonly needsSignal?: true;
  /** @param learning undefined if no epoch was recorded */
  readonly find: (result: CellResult, learning: LearningFigures | undefined) => Cause | undefined;
}
