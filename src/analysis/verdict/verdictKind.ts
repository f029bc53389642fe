import type { CellResult } from "../cellResult";
import type { Said } from "../said";
import type { LearningFigures } from "../learning";

/** What one trained network asks for, with the figures that say so. */
export type Verdict<Code extends string = string> = Said & { readonly code: Code };

/** One verdict, and when it holds. */
export interface VerdictKind<Code extends string = string> {
  /** @param learning undefined if no epoch was recorded */
  readonly judge: (result: CellResult, learning: LearningFigures | undefined) => Verdict<Code> | undefined;
}
