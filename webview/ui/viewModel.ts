import type { LayerRemark } from "../picture/pictureKind";
import { memoizeLast } from "../kit/memoize";
import type { Placement } from "../kit/placement";
import { text } from "../kit/strings";
import { KINDS, type PictureViews } from "../pictures/pictures";
import { findShownEstimators } from "../state/shownEstimators";
import { findShownCell, type CellState, type RunState, type ViewState } from "../state/store";
import { buildHeaderView, type HeaderView } from "./headerView";
import { buildLayerLegend, type LayerEntry } from "./layerLegend";
import { buildIdleMessage, buildStartMessage, type MessageView } from "./messageView";
import { listNotes } from "./noteList";
import { buildVerdictView, type VerdictView } from "./verdictView";

/** The pictures of one network, each by its name, and what belongs to all. */
export interface PictureView extends PictureViews {
  readonly legend: readonly LayerEntry[];
  readonly notes: readonly string[];
}

/** All that a view shows, in figures and words; nothing of how it is drawn. */
export interface ViewModel {
  /** What a screen reader is told when it changes. */
  readonly announcement: string;
  readonly header?: HeaderView;
  readonly message?: MessageView;
  /** Left out before the network that is shown has ended, and if nothing can be said of it. */
  readonly verdict?: VerdictView;
  readonly picture?: PictureView;
}

/**
 * Builds view-models one after the other. A part whose sources are the same as the last time is the same object
 * as the last time, so that only what changed is drawn again.
 */
export function createViewModelBuilder(placement: Placement): (state: ViewState) => ViewModel {
  const header = memoizeLast(buildHeaderView);
  const verdict = memoizeLast(buildVerdictView);
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
      : {
          announcement,
          header: headerView,
          ...withVerdict(verdict(run.cells, run.networks, cell, placement)),
          picture: buildPicture(state, run, cell),
        };
  };
}

function withVerdict(verdict: VerdictView | undefined): Pick<ViewModel, "verdict"> {
  return verdict === undefined ? {} : { verdict };
}

function createPictureBuilder(
  placement: Placement,
): (state: ViewState, run: RunState, cell: CellState) => PictureView {
  const builders = KINDS.map((kind) => ({ kind, build: kind.createBuilder(placement) }));
  const legend = memoizeLast(buildLayerLegend);
  const notes = memoizeLast(listNotes);
  const remarks = memoizeLast(mergeRemarks);
  const gather = memoizeLast(
    (entries: readonly LayerEntry[], lines: readonly string[], ...views: readonly unknown[]) =>
      ({
        ...Object.fromEntries(builders.map(({ kind }, index) => [kind.name, views[index]])),
        legend: entries,
        notes: lines,
      }) as unknown as PictureView,
  );
  return (state, run, cell) => {
    const { estimators } = cell.info;
    const { shown, compares } = findShownEstimators(state, cell, placement);
    const views = builders.map(({ build }) => build({ state, run, cell }));
    const said = builders.flatMap(({ kind }, index) => {
      const own = kind.remarkOnLayers?.(views[index]);
      return own === undefined ? [] : [own];
    });
    return gather(
      legend(cell.info.layers, state.hiddenLayers, remarks(...said)),
      notes(cell.notes, estimators, compares ? undefined : estimators[shown]),
      ...views,
    );
  };
}

/** What all pictures say of each layer. */
function mergeRemarks(...said: readonly (readonly LayerRemark[])[]): readonly LayerRemark[] {
  const layers = Math.max(0, ...said.map(({ length }) => length));
  return Array.from(
    { length: layers },
    (_, layer) => Object.assign({}, ...said.map((of) => of[layer])) as LayerRemark,
  );
}
