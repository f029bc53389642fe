import type { ChartDataset, Point, ScriptableLineSegmentContext } from "chart.js";
import { formatBits, formatCount } from "../model/formatNumber";
import type { PlanePoint, PlaneTrajectory, PlaneView } from "../model/planeView";
import { text } from "../strings";
import { LABEL_ROW_HEIGHT, type Annotations } from "./annotations";
import { createLinearAxis } from "./axes";
import { createAnnotationStyle, createBaseOptions } from "./chartOptions";
import type { ChartSpec, Density } from "./chartSpec";
import { toCss } from "./colour";
import { readScale } from "./colourScale";
import { layerShape } from "./layerShape";
import { LABEL_GAP } from "./placeLineLabels";
import type { ChartTheme } from "./theme";

/** Points of one trajectory that show the layer's shape; the others are dots, so that the way stays visible. */
const SHAPES_PER_TRAJECTORY = 9;

/** Letters of these names are rarely wider, in font sizes. */
const LETTER_WIDTH = 0.55;

/** Room that the y axis takes at least, in pixels. */
const AXIS_WIDTH = 34;

const RADIUS = { dot: 1.3, shape: 3.8, start: 4.5, end: 5.5 } as const;

/** The information plane as a chart: one line a layer, coloured by epoch, shaped by layer. */
export function createPlaneChart(view: PlaneView, theme: ChartTheme, density: Density): ChartSpec {
  return {
    data: { datasets: view.trajectories.map((trajectory) => createTrajectory(trajectory, theme)) },
    options: {
      ...createBaseOptions(theme, (trajectory, point) =>
        describePoint(view.trajectories[trajectory]!, point),
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
          title: density === "narrow" ? [view.xTitle, ...view.resolutions] : [writeTitle(view)],
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

function writeTitle({ xTitle, resolutions }: PlaneView): string {
  return resolutions.length === 0 ? xTitle : text("planeXWithResolution", xTitle, resolutions.join("; "));
}

function createTrajectory(
  { layer, tag, points, ends }: PlaneTrajectory,
  theme: ChartTheme,
): ChartDataset<"line", Point[]> {
  const colours = points.map(({ position }) => toCss(readScale(theme.epochScale, position)));
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
    segment: { borderColor: ({ p1DataIndex }: ScriptableLineSegmentContext) => colours[p1DataIndex] },
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
    pointBackgroundColor: colours.map((colour, index) =>
      index === start && index !== end ? theme.background : colour,
    ),
    pointBorderColor: colours.map((colour, index) =>
      index === end ? theme.text : index === start || !shaped.has(index) ? colour : theme.background,
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
    lines: view.marks.map((mark) => ({ ...mark, colour: theme.muted })),
    signs: view.trajectories.flatMap(({ points, gapEdges }) =>
      gapEdges.map((index) => ({
        x: points[index]!.ixt,
        y: points[index]!.ity,
        sign: "cross" as const,
        colour: theme.text,
      })),
    ),
    tags: view.trajectories.flatMap(({ tag, points, ends }) => {
      const last = ends === undefined ? undefined : points[ends[1]];
      return last === undefined ? [] : [{ x: last.ixt, y: last.ity, text: tag }];
    }),
  };
}

function describePoint({ title, points }: PlaneTrajectory, index: number): readonly string[] {
  const { epoch, ixt, ity } = points[index]!;
  return [
    title,
    text("tooltipEpoch", formatCount(epoch)),
    text("tooltipIxt", formatBits(ixt)),
    text("tooltipIty", formatBits(ity, 3)),
  ];
}
