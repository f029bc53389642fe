import { formatBits, formatCount } from "../kit/formatNumber";
import { text } from "../kit/strings";
import type { PlaneView } from "../pictures/plane/planeView";

/** The layers at an epoch in words, for readers who do not see the marks in the plane. */
export function announceCursor({ trajectories }: PlaneView, epoch: number): string {
  const layers = trajectories.flatMap(({ tag, points }) => {
    const point = points.findLast((each) => each.epoch <= epoch);
    return point === undefined
      ? []
      : [text("cursorLayer", tag, formatBits(point.ixt), formatBits(point.ity, 3))];
  });
  return text("cursorAnnouncement", formatCount(epoch), layers.join(" "));
}
