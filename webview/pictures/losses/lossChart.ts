import type { ChartDataset, Point } from "chart.js";
import { formatCount, formatFigure } from "../../kit/formatNumber";
import type { LossLine, LossView } from "./lossView";
import { isIsolated } from "../../kit/series";
import { text } from "../../kit/strings";
import { createLinearAxis, createLogarithmicAxis } from "../../kit/axes";
import { createAnnotationStyle, createBaseOptions } from "../../kit/chartOptions";
import type { ChartSpec, Density } from "../../kit/chartSpec";
import { layerColor, SECOND_LINE_DASH, type ChartTheme } from "../../kit/theme";

/** Places in the palette; the axes of the two quantities are told apart by it, their rows by the dash. */
const COLOR_OF = { loss: 1, accuracy: 0 } as const;

export function lossColor(theme: ChartTheme, quantity: LossLine["quantity"]): string {
  return layerColor(theme, COLOR_OF[quantity]);
}

/** Loss (left axis) and accuracy (right axis) as a chart: training solid, test dashed. */
export function createLossChart(view: LossView, theme: ChartTheme, density: Density): ChartSpec {
  const axis = { theme, density };
  return {
    data: { datasets: view.lines.map((line) => createLine(line, theme)) },
    options: {
      ...createBaseOptions(theme, (dataset, point) => describePoint(view, dataset, point)),
      parsing: false,
      normalized: true,
      interaction: { mode: "index", axis: "x", intersect: false },
      layout: { padding: { top: 6, right: 2, left: 0, bottom: 0 } },
      scales: {
        x: createLogarithmicAxis({ ...axis, direction: "x", range: view.xRange, title: [view.xTitle] }),
        y: createLinearAxis({ ...axis, direction: "y", range: [0, view.lossMax], title: [view.lossTitle] }),
        accuracy: createLinearAxis({
          ...axis,
          direction: "y",
          range: [0, 1],
          title: [view.accuracyTitle],
          atRight: true,
        }),
      },
    },
    annotations: {
      ...createAnnotationStyle(theme),
      lines: [],
      tags: [],
      signs: view.lines.flatMap(({ quantity, gaps }) =>
        gaps.map((x) => ({ x, y: "bottom", sign: "cross", color: lossColor(theme, quantity) }) as const),
      ),
    },
  };
}

function createLine(
  { quantity, rows, title, points }: LossLine,
  theme: ChartTheme,
): ChartDataset<"line", Point[]> {
  const color = lossColor(theme, quantity);
  return {
    label: title,
    data: [...points],
    yAxisID: quantity === "loss" ? "y" : "accuracy",
    borderColor: color,
    borderWidth: theme.lineWidth + 0.25,
    borderDash: rows === "test" ? SECOND_LINE_DASH : [],
    clip: 5,
    // A line of one point has no length: it is shown by its point.
    pointRadius: points.map((_, index) => (isIsolated(points, index) ? 2.5 : 0)),
    pointHoverRadius: 4,
    pointBackgroundColor: color,
    pointBorderColor: color,
  };
}

function describePoint({ lines }: LossView, line: number, index: number): readonly string[] {
  const { title, points } = lines[line]!;
  const { x, y } = points[index]!;
  return [...(line === 0 ? [text("tooltipEpoch", formatCount(x))] : []), `${title}  ${formatFigure(y)}`];
}
