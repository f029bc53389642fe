import type { ChartOptions } from "chart.js";
import { linearTicks, logarithmicTicks } from "./axisTicks";
import { formatLogarithmicTick, formatTick } from "./formatNumber";
import type { Density } from "./chartSpec";
import type { ChartTheme } from "./theme";

type AxisOptions = NonNullable<NonNullable<ChartOptions<"line">["scales"]>[string]>;

export interface AxisRequest {
  readonly theme: ChartTheme;
  readonly density: Density;
  /** One entry a line. */
  readonly title: readonly string[];
  readonly range: readonly [number, number];
  readonly direction: "x" | "y";
  /** A second y axis stands at the right and has no grid of its own. */
  readonly atRight?: boolean;
  /** Charts below each other have their epochs in line: a y axis takes so many pixels, whatever its labels. */
  readonly width?: number;
  /** The axis of the chart below says it. */
  readonly hasNoLabels?: boolean;
}

/** Pixels of the y axes, and of the room at the right, of charts over epochs. */
export const TIME_AXIS = { wide: { left: 58, right: 50 }, narrow: { left: 44, right: 34 } } as const;

/** A linear axis, whose ticks are those of the part of it that is looked at. */
export function createLinearAxis(request: AxisRequest): AxisOptions {
  return {
    type: "linear",
    ...describeAxis(request, (min, max) => linearTicks(max, countTicks(request), min), formatTick),
  };
}

/** A logarithmic axis with plain labels at powers of ten. */
export function createLogarithmicAxis(request: AxisRequest): AxisOptions {
  const [min, max] = request.range;
  const ticks = logarithmicTicks(min, max, countTicks(request));
  return { type: "logarithmic", ...describeAxis(request, () => ticks, formatLogarithmicTick) };
}

function countTicks({ density, direction }: AxisRequest): number {
  return density === "narrow" ? 5 : direction === "x" ? 8 : 7;
}

function describeAxis(
  { theme, density, title, range, direction, atRight = false, width, hasNoLabels = false }: AxisRequest,
  ticksBetween: (min: number, max: number) => readonly number[],
  format: (value: number) => string,
) {
  const font = { family: theme.fontFamily, size: theme.fontSize };
  return {
    axis: direction,
    position: direction === "x" ? "bottom" : atRight ? "right" : "left",
    min: range[0],
    max: range[1],
    border: { color: theme.muted },
    grid: { display: !atRight, color: theme.grid, tickLength: density === "narrow" ? 3 : 5 },
    ...(width === undefined
      ? {}
      : {
          afterFit: (axis: { width: number }) => {
            axis.width = width;
          },
        }),
    title: {
      display: !hasNoLabels,
      text: title.slice(),
      color: theme.text,
      font,
      padding: density === "narrow" ? 1 : 3,
    },
    ticks: {
      color: theme.muted,
      font,
      padding: 2,
      // Ticks are ours and few enough already.
      autoSkip: false,
      maxRotation: 0,
      display: !hasNoLabels,
      callback: (value: string | number) => format(Number(value)),
    },
    afterBuildTicks: (axis: { ticks: { value: number }[]; min?: number; max?: number }) => {
      const { min = range[0], max = range[1] } = axis;
      axis.ticks = ticksBetween(min, max).map((value) => ({ value }));
    },
  } as const;
}
