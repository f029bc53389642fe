import type { EstimatorLabel } from "../../../src/view/viewMessages";
import type { PlaneView } from "./planeView";

/** More points than these in one line are more than the pixels of a small plane, and there are many lines. */
export const COMPARED_SNAPSHOTS = 150;

/** The planes of several estimators on the same axes, each under its estimator's name. */
export function comparePlanes(
  estimators: readonly EstimatorLabel[],
  ...planes: readonly PlaneView[]
): readonly PlaneView[] {
  return shareAxes(planes.map((plane, index) => ({ ...plane, title: estimators[index]!.title })));
}

/** Planes that stand side by side, on the same axes and with titles of the same height. */
export function shareAxes(planes: readonly PlaneView[]): readonly PlaneView[] {
  const xMax = Math.max(...planes.map((plane) => plane.xMax));
  const yMax = Math.max(...planes.map((plane) => plane.yMax));
  const comparedResolutions = planes.map(({ resolutions }) => resolutions);
  return planes.map((plane) => ({ ...plane, xMax, yMax, comparedResolutions }));
}
