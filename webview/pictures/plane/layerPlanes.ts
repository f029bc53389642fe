import { shareAxes } from "./comparePlanes";
import type { PlaneView } from "./planeView";

/** The plane of every layer that is shown by itself, on the same axes: ways that lie over each other come apart. */
export function buildLayerPlanes(plane: PlaneView): readonly PlaneView[] {
  return shareAxes(
    plane.trajectories.map((trajectory) => ({
      ...plane,
      title: trajectory.title,
      trajectories: [trajectory],
    })),
  );
}
