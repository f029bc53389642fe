import type { AnnotationCurve } from "../../kit/annotations";
import type { ChartTheme } from "../../kit/theme";

/** The look of a line of the bound, in the chart and in its key. */
export type LineStyle = Pick<AnnotationCurve, "color" | "width" | "dash">;

/** The bound: of none of the epochs' colors, and thin and gray where it says nothing of the data. */
export function boundStyle(theme: ChartTheme, trivial: boolean): LineStyle {
  return trivial
    ? { color: theme.muted, width: 1, dash: [] }
    : { color: theme.text, width: theme.lineWidth + 0.75, dash: [9, 3] };
}

/** What a finite sample guarantees of the bound. */
export function worstStyle(theme: ChartTheme): LineStyle {
  return { color: theme.text, width: theme.lineWidth - 0.25, dash: [3, 3] };
}
