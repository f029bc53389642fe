import type { Placement } from "../readViewModel";
import { findShownCell, type ViewState } from "../state/store";
import { text } from "../strings";
import { buildGradientView, type GradientView } from "./gradientView";
import { buildHeaderView, type HeaderView } from "./headerView";
import { buildLayerLegend, type LayerEntry } from "./layerLegend";
import { buildLossView, type LossView } from "./lossView";
import { buildIdleMessage, buildStartMessage, type MessageView } from "./messageView";
import { buildPlaneView, countMissingEstimates, type PlaneView } from "./planeView";

/** The charts of one network. */
export interface PictureView {
  readonly plane: PlaneView;
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
  const plane = memoizeLast(buildPlaneView);
  const missing = memoizeLast(countMissingEstimates);
  const legend = memoizeLast(buildLayerLegend);
  const gradient = memoizeLast(buildGradientView);
  const loss = memoizeLast(buildLossView);
  const header = memoizeLast(buildHeaderView);
  const picture = memoizeLast(
    (...[planeView, entries, gradientView, lossView, notes]: PictureParts): PictureView => ({
      plane: planeView,
      legend: entries,
      gradient: gradientView,
      loss: lossView,
      notes,
    }),
  );
  return (state) => {
    if (state.content.kind !== "run") {
      const message = buildIdleMessage(state);
      return { announcement: message.title, message };
    }
    const { run } = state.content;
    const cell = findShownCell(state);
    const headerView = header(run, cell, placement);
    const announcement = text("announcement", run.configName, headerView.statusText);
    if (cell === undefined) {
      return { announcement, header: headerView, message: buildStartMessage(run) };
    }
    const { info, snapshots, epochs, notes } = cell;
    const { hiddenLayers } = state;
    const running = run.status === "running";
    const epochsPlanned = running ? (run.progress?.epochs ?? 0) : 0;
    const beforeSnapshot = text(running ? "startedText" : "nothingRecorded");
    const beforeEpoch = text(running ? "firstEpochText" : "nothingRecorded");
    return {
      announcement,
      header: headerView,
      picture: picture(
        plane(info, snapshots, hiddenLayers, epochsPlanned, beforeSnapshot),
        legend(info.layers, hiddenLayers, missing(info.layers.length, snapshots), snapshots.rows),
        gradient(info, epochs, hiddenLayers, beforeEpoch),
        loss(epochs, beforeEpoch),
        notes,
      ),
    };
  };
}

type PictureParts = [PlaneView, readonly LayerEntry[], GradientView, LossView, readonly string[]];

function memoizeLast<Arguments extends readonly unknown[], Result>(
  build: (...args: Arguments) => Result,
): (...args: Arguments) => Result {
  let last: { readonly args: Arguments; readonly result: Result } | undefined;
  return (...args) => {
    if (last === undefined || !args.every((arg, index) => Object.is(arg, last?.args[index]))) {
      last = { args, result: build(...args) };
    }
    return last.result;
  };
}
