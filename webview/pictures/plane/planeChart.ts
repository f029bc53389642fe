import type { ChartDataset, Point, ScriptableLineSegmentContext } from "chart.js";
import type { PlanePoint, PlaneTrajectory } from "./planeTrajectory";
import type { PlaneView } from "./planeView";
import type { SeriesPoint } from "../../kit/series";
import { text } from "./strings";
import {
  LABEL_ROW_HEIGHT,
  type AnnotationBand,
  type AnnotationCurve,
  type Annotations,
  type AnnotationTag,
} from "../../kit/annotations";
import { createLinearAxis } from "../../kit/axes";
import { boundStyle, worstStyle } from "./boundStyle";
import { createAnnotationStyle, createBaseOptions } from "../../kit/chartOptions";
import type { ChartSpec, Density } from "../../kit/chartSpec";
import { toCss } from "../../kit/color";
import { readScale } from "../../kit/colorScale";
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

const RADIUS = { dot: 1.3, shape: 3.8, start: 4.5, end: 5.5 } as const;

/** The information plane as a chart: one line a layer, colored by epoch, shaped by layer. */
export function createPlaneChart(view: PlaneView, theme: ChartTheme, density: Density): ChartSpec {
  return {
    data: { datasets: view.trajectories.map((trajectory) => createTrajectory(trajectory, theme)) },
    options: {
      ...createBaseOptions(theme, (trajectory, point) =>
        describePlanePoint(view, trajectory, point, density),
      ),
      interaction: { mode: "nearest", axis: "xy", intersect: false },
      layout: {
        padding: ({ chart }) => ({
          top: countLabelRows(view, theme, chart.width) * theme.fontSize * LABEL_ROW_HEIGHT,
          right: 12,
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
  { layer, tag, points, ends }: PlaneTrajectory,
  theme: ChartTheme,
): ChartDataset<"line", Point[]> {
  const colors = points.map(({ position }) => toCss(readScale(theme.epochScale, position)));
  const [start, end] = ends ?? [-1, -1];
  const shaped = chooseShaped(points);
  const shape = layerShape(layer);
  return {
    label: tag,
    // Parsed by Chart.js: unparsed points it takes to be sorted by x, and leaves out what it does not find so.
    data: points.map(({ ixt, ity }) => ({ x: ixt, y: ity })),
    // Points on the border of the plane are drawn whole.
    clip: 8,
    borderWidth: theme.lineWidth,
    segment: { borderColor: ({ p1DataIndex }: ScriptableLineSegmentContext) => colors[p1DataIndex] },
    pointStyle: shape.pointStyle,
    pointRotation: shape.rotation,
    pointRadius: points.map((_, index) =>
      index === end
        ? RADIUS.end
        : index === start
          ? RADIUS.start
          : shaped.has(index)
            ? RADIUS.shape
            : RADIUS.dot,
    ),
    pointHoverRadius: RADIUS.end,
    pointBackgroundColor: colors.map((color, index) =>
      index === start && index !== end ? theme.background : color,
    ),
    pointBorderColor: colors.map((color, index) =>
      index === end ? theme.text : index === start || !shaped.has(index) ? color : theme.background,
    ),
    pointBorderWidth: points.map((_, index) =>
      index === start ? 1.75 : shaped.has(index) || index === end ? 1 : 0,
    ),
  };
}

/** Points at even distances on the scale of epochs. */
function chooseShaped(points: readonly PlanePoint[]): ReadonlySet<number> {
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
  return {
    ...createAnnotationStyle(theme),
    bands:
      view.band === undefined ? [] : view.trajectories.map((trajectory) => createBand(trajectory, theme)),
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
    tags: [
      ...view.trajectories.flatMap(({ tag, points, ends }) => {
        const last = ends === undefined ? undefined : points[ends[1]];
        return last === undefined ? [] : [{ x: last.ixt, y: last.ity, text: tag }];
      }),
      ...nameBound(view),
    ],
  };
}

/** In the layer's color: the epochs' colors run along the line, and the band is as wide as many epochs. */
function createBand({ layer, points }: PlaneTrajectory, theme: ChartTheme): AnnotationBand {
  return {
    points: points.map(({ ixt, ity, ixtInterval, ityInterval }) =>
      ixtInterval === undefined && ityInterval === undefined
        ? undefined
        : { x: ixtInterval ?? [ixt, ixt], y: ityInterval ?? [ity, ity] },
    ),
    color: layerColor(theme, layer),
    ...(theme.highContrast ? { hatch: layer % 2 === 0 ? ("rising" as const) : ("falling" as const) } : {}),
  };
}

function createBoundCurves({ bound, xMax }: PlaneView, theme: ChartTheme): readonly AnnotationCurve[] {
  const last = bound?.points.at(-1);
  if (bound === undefined || last === undefined) {
    return [];
  }
  return [
    {
      ...boundStyle(theme, bound.trivial),
      points: [...bound.points, { x: Math.max(xMax, last.x), y: last.y }],
      shade: theme.shade,
    },
    ...(bound.worst === undefined ? [] : [{ ...worstStyle(theme), points: bound.worst.points }]),
  ];
}

/**
 * The bound is named on its steep part, which lies apart from most layers, and the worst case where it has fallen
 * to half of its height, away from the bound.
 */
function nameBound({ bound }: PlaneView): readonly AnnotationTag[] {
  const named = findHalfHeight(bound?.points ?? []);
  const worst = bound?.worst?.points ?? [];
  const peak = Math.max(...worst.map(({ y }) => y));
  const fallen = worst.find(
    ({ y }, index) => y < peak / 2 && worst.slice(0, index).some((p) => p.y === peak),
  );
  return [
    ...(bound === undefined || named === undefined ? [] : [{ ...named, text: bound.title }]),
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
