import type { ChartSpec } from "../kit/chartSpec";
import type { KeyEntry } from "../kit/keyEntry";
import type { CursorMarks } from "../kit/cursorMarks";

/** One chart of the view, ready to be written to a file. */
export interface Figure {
  readonly title: string;
  readonly spec: ChartSpec;
  readonly cursor: CursorMarks | undefined;
  readonly key: readonly KeyEntry[];
}
