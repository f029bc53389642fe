import type { DrawerName, EpochAxis } from "../../src/view/viewMessages";
import type { LayerRemark } from "../picture/pictureKind";
import { memoizeLast } from "../kit/memoize";
import type { Placement } from "../kit/placement";
import { text } from "../kit/strings";
import { KINDS, type PictureViews } from "../pictures/pictures";
import { findShownEstimators } from "../state/shownEstimators";
import { createNetworkFinder, resolveChoice, type ShownNetwork } from "../state/shownNetwork";
import { findShownPhases, type ShownPhases } from "../state/shownPhases";
import type { RunState, ViewState } from "../state/store";
import { buildTimeline, type Timeline } from "../state/timeline";
import { announceCursor } from "./announceCursor";
import { buildDetailsView } from "./detailsView";
import type { DrawerView } from "./drawerView";
import { buildHeaderView, type HeaderView } from "./headerView";
import { buildLayerLegend, type LayerEntry } from "./layerLegend";
import { buildIdleMessage, buildStartMessage, type MessageView } from "./messageView";
import { buildNeuronsView } from "./neuronsView";
import { listNotes } from "./noteList";
import { describePhases } from "./phasesText";
import { buildScrubberView, type ScrubberView } from "./scrubberView";
import { buildSparklines, type Sparkline } from "./sparklinesView";
import { buildComparedTable } from "./comparedTable";
import { buildTableView, type TableView } from "./tableView";
import { buildToolsView, type ToolsView } from "./toolsView";
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
  /** What the layers and the gradients do; empty if nothing can be said. */
  readonly phases: string;
  /** Left out before the network that is shown has ended, and if nothing can be said of it. */
  readonly verdict?: VerdictView;
  readonly tools?: ToolsView;
  readonly picture?: PictureView;
  /** The epoch that the reader looks at; left out while the newest is followed. */
  readonly cursor?: number;
  readonly scrubber?: ScrubberView;
  readonly drawer?: DrawerView;
  /** For the side bar; empty elsewhere. */
  readonly sparklines: readonly Sparkline[];
}

/**
 * Builds view-models one after the other. A part whose sources are the same as the last time is the same object
 * as the last time, so that only what changed is drawn again.
 */
export function createViewModelBuilder(placement: Placement): (state: ViewState) => ViewModel {
  const findNetwork = createNetworkFinder();
  const phasesOf = memoizeLast(findShownPhases);
  const buildRun = createRunBuilder(placement);
  const header = memoizeLast(buildHeaderView);
  return (state) => {
    if (state.content.kind !== "run") {
      const message = buildIdleMessage(state);
      return { announcement: message.title, message, phases: "", sparklines: NONE };
    }
    const { run } = state.content;
    const shown = findNetwork(state);
    const headerView = header(run, shown?.cell, placement, state.configState);
    const status = text("announcement", run.configName, headerView.statusText);
    if (shown === undefined) {
      return {
        announcement: status,
        header: headerView,
        message: buildStartMessage(run),
        phases: "",
        sparklines: NONE,
      };
    }
    const phases = phasesOf(shown, findShownEstimators(state, shown.cell, placement).shown);
    return { announcement: status, header: headerView, ...buildRun(state, run, shown, phases, headerView) };
  };
}

const NONE: readonly never[] = [];

/** States of a run of which more comes. */
const GOING_ON: readonly RunState["status"][] = ["opening", "running", "elsewhere"];

type RunParts = Omit<ViewModel, "announcement" | "header" | "message"> &
  Partial<Pick<ViewModel, "announcement">>;

function createRunBuilder(
  placement: Placement,
): (
  state: ViewState,
  run: RunState,
  shown: ShownNetwork,
  phases: ShownPhases,
  header: HeaderView,
) => RunParts {
  const verdict = memoizeLast(buildVerdictView);
  const phasesText = memoizeLast(describePhases);
  const tools = memoizeLast(buildToolsView);
  const timeline = memoizeLast(buildTimeline);
  const choice = memoizeLast(resolveChoice);
  const sparklines = memoizeLast(buildSparklines);
  const scrubber = memoizeLast(
    (
      epochs: Timeline,
      turns: ShownPhases,
      cursor: number | undefined,
      ...[running, playing, speed, loops, axis]: Flags
    ) =>
      buildScrubberView(epochs, turns, {
        cursor,
        isRunning: running,
        isPlaying: playing,
        speed,
        loops,
        axis,
      }),
  );
  const buildPicture = createPictureBuilder(placement);
  const buildDrawer = createDrawerBuilder(placement);
  return (state, run, shown, phases, header) => {
    const { cell } = shown;
    const running = GOING_ON.includes(run.status);
    const picture = buildPicture(state, run, shown, phases);
    const scrubberView = scrubber(
      timeline(cell.snapshots, cell.epochs),
      phases,
      state.cursor,
      running,
      state.playing !== undefined,
      state.speed,
      state.loops,
      state.epochAxis,
    );
    return {
      phases: phasesText(phases, running, cell.info.batchesPerEpoch > 1),
      ...optional("verdict", verdict(run.cells, run.networks, cell, placement)),
      tools: tools(
        run.networks,
        run.cells,
        choice(run, state.network),
        state.smoothing,
        state.planes,
        state.epochAxis,
      ),
      picture,
      ...optional("cursor", state.cursor),
      ...optional("scrubber", scrubberView),
      ...optional("drawer", buildDrawer(state, run, shown, phases, header, picture.notes)),
      sparklines: placement === "side" ? sparklines(picture.information) : NONE,
      // A cursor that plays would talk without end.
      ...(state.cursor === undefined || state.playing !== undefined
        ? {}
        : { announcement: announceCursor(picture.plane.own, state.cursor) }),
    };
  };
}

type Flags = readonly [running: boolean, playing: boolean, speed: number, loops: boolean, axis: EpochAxis];

function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [key in Name]?: Value };
}

function createDrawerBuilder(
  placement: Placement,
): (
  state: ViewState,
  run: RunState,
  shown: ShownNetwork,
  phases: ShownPhases,
  header: HeaderView,
  notes: readonly string[],
) => DrawerView | undefined {
  const compared = memoizeLast(buildComparedTable);
  const table = memoizeLast(buildTableView);
  const gatherTables = memoizeLast((own: TableView, others: TableView | undefined): DrawerView => ({
    name: "table",
    table: own,
    ...(others === undefined ? {} : { compared: others }),
  }));
  const neurons = memoizeLast((...args: Parameters<typeof buildNeuronsView>): DrawerView => ({
    name: "neurons",
    neurons: buildNeuronsView(...args),
  }));
  const details = memoizeLast(
    (
      config: string | undefined,
      tool: string | undefined,
      lines: HeaderView["details"],
      notes: readonly string[],
    ): DrawerView => ({
      name: "details",
      details: buildDetailsView(
        { ...(config === undefined ? {} : { config }), ...(tool === undefined ? {} : { tool }) },
        lines,
        notes,
      ),
    }),
  );
  return (state, run, shown, phases, header, notes) => {
    const estimator = findShownEstimators(state, shown.cell, placement).shown;
    const build: Readonly<Record<DrawerName, () => DrawerView>> = {
      table: () =>
        gatherTables(
          table(shown, phases, estimator, state.cursor),
          compared(shown, state.compared, estimator),
        ),
      neurons: () =>
        neurons(
          (shown.mean?.members[0] ?? shown.cell).info,
          state.neurons,
          state.unit,
          (shown.mean?.members.length ?? 1) > 1,
          state.cursor,
        ),
      details: () => details(run.config, run.tool, header.details, notes),
    };
    return state.drawer === undefined ? undefined : build[state.drawer]();
  };
}

function createPictureBuilder(
  placement: Placement,
): (state: ViewState, run: RunState, shown: ShownNetwork, phases: ShownPhases) => PictureView {
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
  return (state, run, { cell, mean }, phases) => {
    const { estimators } = cell.info;
    const { shown, compares } = findShownEstimators(state, cell, placement);
    const source = { state, run, cell, phases, ...(mean === undefined ? {} : { mean }) };
    const views = builders.map(({ build }) => build(source));
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
