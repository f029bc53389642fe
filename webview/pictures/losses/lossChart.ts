import { formatCount, formatFigure } from "../../kit/formatNumber";
import type { LossLine, LossView } from "./lossView";
import { text } from "../../kit/strings";
import { createLinearAxis, TIME_AXIS } from "../../kit/axes";
import { createAnnotationStyle } from "../../kit/chartOptions";
import type { ChartSpec, Density } from "../../kit/chartSpec";
import type { CursorMarks } from "../../kit/cursorMarks";
import { SECOND_LINE_DASH, type ChartTheme } from "../../kit/theme";
import {
  createTimeLine,
  createTimeOptions,
  createTimeTraces,
  markTimeCursor,
  type TimeLineStyle,
} from "../../kit/timeChart";
import { drawTimeMarks } from "../../kit/timeMarks";

/** Places in the palette; the axes of the two quantities are told apart by it, their rows by the dash. */
const COLOR_OF = { loss: 1, accuracy: 0 } as const;

export function lossColor(theme: ChartTheme, quantity: LossLine["quantity"]): string {
  return theme.palette[COLOR_OF[quantity]]!;
}

/** Loss (left axis) and accuracy (right axis) as a chart: training solid, test dashed. */
export function createLossChart(view: LossView, theme: ChartTheme, density: Density): ChartSpec {
  const axis = { theme, density, direction: "y" } as const;
  const options = createTimeOptions({
    theme,
    density,
    xRange: view.xRange,
    xTitle: view.xTitle,
    describe: (line, point) => describePoint(view, line, point),
  });
  const styles = view.lines.map((line) => styleOf(line, theme));
  return {
    data: { datasets: view.lines.map((line, index) => createTimeLine(line, styles[index]!, theme)) },
    options: {
      ...options,
      scales: {
        ...options.scales,
        y: createLinearAxis({
          ...axis,
          range: [0, view.lossMax],
          title: [view.lossTitle],
          width: TIME_AXIS[density].left,
        }),
        accuracy: createLinearAxis({
          ...axis,
          range: [0, 1],
          title: [view.accuracyTitle],
          atRight: true,
          width: TIME_AXIS[density].right,
        }),
      },
    },
    annotations: {
      ...createAnnotationStyle(theme),
      // Traces are drawn by the left axis only.
      traces: view.lines.flatMap((line, index) =>
        line.quantity === "loss" ? createTimeTraces(line, styles[index]!, theme) : [],
      ),
      lines: drawTimeMarks(view.marks, theme, false),
      tags: [],
      signs: view.lines.flatMap(({ quantity, gaps }) =>
        gaps.map((x) => ({ x, y: "bottom", sign: "cross", color: lossColor(theme, quantity) }) as const),
      ),
    },
  };
}

/** The epoch of the cursor, and each line's recorded figure there. */
export function markLossCursor(
  { lines, xRange }: LossView,
  theme: ChartTheme,
  epoch: number | undefined,
): CursorMarks {
  return markTimeCursor(
    lines.map((line) => ({ ...line, ...styleOf(line, theme) })),
    xRange,
    epoch,
  );
}

function styleOf({ quantity, rows, title }: LossLine, theme: ChartTheme): Required<TimeLineStyle> {
  return {
    label: title,
    color: lossColor(theme, quantity),
    dash: rows === "test" ? SECOND_LINE_DASH : [],
    axis: quantity === "loss" ? "y" : "accuracy",
  };
}

function describePoint({ lines }: LossView, line: number, index: number): readonly string[] {
  const { title, points, smoothed } = lines[line]!;
  const { x, y } = (smoothed ?? points)[index]!;
  return [text("tooltipEpoch", formatCount(x)), `${title}  ${formatFigure(y)}`];
}
