import type { ChartDataset, Point } from "chart.js";
import { formatCount, formatFigure } from "../../kit/formatNumber";
import type { GradientLines, GradientPair, GradientView } from "./gradientView";
import { isIsolated, type SeriesPoint } from "../../kit/series";
import { text } from "./strings";
import { text as sharedText } from "../../kit/strings";
import type { AnnotationLine, Annotations, AnnotationSign } from "../../kit/annotations";
import { createLogarithmicAxis } from "../../kit/axes";
import { createAnnotationStyle, createBaseOptions } from "../../kit/chartOptions";
import type { ChartSpec, Density } from "../../kit/chartSpec";
import { fade } from "../../kit/color";
import { layerShape } from "../../kit/layerShape";
import { layerColor, SECOND_LINE_DASH, type ChartTheme } from "../../kit/theme";

/** How much of the color of a line is left behind its smoothed form. */
const FAINT = 0.18;
/** Shapes along one line: enough to tell layers apart without color. */
const SHAPES_PER_LINE = 4;

/** The gradients as a chart: two lines a layer, mean solid and deviation dashed, both axes logarithmic. */
export function createGradientChart(view: GradientView, theme: ChartTheme, density: Density): ChartSpec {
  // Chart.js draws the first line on top.
  const drawn = [
    ...view.lines.flatMap((line) => linesOf(line, line.smoothed ?? line, view.hasDeviation, false)),
    ...view.lines.flatMap((line) =>
      line.smoothed === undefined ? [] : linesOf(line, line, view.hasDeviation, true),
    ),
  ];
  const axis = { theme, density };
  return {
    data: {
      datasets: drawn.map((each) => createLine(each, view.xRange, theme)),
    },
    options: {
      ...createBaseOptions(theme, (dataset, point) => describePoint(drawn[dataset]!, point)),
      parsing: false,
      normalized: true,
      interaction: { mode: "nearest", axis: "xy", intersect: false },
      layout: { padding: { top: 10, right: 10, left: 0, bottom: 0 } },
      scales: {
        x: createLogarithmicAxis({ ...axis, direction: "x", range: view.xRange, title: [view.xTitle] }),
        y: createLogarithmicAxis({ ...axis, direction: "y", range: view.yRange, title: [view.yTitle] }),
      },
    },
    annotations: annotate(view, theme),
  };
}

/** One line of the chart: a layer's mean or deviation. */
interface DrawnLine {
  readonly line: GradientLines;
  /** What it is one of. */
  readonly pair: GradientPair;
  readonly points: readonly SeriesPoint[];
  readonly dashed: boolean;
  /** Behind the smoothed line. */
  readonly faint: boolean;
}

function linesOf(
  line: GradientLines,
  pair: GradientPair,
  hasDeviation: boolean,
  faint: boolean,
): readonly DrawnLine[] {
  const mean = { line, pair, points: pair.mean, dashed: false, faint };
  return hasDeviation ? [mean, { ...mean, points: pair.deviation, dashed: true }] : [mean];
}

function createLine(
  { line: { layer, tag }, points, dashed, faint }: DrawnLine,
  xRange: GradientView["xRange"],
  theme: ChartTheme,
): ChartDataset<"line", Point[]> {
  const color = layerColor(theme, layer);
  const shape = layerShape(layer);
  if (faint) {
    return {
      label: text("gradientFaint", tag),
      data: [...points],
      borderColor: fade(color, FAINT),
      borderWidth: 1,
      clip: 5,
      pointRadius: 0,
      pointHitRadius: 0,
    };
  }
  const shaped = chooseShaped(points, xRange, layer);
  return {
    label: `${tag} ${text(dashed ? "gradientDeviation" : "gradientMean")}`,
    data: [...points],
    borderColor: color,
    borderWidth: theme.lineWidth,
    borderDash: dashed ? SECOND_LINE_DASH : [],
    clip: 5,
    pointStyle: shape.pointStyle,
    pointRotation: shape.rotation,
    pointRadius: points.map((_, index) => (shaped.has(index) ? 3.5 : 0)),
    pointHoverRadius: 4.5,
    pointBackgroundColor: dashed ? theme.background : color,
    pointBorderColor: color,
    pointBorderWidth: 1,
  };
}

/** Points at even distances on the axis, each layer's a little further on, so that shapes do not cover each other. */
function chooseShaped(
  points: readonly SeriesPoint[],
  [, last]: GradientView["xRange"],
  layer: number,
): ReadonlySet<number> {
  const chosen = new Set<number>();
  const shift = (layer % 7) / 7;
  let step = 0;
  for (const [index, { x, y }] of points.entries()) {
    const own = Math.floor((Math.log(x) / Math.log(last)) * SHAPES_PER_LINE + 1 - shift);
    if (isIsolated(points, index) || (own > step && !Number.isNaN(y))) {
      chosen.add(index);
    }
    step = Math.max(step, own);
  }
  return chosen;
}

function annotate(view: GradientView, theme: ChartTheme): Annotations {
  const lines: AnnotationLine[] = [];
  const signs: AnnotationSign[] = [];
  for (const { layer, gaps, phase } of view.lines) {
    const color = layerColor(theme, layer);
    signs.push(...gaps.map((x) => ({ x, y: "bottom", sign: "cross", color }) as const));
    if ("epoch" in phase) {
      lines.push({ axis: "x", value: phase.epoch, color: fade(color) });
      signs.push({ x: phase.epoch, y: "top", sign: "pointer", color });
    }
  }
  return { ...createAnnotationStyle(theme), lines, signs, tags: [] };
}

function describePoint(
  { line: { title }, pair: { mean, deviation } }: DrawnLine,
  index: number,
): readonly string[] {
  return [
    title,
    sharedText("tooltipEpoch", formatCount(mean[index]!.x)),
    text("tooltipGradientMean", formatFigure(mean[index]!.y)),
    ...(deviation.length === 0 ? [] : [text("tooltipGradientDeviation", formatFigure(deviation[index]!.y))]),
  ];
}
