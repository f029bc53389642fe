import "./plane.css";
import type { BoundView } from "../../../src/view/viewMessages";
import { memoizeEach, memoizeLast } from "../../kit/memoize";
import type { Placement } from "../../kit/placement";
import { text as sharedText } from "../../kit/strings";
import type { LayerRemark, PictureKind, PictureSource } from "../../picture/pictureKind";
import type { RunState } from "../../state/store";
import { COMPARED_MAX, findShownEstimators } from "../../state/shownEstimators";
import { comparePlanes, COMPARED_SNAPSHOTS } from "./comparePlanes";
import { remarkOnLayers } from "./layerRemarks";
import { buildPlaneControls, type PlaneControls } from "./planeControls";
import { PlanePane } from "./planePane";
import type { PlaneViews } from "./planeViews";
import { buildPlaneView, type PlaneOptions, type PlaneView } from "./planeView";

/** The information plane. */
export const plane: PictureKind<"plane", PlaneViews> = {
  name: "plane",
  column: "large",
  createBuilder,
  remarkOnLayers: ({ remarks }) => remarks,
  createPart: (dispatch) => new PlanePane(dispatch),
};

function createBuilder(placement: Placement): (source: PictureSource) => PlaneViews {
  const options = memoizeLast(describePlanes);
  const smallOptions = memoizeLast(describeSmallPlanes);
  const one = memoizeEach(buildPlaneView);
  const small = memoizeEach(buildPlaneView);
  const compare = memoizeLast(comparePlanes);
  const controls = memoizeLast(buildPlaneControls);
  const remark = memoizeEach(remarkOnLayers);
  const gather = memoizeLast(gatherPicture);
  return ({ state, run, cell }) => {
    const { info, snapshots } = cell;
    const { estimators } = info;
    const { shown, canCompare, compares } = findShownEstimators(state, cell, placement);
    const running = run.status === "running";
    const planeOptions = options(
      state.boundHidden ? undefined : cell.bound,
      state.hiddenLayers,
      running ? epochsOfOne(run.progress) : 0,
      sharedText(running ? "startedText" : "nothingRecorded"),
    );
    const own = one(shown, info, snapshots, planeOptions);
    const planeOf = (index: number): PlaneView => small(index, info, snapshots, smallOptions(planeOptions));
    return gather(
      controls(estimators, shown, compares, canCompare, cell.bound, state.boundHidden),
      own,
      compares ? compare(estimators, ...[...estimators.slice(0, COMPARED_MAX).keys()].map(planeOf)) : NONE,
      compares ? NONE : remark(shown, info, snapshots, own.bound),
    );
  };
}

/** The progress counts all networks; the planes of each have epochs of their own. */
function epochsOfOne(progress: RunState["progress"]): number {
  return progress === undefined ? 0 : progress.epochs / (progress.networks?.planned ?? 1);
}

/** The same array each time, so that it is not taken for another. */
const NONE: readonly never[] = [];

function describePlanes(
  bound: BoundView | undefined,
  hiddenLayers: readonly number[],
  epochsPlanned: number,
  beforeFirst: string,
): PlaneOptions {
  return { bound, hiddenLayers, epochsPlanned, beforeFirst };
}

function describeSmallPlanes(options: PlaneOptions): PlaneOptions {
  return { ...options, drawnSnapshots: COMPARED_SNAPSHOTS };
}

function gatherPicture(
  controls: PlaneControls,
  own: PlaneView,
  compared: readonly PlaneView[],
  remarks: readonly LayerRemark[],
): PlaneViews {
  return { controls, own, compared, remarks };
}
