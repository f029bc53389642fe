import type { BoundView, RunProgress } from "../../src/view/viewMessages";
import type { Placement } from "./readViewModel";
import type { GrowingTable } from "../state/growingTable";
import { findShownCell, type CellInfo, type CellState, type RunState, type ViewState } from "../state/store";
import { text } from "../kit/strings";
import type { BoundCurve } from "../pictures/plane/boundCurve";
import { comparePlanes, COMPARED_MAX, COMPARED_SNAPSHOTS } from "../pictures/plane/comparePlanes";
import { buildGradientView, type GradientView } from "../pictures/gradients/gradientView";
import { buildHeaderView, type HeaderView } from "./headerView";
import { buildLayerLegend, type LayerEntry, type LayerEstimates } from "./layerLegend";
import { buildLossView, type LossView } from "../pictures/losses/lossView";
import { memoizeEach, memoizeLast } from "../kit/memoize";
import { buildIdleMessage, buildStartMessage, type MessageView } from "./messageView";
import { countMissingEstimates } from "../pictures/plane/missingEstimates";
import { listNotes } from "./noteList";
import { buildPlaneControls, findEstimator, type PlaneControls } from "../pictures/plane/planeControls";
import { readNewestDistances } from "../pictures/plane/planeTrajectory";
import { buildPlaneView, type PlaneOptions, type PlaneView } from "../pictures/plane/planeView";

/** The charts of one network. */
export interface PictureView {
  readonly controls: PlaneControls;
  /** By the estimator that the reader chose. */
  readonly plane: PlaneView;
  /** Drawn in place of the one plane; empty where no estimators are compared. */
  readonly compared: readonly PlaneView[];
  readonly legend: readonly LayerEntry[];
  readonly gradient: GradientView;
  readonly loss: LossView;
  readonly notes: readonly string[];
}

/** All that a view shows, in figures and words; nothing of how it is drawn. */
export interface ViewModel {
  /** What a screen reader is told when it changes. */
  readonly announcement: string;
  readonly header?: HeaderView;
  readonly message?: MessageView;
  readonly picture?: PictureView;
}

/**
 * Builds view-models one after the other. A part whose sources are the same as the last time is the same object
 * as the last time, so that only what changed is drawn again.
 */
export function createViewModelBuilder(placement: Placement): (state: ViewState) => ViewModel {
  const header = memoizeLast(buildHeaderView);
  const buildPicture = createPictureBuilder(placement);
  return (state) => {
    if (state.content.kind !== "run") {
      const message = buildIdleMessage(state);
      return { announcement: message.title, message };
    }
    const { run } = state.content;
    const cell = findShownCell(state);
    const headerView = header(run, cell, placement);
    const announcement = text("announcement", run.configName, headerView.statusText);
    return cell === undefined
      ? { announcement, header: headerView, message: buildStartMessage(run) }
      : { announcement, header: headerView, picture: buildPicture(state, run, cell) };
  };
}

function createPictureBuilder(
  placement: Placement,
): (state: ViewState, run: RunState, cell: CellState) => PictureView {
  const options = memoizeLast(describePlanes);
  const smallOptions = memoizeLast(describeSmallPlanes);
  const plane = memoizeEach(buildPlaneView);
  const smallPlane = memoizeEach(buildPlaneView);
  const compare = memoizeLast(comparePlanes);
  const controls = memoizeLast(buildPlaneControls);
  const estimates = memoizeEach(readEstimates);
  const legend = memoizeLast(buildLayerLegend);
  const gradient = memoizeLast(buildGradientView);
  const loss = memoizeLast(buildLossView);
  const notes = memoizeLast(listNotes);
  const picture = memoizeLast(gatherPicture);
  return ({ hiddenLayers, estimator, comparing, boundHidden }, run, cell) => {
    const { info, snapshots, epochs } = cell;
    const { estimators } = info;
    const shown = findEstimator(estimators, estimator);
    const canCompare = placement === "panel" && estimators.length > 1;
    const compares = comparing && canCompare;
    const running = run.status === "running";
    const beforeEpoch = text(running ? "firstEpochText" : "nothingRecorded");
    const planeOptions = options(
      boundHidden ? undefined : cell.bound,
      hiddenLayers,
      running ? epochsOfOne(run.progress) : 0,
      text(running ? "startedText" : "nothingRecorded"),
    );
    const own = plane(shown, info, snapshots, planeOptions);
    const planeOf = (index: number): PlaneView =>
      smallPlane(index, info, snapshots, smallOptions(planeOptions));
    return picture(
      controls(estimators, shown, compares, canCompare, cell.bound, boundHidden),
      own,
      compares
        ? compare(estimators, ...[...estimators.slice(0, COMPARED_MAX).keys()].map(planeOf))
        : NOTHING_COMPARED,
      legend(info.layers, hiddenLayers, compares ? undefined : estimates(shown, info, snapshots, own.bound)),
      gradient(info, epochs, hiddenLayers, beforeEpoch),
      loss(epochs, beforeEpoch, info.largestClass),
      notes(cell.notes, estimators, compares ? undefined : estimators[shown]),
    );
  };
}

/** The progress is that of all networks; the planes of each have epochs of their own. */
function epochsOfOne(progress: RunProgress | undefined): number {
  return progress === undefined ? 0 : progress.epochs / (progress.networks?.planned ?? 1);
}

/** The same array each time, so that it is not taken for another. */
const NOTHING_COMPARED: readonly PlaneView[] = [];

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

function readEstimates(
  estimator: number,
  { layers, estimators }: CellInfo,
  snapshots: GrowingTable,
  bound: BoundCurve | undefined,
): LayerEstimates {
  return {
    resolutions: estimators[estimator]?.resolutions ?? [],
    missing: countMissingEstimates(estimator, layers.length, snapshots),
    snapshots: snapshots.rows,
    distances: readNewestDistances(estimator, layers.length, snapshots),
    bound,
  };
}

function gatherPicture(
  controls: PlaneControls,
  plane: PlaneView,
  compared: readonly PlaneView[],
  legend: readonly LayerEntry[],
  gradient: GradientView,
  loss: LossView,
  notes: readonly string[],
): PictureView {
  return { controls, plane, compared, legend, gradient, loss, notes };
}
