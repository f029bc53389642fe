import type { SeriesPoint } from "./series";
import { smoothOnLogarithmicAxis } from "./smoothSeries";

/** A line over epochs with what was recorded, and its smoothed form where that is another. */
export interface TimeLine {
  readonly points: readonly SeriesPoint[];
  readonly smoothed?: readonly SeriesPoint[];
}

/** A line with its smoothed form, if epochs lie so close that there is something to smooth. */
export function smoothTimeLine(points: readonly SeriesPoint[], last: number, parts: number): TimeLine {
  const smoothed = smoothOnLogarithmicAxis(points, last, parts);
  return { points, ...(smoothed.length < points.length ? { smoothed } : {}) };
}
