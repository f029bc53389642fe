import type { CellResult } from "../cellResult";
import type { Said } from "../said";

/** One thing that a run can say, when it says it, and in which words. */
export interface FindingKind<Code extends string = string> {
  readonly code: Code;
  readonly find: (result: CellResult) => readonly Said[];
}
