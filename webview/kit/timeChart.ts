import type { ChartDataset, ChartOptions, Point } from "chart.js";
import type { AnnotationTrace } from "./annotations";
import { createLinearAxis, createLogarithmicAxis, TIME_AXIS } from "./axes";
import { createBaseOptions, type DescribePoint } from "./chartOptions";
import type { Density } from "./chartSpec";
import { fade } from "./color";
import { isLinear, type EpochRange } from "./epochAxis";
import type { CursorMarks, CursorPoint } from "./cursorMarks";
import { isIsolated, type SeriesPoint } from "./series";
import type { ChartTheme } from "./theme";
import type { TimeLine } from "./timeLine";

/** How a line over epochs looks. */
export interface TimeLineStyle {
  readonly label: string;
  readonly color: string;
  readonly dash?: readonly number[];
  /** Which y axis it belongs to; the left one without a name. */
  readonly axis?: string;
}

const ISOLATED_RADIUS = 2.5;

/** How much of its color a line has behind its smoothed form. */
const FAINT = { normal: 0.2, highContrast: 0.45 } as const;

/** The line in the foreground. */
export function createTimeLine(
  { points, smoothed }: TimeLine,
  { label, color, dash = [], axis = "y" }: TimeLineStyle,
  theme: ChartTheme,
): ChartDataset<"line", Point[]> {
  const drawn = smoothed ?? points;
  return {
    label,
    data: [...drawn],
    yAxisID: axis,
    borderColor: color,
    borderWidth: theme.lineWidth + 0.25,
    borderDash: [...dash],
    clip: 5,
    pointRadius: chooseRadii(drawn),
    pointHoverRadius: 4,
    pointBackgroundColor: color,
    pointBorderColor: color,
  };
}

/**
 * A line of one point has no length: it is shown by its point. Without such a line there is one radius for all points,
 * for which Chart.js works out the options of a point once, and not for each.
 */
function chooseRadii(line: readonly SeriesPoint[]): number | number[] {
  const radii = line.map((_, index) => (isIsolated(line, index) ? ISOLATED_RADIUS : 0));
  return radii.some((radius) => radius > 0) ? radii : 0;
}

/** What was recorded, behind a line that is smoothed. */
export function createTimeTraces(
  { points, smoothed }: TimeLine,
  { color }: Pick<TimeLineStyle, "color">,
  theme: ChartTheme,
): readonly AnnotationTrace[] {
  return smoothed === undefined
    ? []
    : [{ points, color: fade(color, theme.highContrast ? FAINT.highContrast : FAINT.normal), width: 1 }];
}

export interface TimeChartRequest {
  readonly theme: ChartTheme;
  readonly density: Density;
  readonly xRange: EpochRange;
  readonly xTitle: string;
  /** The chart below it has the labels of the epochs. */
  readonly hasNoEpochs?: boolean;
  /** It has no axis at its right, and keeps the room of one. */
  readonly keepsRight?: boolean;
  /** Pixels kept free above for labels. */
  readonly top?: number;
  readonly describe: DescribePoint;
}

/** Options that charts over epochs have in common, with their epochs in line below each other. */
export function createTimeOptions({
  theme,
  density,
  xRange,
  xTitle,
  hasNoEpochs = false,
  keepsRight = false,
  top = 6,
  describe,
}: TimeChartRequest): ChartOptions<"line"> {
  return {
    ...createBaseOptions(theme, describe),
    parsing: false,
    normalized: true,
    interaction: { mode: "nearest", axis: "xy", intersect: false },
    layout: { padding: { top, right: keepsRight ? TIME_AXIS[density].right : 0, left: 0, bottom: 0 } },
    scales: {
      x: (isLinear(xRange) ? createLinearAxis : createLogarithmicAxis)({
        theme,
        density,
        direction: "x",
        range: xRange,
        title: [xTitle],
        hasNoLabels: hasNoEpochs,
      }),
    },
  };
}

/** The line at the cursor's epoch and each line's recorded figure there; at the newest without an epoch. */
export function markTimeCursor(
  lines: readonly (TimeLine & Pick<CursorPoint, "color" | "label"> & { readonly axis?: string })[],
  xRange: EpochRange,
  epoch = Infinity,
): CursorMarks {
  return {
    x: Math.min(xRange[1], Math.max(xRange[0], epoch)),
    hasRail: false,
    points: lines.flatMap(({ points, color, label, axis }) => {
      const point = points.findLast(({ x }) => x <= Math.max(xRange[0], epoch));
      return point === undefined || !Number.isFinite(point.y)
        ? []
        : [{ ...point, color, label, ...(axis === undefined ? {} : { axis }) }];
    }),
  };
}
