import type { ChartDataset, Point, ScriptableLineSegmentContext } from "chart.js";
import { isEstimate, type PlanePoint, type PlaneTrajectory } from "./planeTrajectory";
import type { ComparedRun } from "./comparedRuns";
import type { PlaneDot, PlaneView } from "./planeView";
import type { SeriesPoint } from "../../kit/series";
import { text } from "./strings";
import {
  LABEL_ROW_HEIGHT,
  type AnnotationBand,
  type AnnotationCurve,
  type Annotations,
  type AnnotationTag,
  type AnnotationTrace,
} from "../../kit/annotations";
import { createLinearAxis } from "../../kit/axes";
import { boundStyle, worstStyle } from "./boundStyle";
import { createAnnotationStyle, createBaseOptions } from "../../kit/chartOptions";
import type { ChartSpec, Density } from "../../kit/chartSpec";
import { fade } from "../../kit/color";
import { RAIL_GAP } from "../../kit/layOutRail";
import { shadeByEpoch } from "../../kit/epochShade";
import { layerShape } from "../../kit/layerShape";
import { LABEL_GAP } from "../../kit/placeLineLabels";
import { describePlanePoint } from "./planeTooltip";
import { layerColor, type ChartTheme } from "../../kit/theme";
import { wrapText } from "../../kit/wrapText";

/** Points of one trajectory that show the layer's shape; the others are dots, so that the way stays visible. */
const SHAPES_PER_TRAJECTORY = 9;

/** Letters of these names are rarely wider, in font sizes. */
const LETTER_WIDTH = 0.55;

/** Letters of an axis title that surely have room in one line. */
const TITLE_LETTERS: Readonly<Record<Density, number>> = { wide: 64, narrow: 26 };

/** Room that the y axis takes at least, in pixels. */
const AXIS_WIDTH = 34;

const RADIUS = { dot: 0, shape: 2.6, start: 4, network: 2.5 } as const;

/** How much of a layer's color lines behind have: points of one network, single networks behind their mean. */
const FAINT = { recorded: 0.18, single: 0.14, highContrast: 0.4 } as const;

/** Room at the right for the names of the layers, in font sizes. */
const RAIL_WIDTH: Readonly<Record<Density, number>> = { wide: 8, narrow: 2.2 };

/** The information plane as a chart: one line a layer, its hue and shape by layer, its lightness by epoch. */
export function createPlaneChart(view: PlaneView, theme: ChartTheme, density: Density): ChartSpec {
  return {
    data: { datasets: view.trajectories.map((trajectory) => createTrajectory(trajectory, view, theme)) },
    options: {
      ...createBaseOptions(theme, (trajectory, point) =>
        describePlanePoint(view, trajectory, point, density),
      ),
      // Points on the border of the plane are drawn whole.
      clip: 8,
      interaction: { mode: "nearest", axis: "xy", intersect: false },
      layout: {
        padding: ({ chart }) => ({
          top: countLabelRows(view, theme, chart.width) * theme.fontSize * LABEL_ROW_HEIGHT,
          right: RAIL_GAP + RAIL_WIDTH[view.title === undefined ? density : "narrow"] * theme.fontSize,
        }),
      },
      scales: {
        x: createLinearAxis({
          theme,
          density,
          direction: "x",
          range: [0, view.xMax],
          title: writeTitle(view, density),
        }),
        y: createLinearAxis({ theme, density, direction: "y", range: [0, view.yMax], title: [view.yTitle] }),
      },
    },
    annotations: annotate(view, theme),
  };
}

/** Rows to keep free above the chart for the names of the lines: one where they fit beside each other. */
function countLabelRows({ marks }: PlaneView, theme: ChartTheme, chartWidth: number): number {
  const width = marks.reduce(
    (sum, { label }) => sum + label.length * theme.fontSize * LETTER_WIDTH + LABEL_GAP,
    0,
  );
  return width <= chartWidth - AXIS_WIDTH ? 1 : marks.length;
}

/** The title of the x axis in lines; as many of them as the longest title of the planes beside it needs. */
function writeTitle(
  { xTitle, resolutions, comparedResolutions = [] }: PlaneView,
  density: Density,
): string[] {
  const write = (measuredBy: readonly string[]): readonly string[] => {
    const inOneLine =
      measuredBy.length === 0 ? xTitle : text("planeXWithResolution", xTitle, measuredBy.join("; "));
    return (density === "narrow" ? [xTitle, ...measuredBy] : [inOneLine]).flatMap((line) =>
      wrapText(line, TITLE_LETTERS[density]),
    );
  };
  const title = write(resolutions);
  const lines = Math.max(...[resolutions, ...comparedResolutions].map((each) => write(each).length));
  return [...title, ...Array.from({ length: lines - title.length }, () => "")];
}

function createTrajectory(
  { layer, depth, tag, points: recorded, smoothed }: PlaneTrajectory,
  { networks }: PlaneView,
  theme: ChartTheme,
): ChartDataset<"line", Point[]> {
  const points = smoothed ?? recorded;
  const hue = layerColor(theme, depth);
  const colors = points.map(({ position }) => shadeByEpoch(theme, hue, position));
  const start = points.findIndex(isEstimate);
  const shaped = chooseShaped(points);
  const shape = layerShape(layer);
  const width = theme.lineWidth + (networks === undefined ? 0.5 : 1);
  return {
    label: tag,
    // Parsed by Chart.js: unparsed points it takes to be sorted by x, and leaves out what it does not find so.
    data: points.map(({ ixt, ity }) => ({ x: ixt, y: ity })),
    borderWidth: width,
    borderCapStyle: "round",
    segment: { borderColor: ({ p1DataIndex }: ScriptableLineSegmentContext) => colors[p1DataIndex] },
    pointStyle: shape.pointStyle,
    pointRotation: shape.rotation,
    pointRadius: points.map((_, index) =>
      index === start ? RADIUS.start : shaped.has(index) ? RADIUS.shape : RADIUS.dot,
    ),
    pointHoverRadius: RADIUS.start,
    pointBackgroundColor: colors.map((color, index) => (index === start ? theme.background : color)),
    pointBorderColor: colors.map((color, index) => (index === start ? hue : color)),
    pointBorderWidth: points.map((_, index) => (index === start ? 1.5 : 0)),
  };
}

/** Points at even distances on the scale of epochs. */
function chooseShaped(points: readonly Pick<PlanePoint, "position" | "ixt">[]): ReadonlySet<number> {
  const chosen = new Set<number>();
  let step = -1;
  for (const [index, { position, ixt }] of points.entries()) {
    const own = Math.floor(position * SHAPES_PER_TRAJECTORY);
    if (own > step && !Number.isNaN(ixt)) {
      chosen.add(index);
      step = own;
    }
  }
  return chosen;
}

function annotate(view: PlaneView, theme: ChartTheme): Annotations {
  const [only, ...others] = view.trajectories;
  return {
    ...createAnnotationStyle(theme),
    traces: [
      ...view.trajectories.flatMap((trajectory) => createTraces(trajectory, theme)),
      ...(view.compared ?? []).flatMap(({ dash, ways }) =>
        ways.map(({ depth, points }) => ({
          points,
          color: layerColor(theme, depth),
          width: theme.lineWidth + 0.25,
          dash,
        })),
      ),
    ],
    // Bands of several layers hide each other and the plane: they are drawn of a layer that stands alone.
    bands:
      view.band === undefined || only === undefined || others.length > 0 ? [] : [createBand(only, theme)],
    curves: createBoundCurves(view, theme),
    lines: view.marks.map((mark) => ({ ...mark, color: theme.muted })),
    signs: view.trajectories.flatMap(({ points, gapEdges }) =>
      gapEdges.map((index) => ({
        x: points[index]!.ixt,
        y: points[index]!.ity,
        sign: "cross" as const,
        color: theme.text,
      })),
    ),
    dots: [...(view.dots ?? []), ...(view.compared ?? []).flatMap(findEnds)].map(({ depth, x, y }) => ({
      x,
      y,
      color: layerColor(theme, depth),
      radius: RADIUS.network,
    })),
    tags: nameBound(view),
  };
}

/** Where the ways of another run end. */
function findEnds({ ways }: ComparedRun): readonly PlaneDot[] {
  return ways.flatMap(({ depth, points }) => {
    const end = points.findLast(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
    return end === undefined ? [] : [{ depth, ...end }];
  });
}

/** What lies behind the line in the foreground: every snapshot of the network, or the networks behind their mean. */
function createTraces(
  { depth, points, smoothed, single = [] }: PlaneTrajectory,
  theme: ChartTheme,
): readonly AnnotationTrace[] {
  const hue = layerColor(theme, depth);
  const alpha = theme.highContrast
    ? FAINT.highContrast
    : smoothed === undefined
      ? FAINT.single
      : FAINT.recorded;
  const recorded = smoothed === undefined ? [] : [points.map(({ ixt, ity }) => ({ x: ixt, y: ity }))];
  return [...recorded, ...single].map((way) => ({ points: way, color: fade(hue, alpha), width: 1 }));
}

function createBand({ depth, layer, points }: PlaneTrajectory, theme: ChartTheme): AnnotationBand {
  return {
    points: points.map(({ ixt, ity, ixtInterval, ityInterval }) =>
      ixtInterval === undefined && ityInterval === undefined
        ? undefined
        : { x: ixtInterval ?? [ixt, ixt], y: ityInterval ?? [ity, ity] },
    ),
    color: layerColor(theme, depth),
    ...(theme.highContrast ? { hatch: layer % 2 === 0 ? ("rising" as const) : ("falling" as const) } : {}),
  };
}

function createBoundCurves(
  { bound, xMax, hasOtherData }: PlaneView,
  theme: ChartTheme,
): readonly AnnotationCurve[] {
  const last = bound?.points.at(-1);
  if (bound === undefined || last === undefined) {
    return [];
  }
  return [
    {
      ...boundStyle(theme, bound.trivial),
      points: [...bound.points, { x: Math.max(xMax, last.x), y: last.y }],
      ...(hasOtherData === true ? {} : { shade: theme.shade }),
    },
    ...(bound.worst === undefined ? [] : [{ ...worstStyle(theme), points: bound.worst.points }]),
  ];
}

/**
 * The bound is named on its steep part, which lies apart from most layers, and the worst case where it has fallen
 * to half of its height, away from the bound.
 */
function nameBound({ bound, hasOtherData }: PlaneView): readonly AnnotationTag[] {
  const named = findHalfHeight(bound?.points ?? []);
  const worst = bound?.worst?.points ?? [];
  const peak = Math.max(...worst.map(({ y }) => y));
  const fallen = worst.find(
    ({ y }, index) => y < peak / 2 && worst.slice(0, index).some((p) => p.y === peak),
  );
  return [
    ...(bound === undefined || named === undefined
      ? []
      : [{ ...named, text: hasOtherData === true ? text("boundOfShown") : bound.title }]),
    ...(fallen === undefined ? [] : [{ ...fallen, text: text("boundWorstTag") }]),
  ];
}

/** Where a rising line has half of its height, between its points; undefined for a line without points. */
function findHalfHeight(points: readonly SeriesPoint[]): SeriesPoint | undefined {
  const half = (points.at(-1)?.y ?? 0) / 2;
  const index = points.findIndex(({ y }) => y >= half);
  const after = points[index];
  const before = points[index - 1] ?? after;
  if (after === undefined || before === undefined) {
    return undefined;
  }
  const share = after.y > before.y ? (half - before.y) / (after.y - before.y) : 1;
  return { x: before.x + share * (after.x - before.x), y: half };
}
