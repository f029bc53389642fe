import type { CursorMarks } from "./cursorMarks";
import type { ZoomWindow } from "./zoomWindow";

/** What is on a canvas now. */
export interface DrawnChart {
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  /** Where its axes end, in CSS pixels of the canvas. */
  readonly area: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  readonly lines: readonly { readonly label: string; readonly points: number }[];
  /** Thin lines behind. */
  readonly traces: number;
  /** What follows the cursor; undefined if nothing does. */
  readonly cursor: CursorMarks | undefined;
  /** What its axes show. */
  readonly window: ZoomWindow | undefined;
  /** How often it was drawn since the view was opened. */
  readonly draws: number;
}
