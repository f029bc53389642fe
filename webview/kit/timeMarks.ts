import type { AnnotationLine } from "./annotations";
import { fade } from "./color";
import { text } from "./strings";
import type { ChartTheme } from "./theme";

/** An epoch at which something turns, marked in all charts over epochs. */
export interface TimeMark {
  readonly kind: "onset" | "transition";
  /** Median over the networks that have it. */
  readonly epoch: number;
}

/** @param labeled in one of the charts that stand below each other */
export function drawTimeMarks(
  marks: readonly TimeMark[],
  theme: ChartTheme,
  labeled: boolean,
): readonly AnnotationLine[] {
  return marks.map(({ kind, epoch }) => ({
    axis: "x",
    value: Math.max(1, epoch),
    color: fade(theme.text, 0.7),
    ...(labeled ? { label: text(kind === "onset" ? "markOnset" : "markTransition") } : {}),
  }));
}
