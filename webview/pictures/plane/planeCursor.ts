import type { Density } from "../../kit/chartSpec";
import type { CursorMarks, CursorPoint } from "../../kit/cursorMarks";
import { layerShape } from "../../kit/layerShape";
import { layerColor, type ChartTheme } from "../../kit/theme";
import { isEstimate, type PlanePoint, type PlaneTrajectory } from "./planeTrajectory";
import type { PlaneView } from "./planeView";

/** Letters of a layer's title that have room on the rail. */
const TITLE_LETTERS = 14;

/** Where the layers are at an epoch, by their own figures and not the smoothed ones; at the newest without one. */
export function markPlaneCursor(
  { trajectories, title, epoch: end }: PlaneView,
  theme: ChartTheme,
  epoch = Infinity,
  density: Density = "wide",
): CursorMarks {
  return {
    hasRail: true,
    points: trajectories.flatMap((trajectory) => {
      const at = end ?? epoch;
      const point = trajectory.points.findLast((each) => each.epoch <= at);
      return point === undefined || !isEstimate(point)
        ? []
        : [mark(trajectory, point, theme, density === "wide" && title === undefined)];
    }),
  };
}

function mark(
  { layer, depth, tag, title }: PlaneTrajectory,
  point: PlanePoint,
  theme: ChartTheme,
  hasRoom: boolean,
): CursorPoint {
  const spread = spreadOf(point);
  const label = hasRoom ? title.replace(": ", " ") : tag;
  return {
    x: point.ixt,
    y: point.ity,
    color: layerColor(theme, depth),
    shape: layerShape(layer),
    label: label.length > TITLE_LETTERS ? `${label.slice(0, TITLE_LETTERS - 1)}…` : label,
    ...(spread === undefined ? {} : { spread }),
  };
}

/** The spread over networks where there is one: it is the larger, and what a reader of a mean asks for. */
function spreadOf({
  ixt,
  ity,
  ixtDeviation,
  ityDeviation,
  ixtInterval,
  ityInterval,
}: PlanePoint): CursorPoint["spread"] {
  if (ixtDeviation !== undefined && ityDeviation !== undefined) {
    return {
      kind: "ellipse",
      x: [ixt - ixtDeviation, ixt + ixtDeviation],
      y: [ity - ityDeviation, ity + ityDeviation],
    };
  }
  return ixtInterval === undefined && ityInterval === undefined
    ? undefined
    : { kind: "cross", x: ixtInterval ?? [ixt, ixt], y: ityInterval ?? [ity, ity] };
}
