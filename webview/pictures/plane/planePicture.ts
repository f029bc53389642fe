import "./plane.css";
import type { BoundView, PlaneArrangement } from "../../../src/view/viewMessages";
import { memoizeEach, memoizeLast } from "../../kit/memoize";
import type { Placement } from "../../kit/placement";
import type { LayerRemark, PictureKind, PictureSource } from "../../picture/pictureKind";
import type { MeanNetwork } from "../../state/meanNetwork";
import type { RunState } from "../../state/store";
import { writeWaiting } from "../../picture/writeWaiting";
import { COMPARED_MAX, findShownEstimators } from "../../state/shownEstimators";
import { traceComparedRuns, type ComparedRun } from "./comparedRuns";
import { comparePlanes, COMPARED_SNAPSHOTS } from "./comparePlanes";
import { buildLayerPlanes } from "./layerPlanes";
import { remarkOnLayers } from "./layerRemarks";
import { findCallout, type PlaneCallout } from "./planeCallout";
import { buildPlaneControls, type PlaneControls } from "./planeControls";
import { createPlaneChart } from "./planeChart";
import { markPlaneCursor } from "./planeCursor";
import { createCommonKey, createOwnKey } from "./planeKey";
import { PlanePane } from "./planePane";
import { text } from "./strings";
import type { PlaneViews } from "./planeViews";
import { buildSnapshotPlanes } from "./snapshotPlanes";
import { buildVariantPlanes } from "./variantPlanes";
import { buildPlaneView, type PlaneOptions, type PlaneView } from "./planeView";

/** The information plane. */
export const plane: PictureKind<"plane", PlaneViews> = {
  name: "plane",
  title: text("planeTitle"),
  column: "large",
  createBuilder,
  remarkOnLayers: ({ remarks }) => remarks,
  listFigures: ({ own, compared }, theme, epoch) =>
    (compared.length > 0 ? compared : [own])
      .filter(({ empty }) => empty === undefined)
      .map((view, index) => ({
        title: view.title ?? text("planeTitle"),
        spec: createPlaneChart(view, theme, "wide"),
        cursor: markPlaneCursor(view, theme, epoch),
        // What means the same in several planes is said once.
        key: [...(index === 0 ? createCommonKey(view, theme) : []), ...createOwnKey(view, theme)],
      })),
  createPart: ({ drawQueue }) => new PlanePane(drawQueue),
};

function createBuilder(placement: Placement): (source: PictureSource) => PlaneViews {
  const options = memoizeLast(describePlanes);
  const smallOptions = memoizeLast(describeSmallPlanes);
  const one = memoizeEach(buildPlaneView);
  const small = memoizeEach(buildPlaneView);
  const compare = memoizeLast(comparePlanes);
  const controls = memoizeLast(buildPlaneControls);
  const remark = memoizeEach(remarkOnLayers);
  const callout = memoizeEach(findCallout);
  const gather = memoizeLast(gatherPicture);
  const meanOf = memoizeLast(describeMean);
  const comparedOf = memoizeLast(traceComparedRuns);
  const epochsOf = memoizeLast(buildSnapshotPlanes);
  const layersOf = memoizeLast(buildLayerPlanes);
  const variantsOf = memoizeLast(buildVariantPlanes);
  const variantOptions = memoizeLast(
    (hiddenLayers: readonly number[], beforeFirst: string, boundHidden: boolean) => ({
      hiddenLayers,
      beforeFirst,
      boundHidden,
    }),
  );
  return ({ state, run, cell, mean }) => {
    const { info, snapshots } = cell;
    const { estimators } = info;
    const { shown, canCompare, compares } = findShownEstimators(state, cell, placement);
    const running = run.status === "running";
    const planeOptions = options(
      state.boundHidden ? undefined : cell.bound,
      state.hiddenLayers,
      running ? epochsOfOne(run.progress) : 0,
      writeWaiting(run.status, "startedText"),
      state.smoothing,
      state.worstShown,
      meanOf(mean),
      state.compared.length === 0
        ? NONE
        : comparedOf(state.compared, estimators[shown]?.key, state.hiddenLayers),
    );
    const own = one(shown, info, snapshots, planeOptions);
    const arrangement = placement === "side" || compares ? "one" : state.planes;
    const isMany = compares || arrangement !== "one";
    const planeOf = (index: number): PlaneView => small(index, info, snapshots, smallOptions(planeOptions));
    const arranged: Readonly<Record<PlaneArrangement, () => readonly PlaneView[]>> = {
      one: () => NONE,
      epochs: () => epochsOf(own, snapshots, planeOptions.mean?.members ?? NONE, info.layers.length, shown),
      layers: () => layersOf(own),
      variants: () =>
        variantsOf(
          run.cells,
          shown,
          variantOptions(state.hiddenLayers, planeOptions.beforeFirst ?? "", state.boundHidden),
        ),
    };
    return gather(
      controls(estimators, shown, compares, canCompare, cell.bound, state.boundHidden, state.worstShown),
      own,
      compares
        ? compare(estimators, ...[...estimators.slice(0, COMPARED_MAX).keys()].map(planeOf))
        : arranged[arrangement](),
      isMany ? NONE : remark(shown, info, snapshots, own.bound),
      isMany ? undefined : callout(shown, info, snapshots),
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
  smoothing: number,
  showsWorst: boolean,
  mean: PlaneOptions["mean"],
  compared: readonly ComparedRun[],
): PlaneOptions {
  return {
    bound,
    hiddenLayers,
    epochsPlanned,
    beforeFirst,
    smoothing,
    showsWorst,
    ...(mean === undefined ? {} : { mean }),
    ...(compared.length === 0 ? {} : { compared }),
  };
}

/** What a plane draws behind and around the mean over networks. */
function describeMean(mean: MeanNetwork | undefined): PlaneOptions["mean"] {
  return (
    mean && {
      deviations: mean.snapshotDeviations,
      members: mean.members.map(({ snapshots }) => snapshots),
    }
  );
}

function describeSmallPlanes(options: PlaneOptions): PlaneOptions {
  return { ...options, drawnSnapshots: COMPARED_SNAPSHOTS };
}

function gatherPicture(
  controls: PlaneControls,
  own: PlaneView,
  compared: readonly PlaneView[],
  remarks: readonly LayerRemark[],
  callout: PlaneCallout | undefined,
): PlaneViews {
  return { controls, own, compared, remarks, ...(callout === undefined ? {} : { callout }) };
}
