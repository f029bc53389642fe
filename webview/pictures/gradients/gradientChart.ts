import {
  LABEL_ROW_HEIGHT,
  type AnnotationLine,
  type Annotations,
  type AnnotationSign,
} from "../../kit/annotations";
import { createLogarithmicAxis, TIME_AXIS } from "../../kit/axes";
import { createAnnotationStyle } from "../../kit/chartOptions";
import type { ChartSpec, Density } from "../../kit/chartSpec";
import { fade } from "../../kit/color";
import type { CursorMarks } from "../../kit/cursorMarks";
import { formatCount, formatFigure } from "../../kit/formatNumber";
import { text as sharedText } from "../../kit/strings";
import { layerColor, SECOND_LINE_DASH, type ChartTheme } from "../../kit/theme";
import { createTimeLine, createTimeOptions, createTimeTraces, markTimeCursor } from "../../kit/timeChart";
import type { TimeLine } from "../../kit/timeLine";
import { drawTimeMarks } from "../../kit/timeMarks";
import type { GradientLines, GradientView } from "./gradientView";
import { isSplit } from "./splitByLayer";
import { text } from "./strings";

/** The gradients as a chart, both axes logarithmic: one line a layer, or of one layer mean and deviation. */
export function createGradientChart(view: GradientView, theme: ChartTheme, density: Density): ChartSpec {
  const drawn = view.lines.flatMap((line) => listLines(line, view, theme));
  const options = createTimeOptions({
    theme,
    density,
    xRange: view.xRange,
    xTitle: view.xTitle,
    hasNoEpochs: !isSplit(view),
    keepsRight: !isSplit(view),
    top: (0.8 + LABEL_ROW_HEIGHT * view.marks.length) * theme.fontSize,
    describe: (line, point) => describePoint(drawn[line]!, point),
  });
  return {
    data: { datasets: drawn.map((line) => createTimeLine(line, line, theme)) },
    options: {
      ...options,
      scales: {
        ...options.scales,
        y: createLogarithmicAxis({
          theme,
          density,
          direction: "y",
          range: view.yRange,
          title: [view.yTitle],
          width: TIME_AXIS[density].left,
        }),
      },
    },
    annotations: {
      ...annotate(view, theme),
      traces: drawn.flatMap((line) => createTimeTraces(line, line, theme)),
    },
  };
}

/** The epoch of the cursor, and each line's recorded figure there. */
export function markGradientCursor(
  view: GradientView,
  theme: ChartTheme,
  epoch: number | undefined,
): CursorMarks {
  return markTimeCursor(
    view.lines.flatMap((line) => listLines(line, view, theme)),
    view.xRange,
    epoch,
  );
}

/** One line of the chart: a layer's ratio, mean or deviation. */
interface DrawnLine extends TimeLine {
  readonly line: GradientLines;
  readonly label: string;
  readonly color: string;
  readonly dash: readonly number[];
  /** What the tooltip says of a figure. */
  readonly describe: (figure: string) => string;
}

function listLines(
  line: GradientLines,
  { figure, hasDeviation }: GradientView,
  theme: ChartTheme,
): readonly DrawnLine[] {
  const color = layerColor(theme, line.depth);
  if (figure !== "meanAndDeviation") {
    const describe = (value: string): string =>
      text(figure === "t" ? "tooltipT" : "tooltipSignalToNoise", value);
    return [{ ...line.ratio, line, label: line.tag, color, dash: [], describe }];
  }
  const of = (name: "mean" | "deviation"): DrawnLine => {
    const isMean = name === "mean";
    return {
      points: line[name],
      ...(line.smoothed === undefined ? {} : { smoothed: line.smoothed[name] }),
      line,
      label: `${line.tag} ${text(isMean ? "gradientMean" : "gradientDeviation")}`,
      color,
      dash: isMean ? [] : SECOND_LINE_DASH,
      describe: (value) => text(isMean ? "tooltipGradientMean" : "tooltipGradientDeviation", value),
    };
  };
  return hasDeviation ? [of("mean"), of("deviation")] : [of("mean")];
}

function annotate(view: GradientView, theme: ChartTheme): Annotations {
  const lines: AnnotationLine[] = [...drawTimeMarks(view.marks, theme, view.figure !== "meanAndDeviation")];
  const signs: AnnotationSign[] = [];
  if (view.figure !== "meanAndDeviation") {
    lines.push({ axis: "y", value: 1, color: theme.text, label: text("gradientUnity") });
  }
  for (const { depth, gaps, phase } of view.lines) {
    const color = layerColor(theme, depth);
    signs.push(...gaps.map((x) => ({ x, y: "bottom", sign: "cross", color }) as const));
    if ("epoch" in phase) {
      signs.push({ x: phase.epoch, y: "top", sign: "pointer", color });
      if (view.figure === "meanAndDeviation") {
        lines.push({ axis: "x", value: phase.epoch, color: fade(color) });
      }
    }
  }
  return { ...createAnnotationStyle(theme), lines, signs, tags: [] };
}

function describePoint({ line, points, smoothed, describe }: DrawnLine, index: number): readonly string[] {
  const { x, y } = (smoothed ?? points)[index]!;
  return [line.title, sharedText("tooltipEpoch", formatCount(x)), describe(formatFigure(y))];
}
