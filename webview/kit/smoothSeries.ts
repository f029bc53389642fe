import { medianOf } from "../../src/analysis/phases/orderStatistics";
import { partEpochs } from "./epochParts";
import type { SeriesPoint } from "./series";

/**
 * The points of a line over epochs on a logarithmic axis, those of one part of the axis replaced by their median. Early
 * epochs, which lie apart on such an axis, stay as they are; gaps stay gaps.
 * @param points ascending, from epoch 1 on
 * @param last the end of the axis
 * @param parts equal parts of the axis; 0 leaves the points as they are
 */
export function smoothOnLogarithmicAxis(
  points: readonly SeriesPoint[],
  last: number,
  parts: number,
): readonly SeriesPoint[] {
  return partEpochs(
    points.map(({ x }) => x),
    (index) => Number.isFinite(points[index]!.y),
    last,
    parts,
  ).map((group) => ({
    x: points[group[group.length >> 1]!]!.x,
    y: group.length === 1 ? points[group[0]!]!.y : medianOf(group.map((index) => points[index]!.y)),
  }));
}
