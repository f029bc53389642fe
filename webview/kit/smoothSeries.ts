import { medianOf } from "../../src/analysis/phases/orderStatistics";
import type { SeriesPoint } from "./series";

/** Equal parts of a logarithmic axis of epochs; each has one point of a smoothed line. */
export const SMOOTH_PARTS = 60;

/**
 * The points of a line over epochs on a logarithmic axis, those of one part of the axis replaced by their median. Early
 * epochs, which lie apart on such an axis, stay as they are; gaps stay gaps.
 * @param points ascending, from epoch 1 on
 * @param last the end of the axis
 */
export function smoothOnLogarithmicAxis(
  points: readonly SeriesPoint[],
  last: number,
): readonly SeriesPoint[] {
  const smoothed: SeriesPoint[] = [];
  let part: SeriesPoint[] = [];
  const partOf = ({ x, y }: SeriesPoint): string =>
    `${Math.floor((SMOOTH_PARTS * Math.log(x)) / Math.log(Math.max(2, last)))} ${Number.isFinite(y)}`;
  const close = (): void => {
    const middle = part[part.length >> 1];
    if (middle !== undefined) {
      smoothed.push({ x: middle.x, y: medianOf(part.map(({ y }) => y)) });
    }
    part = [];
  };
  for (const point of points) {
    if (part[0] !== undefined && partOf(part[0]) !== partOf(point)) {
      close();
    }
    part.push(point);
  }
  close();
  return smoothed;
}
