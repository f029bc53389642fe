import { createFigureReader } from "../../state/figureReader";
import type { GrowingTable } from "../../state/growingTable";
import { readEpoch } from "../../state/growingTable";
import { findIndexNear, findRowAt } from "../../state/timeline";
import { formatCount } from "../../kit/formatNumber";
import { text as sharedText } from "../../kit/strings";
import { isEstimate, type PlaneTrajectory } from "./planeTrajectory";
import type { PlaneDot, PlaneView } from "./planeView";

/** Planes side by side; more are too small to be read. */
const PLANES = 6;

/**
 * The plane at some epochs, evenly spaced on the logarithmic scale, as in figure 2 of Shwartz-Ziv & Tishby (2017): a
 * network's way up to there, or of several networks each by itself around their mean.
 * @param snapshots of what the plane shows
 * @param members the networks of a mean; empty of a single network
 * @param estimator index of the estimator that the plane shows
 */
export function buildSnapshotPlanes(
  plane: PlaneView,
  snapshots: GrowingTable,
  members: readonly GrowingTable[],
  layers: number,
  estimator: number,
): readonly PlaneView[] {
  return chooseEpochs(snapshots).map((epoch) => ({
    ...plane,
    title: sharedText("tooltipEpoch", formatCount(epoch)),
    epoch,
    comparedResolutions: [plane.resolutions],
    trajectories: plane.trajectories.map((trajectory) => cut(trajectory, epoch, members.length > 0)),
    dots: members.flatMap((member) => findDots(plane, member, layers, estimator, epoch)),
  }));
}

function chooseEpochs(snapshots: GrowingTable): readonly number[] {
  const recorded = Array.from({ length: snapshots.rows }, (_, row) => readEpoch(snapshots, row));
  const chosen = Array.from(
    { length: PLANES },
    (_, index) => recorded[findIndexNear(recorded, index / (PLANES - 1))],
  );
  return [...new Set(chosen.filter((epoch) => epoch !== undefined))];
}

/** The way up to an epoch; of a mean, whose networks are shown, only where it is then. */
function cut(trajectory: PlaneTrajectory, epoch: number, isMean: boolean): PlaneTrajectory {
  const { layer, depth, tag, title, points, smoothed, gapEdges } = trajectory;
  const upTo = points.filter((point) => point.epoch <= epoch);
  const present = upTo.map(isEstimate);
  const first = present.indexOf(true);
  return {
    layer,
    depth,
    tag,
    title,
    points: isMean ? upTo.slice(-1) : upTo,
    ...(smoothed === undefined || isMean ? {} : { smoothed: smoothed.filter(({ to }) => to <= epoch) }),
    gapEdges: isMean ? [] : gapEdges.filter((index) => index < upTo.length),
    ...(first < 0 ? {} : { ends: [first, present.lastIndexOf(true)] as const }),
  };
}

function findDots(
  { trajectories }: PlaneView,
  snapshots: GrowingTable,
  layers: number,
  estimator: number,
  epoch: number,
): readonly PlaneDot[] {
  const row = findRowAt(snapshots, epoch);
  if (row === undefined) {
    return [];
  }
  return trajectories
    .map(({ layer, depth }) => {
      const read = createFigureReader(snapshots, row, layers, estimator, layer);
      return { depth, x: read("ixt"), y: read("ity") };
    })
    .filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
}
