import type { BoundView } from "../../../src/view/viewMessages";
import { text } from "./strings";
import { formatBits, formatCount } from "../../kit/formatNumber";
import type { PlaneTrajectory } from "./planeTrajectory";

/** The plane in words: the way of each layer from its first to its last point. */
export function summarizePlane(
  trajectories: readonly PlaneTrajectory[],
  lastEpoch: number,
  estimator: string,
  bound: BoundView | undefined,
): string {
  const layers = trajectories.map(({ title, points, ends }) => {
    const first = points[ends?.[0] ?? -1];
    const last = points[ends?.[1] ?? -1];
    return first === undefined || last === undefined
      ? text("planeSummaryLayerEmpty", title)
      : text(
          "planeSummaryLayer",
          title,
          formatBits(first.ixt),
          formatBits(last.ixt),
          formatBits(first.ity, 3),
          formatBits(last.ity, 3),
        );
  });
  const firstEpoch = trajectories[0]?.points[0]?.epoch ?? 0;
  return [
    text("planeSummary", trajectories.length, formatCount(firstEpoch), formatCount(lastEpoch), estimator),
    ...layers,
    ...(bound === undefined ? [] : [text("planeSummaryBound", bound.of)]),
  ].join(" ");
}
