import type { ChartSpec } from "./chartSpec";

/** A part of an axis, from its lower to its upper end. */
export type AxisRange = readonly [number, number];

/** The part of a chart that is looked at, in the units of its linear axes. */
export interface ZoomWindow {
  readonly x: AxisRange;
  readonly y: AxisRange;
}

/** No part is smaller than this share of the whole: a few pixels of a line say nothing more. */
const SMALLEST_SHARE = 1 / 200;

/**
 * Shows more or less around a place, which stays where it is as far as the whole allows.
 * @param factor below 1 shows less, above 1 more
 * @returns undefined if that is the whole again
 */
export function zoomAt(
  window: ZoomWindow,
  whole: ZoomWindow,
  center: { readonly x: number; readonly y: number },
  factor: number,
): ZoomWindow | undefined {
  const x = zoomAxis(window.x, whole.x, center.x, factor);
  const y = zoomAxis(window.y, whole.y, center.y, factor);
  return isWhole(x, whole.x) && isWhole(y, whole.y) ? undefined : { x, y };
}

/** Moves what is looked at by shares of itself, not beyond the whole. */
export function panBy(window: ZoomWindow, whole: ZoomWindow, dx: number, dy: number): ZoomWindow {
  return { x: panAxis(window.x, whole.x, dx), y: panAxis(window.y, whole.y, dy) };
}

function zoomAxis([low, high]: AxisRange, whole: AxisRange, center: number, factor: number): AxisRange {
  const most = whole[1] - whole[0];
  const width = Math.min(most, Math.max(most * SMALLEST_SHARE, (high - low) * factor));
  const share = high > low ? (center - low) / (high - low) : 0.5;
  return within([center - share * width, center + (1 - share) * width], whole);
}

function panAxis([low, high]: AxisRange, whole: AxisRange, share: number): AxisRange {
  const by = share * (high - low);
  return within([low + by, high + by], whole);
}

function within([low, high]: AxisRange, [least, most]: AxisRange): AxisRange {
  const width = high - low;
  const start = Math.min(Math.max(low, least), most - width);
  return [start, start + width];
}

function isWhole([low, high]: AxisRange, [least, most]: AxisRange): boolean {
  return high - low >= (most - least) * (1 - 1e-9);
}

/** Has a chart drawn over a part of its axes; over the whole without one. */
export function showWindow(options: ChartSpec["options"], window: ZoomWindow | undefined): void {
  const { scales } = options;
  if (window !== undefined) {
    // The edge is no border of the plane: what goes on beyond it is cut off.
    options.clip = 0;
    Object.assign(scales?.["x"] ?? {}, { min: window.x[0], max: window.x[1] });
    Object.assign(scales?.["y"] ?? {}, { min: window.y[0], max: window.y[1] });
  }
}
