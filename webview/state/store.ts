import type {
  BoundView,
  CellDelta,
  CellView,
  ConfigState,
  DrawerName,
  GradientFigure,
  HostToView,
  EpochAxis,
  IdleReason,
  NeuronList,
  NetworkChoice,
  NeuronsOfSnapshots,
  PersistedViewState,
  PlaneArrangement,
  RunView,
  ViewNote,
} from "../../src/view/viewMessages";
import { appendRows, createGrowingTable, type GrowingTable } from "./growingTable";
import { playOn, pointAt, startPlaying, stepFrom, type CursorPlace } from "./timeCursor";
import { buildTimeline, type Timeline } from "./timeline";

/** What does not change of a network while it trains; the same object from snapshot to snapshot. */
export type CellInfo = Omit<CellView, "epochs" | "snapshots" | "bound" | "divergence" | "notes">;

export interface CellState {
  readonly info: CellInfo;
  readonly epochs: GrowingTable;
  readonly snapshots: GrowingTable;
  readonly bound?: BoundView;
  readonly divergence?: NonNullable<CellView["divergence"]>;
  readonly notes: readonly ViewNote[];
}

export type RunState = Omit<RunView, "cells"> & { readonly cells: readonly CellState[] };

export type ViewContent =
  /** Nothing was heard of the host yet. */
  | { readonly kind: "connecting" }
  | { readonly kind: "none"; readonly reason: IdleReason; readonly detail?: string }
  | { readonly kind: "run"; readonly run: RunState };

export interface ViewState extends CursorPlace {
  readonly content: ViewContent;
  /** Number of the last message that was taken in. */
  readonly sequence: number;
  /** A message was missed: only a message with the whole picture counts now. */
  readonly awaitingSnapshot: boolean;
  /** It takes longer than it should to get the first picture. */
  readonly slow: boolean;
  /** The run that `hiddenLayers` was chosen for. */
  readonly runId?: string;
  /** The address of that run's file, where it is known. */
  readonly runFile?: string;
  readonly hiddenLayers: readonly number[];
  /** What the reader chose to see of several networks. */
  readonly network?: NetworkChoice;
  /** The estimator that the reader chose, by its key; it may be none of this run. */
  readonly estimator?: string;
  /** All estimators are drawn side by side. */
  readonly comparing: boolean;
  readonly boundHidden: boolean;
  /** The part of the bound that a finite sample guarantees is drawn. */
  readonly worstShown: boolean;
  /** One of `PLAY_SPEEDS`. */
  readonly speed: number;
  /** What plays begins again at its end. */
  readonly loops: boolean;
  /** Equal parts of the scale of epochs whose medians are drawn; 0 draws every point. */
  readonly smoothing: number;
  readonly epochAxis: EpochAxis;
  readonly gradientFigure: GradientFigure;
  readonly planes: PlaneArrangement;
  /** What is open below the pictures. */
  readonly drawer?: DrawerName;
  /** How the run's config stands to its file of today; left out until it is known. */
  readonly configState?: ConfigState;
  /** The runs that are drawn beside this one. */
  readonly compared: readonly RunState[];
  /** What is known of a network's neurons, as far as it was asked for. */
  readonly neurons: Readonly<Partial<Record<NeuronList, KnownNeurons>>>;
  /** The unit that is looked at. */
  readonly unit: ChosenUnit;
}

/** A unit by its layer and its place in it, from 0 on. */
export interface ChosenUnit {
  readonly layer: number;
  readonly unit: number;
}

/** In the order of their epochs. */
export type KnownNeurons = Omit<NeuronsOfSnapshots, "after" | "of">;

/** How many times as fast as the slowest the cursor moves by itself. */
export const PLAY_SPEEDS = [1, 2, 4] as const;

/** Parts of the scale of epochs that lines are smoothed over at first, and those that can be chosen. */
export const SMOOTHING_DEFAULT = 40;
export const SMOOTHING_CHOICES = [0, 80, 40, 20] as const;

/** What happens to a view, from the host or from its reader. */
export type ViewEvent =
  | HostToView
  | { readonly type: "view/slow" }
  | { readonly type: "view/toggleLayer"; readonly layer: number }
  /** Shows this layer alone; once more shows all. */
  | { readonly type: "view/soloLayer"; readonly layer: number }
  | { readonly type: "view/showAllLayers" }
  | { readonly type: "view/selectNetwork"; readonly network: NetworkChoice }
  | { readonly type: "view/selectEstimator"; readonly estimator: string }
  | { readonly type: "view/compareEstimators" }
  | { readonly type: "view/toggleBound" }
  | { readonly type: "view/toggleWorst" }
  /** Looks at an epoch; without one, the newest is followed again. */
  | { readonly type: "view/setCursor"; readonly epoch?: number }
  /** Goes so many recorded epochs on, or back if it is negative. */
  | { readonly type: "view/moveCursor"; readonly by: number }
  | { readonly type: "view/togglePlay" }
  | { readonly type: "view/selectSpeed"; readonly speed: number }
  | { readonly type: "view/toggleLoop" }
  /** So much time has passed while the cursor moves by itself. */
  | { readonly type: "view/tick"; readonly seconds: number }
  | { readonly type: "view/selectSmoothing"; readonly parts: number }
  | { readonly type: "view/selectGradientFigure"; readonly figure: GradientFigure }
  | { readonly type: "view/selectEpochAxis"; readonly axis: EpochAxis }
  | { readonly type: "view/arrangePlanes"; readonly planes: PlaneArrangement }
  /** Opens what is not open, and closes what is. */
  | { readonly type: "view/toggleDrawer"; readonly drawer: DrawerName }
  | { readonly type: "view/openDrawer"; readonly drawer: DrawerName }
  | { readonly type: "view/selectUnit"; readonly unit: ChosenUnit };

export function createInitialState(persisted: PersistedViewState | undefined): ViewState {
  return {
    content: { kind: "connecting" },
    sequence: 0,
    awaitingSnapshot: false,
    slow: false,
    hiddenLayers: persisted?.hiddenLayers ?? [],
    comparing: persisted?.comparing === true,
    boundHidden: persisted?.boundHidden === true,
    worstShown: false,
    speed: 1,
    loops: false,
    smoothing: persisted?.smoothing ?? SMOOTHING_DEFAULT,
    epochAxis: persisted?.epochAxis ?? "logarithmic",
    gradientFigure: persisted?.gradientFigure ?? "signalToNoise",
    planes: persisted?.planes ?? "one",
    unit: { layer: 0, unit: 0 },
    compared: [],
    neurons: {},
    ...(persisted?.cursor === undefined ? {} : { cursor: persisted.cursor }),
    ...(persisted?.network === undefined ? {} : { network: persisted.network }),
    ...(persisted?.drawer === undefined ? {} : { drawer: persisted.drawer }),
    ...(persisted?.runId === undefined ? {} : { runId: persisted.runId }),
    ...(persisted?.runFile === undefined ? {} : { runFile: persisted.runFile }),
    ...(persisted?.estimator === undefined ? {} : { estimator: persisted.estimator }),
  };
}

/** The state after an event; a pure function. */
export function reduceView(state: ViewState, event: ViewEvent): ViewState {
  switch (event.type) {
    case "run/snapshot":
      return takeSnapshot(state, event);
    case "run/delta":
      return takeDelta(state, event);
    case "run/compared":
      return event.runId === state.runId ? { ...state, compared: event.runs.map(createRun) } : state;
    case "run/config":
      return event.runId === state.runId ? { ...state, configState: event.state } : state;
    case "run/neurons":
      return takeNeurons(state, event);
    case "view/selectUnit":
      return { ...state, unit: event.unit };
    case "run/none":
      return {
        ...state,
        content: {
          kind: "none",
          reason: event.reason,
          ...(event.detail === undefined ? {} : { detail: event.detail }),
        },
        sequence: event.sequence,
        awaitingSnapshot: false,
        slow: false,
      };
    case "view/slow":
      return { ...state, slow: true };
    case "view/toggleLayer":
      return { ...state, hiddenLayers: toggle(state.hiddenLayers, event.layer) };
    case "view/soloLayer":
      return { ...state, hiddenLayers: solo(state, event.layer) };
    case "view/showAllLayers":
      return { ...state, hiddenLayers: [] };
    case "view/selectNetwork":
      return { ...state, network: event.network };
    case "view/selectEstimator":
      return { ...state, estimator: event.estimator, comparing: false };
    case "view/compareEstimators":
      return { ...state, comparing: true, planes: "one" };
    case "view/toggleBound":
      return { ...state, boundHidden: !state.boundHidden };
    case "view/toggleWorst":
      return { ...state, worstShown: !state.worstShown };
    case "view/setCursor":
      return goTo(state, pointAt(findTimeline(state), event.epoch));
    case "view/moveCursor":
      return goTo(state, stepFrom(findTimeline(state), state, event.by));
    case "view/togglePlay":
      return goTo(
        state,
        state.playing === undefined
          ? startPlaying(findTimeline(state), state)
          : stepFrom(findTimeline(state), state, 0),
      );
    case "view/selectSpeed":
      return { ...state, speed: event.speed };
    case "view/toggleLoop":
      return { ...state, loops: !state.loops };
    case "view/tick":
      return goTo(state, playOn(findTimeline(state), state, event.seconds, state.speed, state.loops));
    case "view/selectSmoothing":
      return { ...state, smoothing: event.parts };
    case "view/selectEpochAxis":
      return { ...state, epochAxis: event.axis };
    case "view/arrangePlanes":
      return { ...state, planes: event.planes, comparing: false };
    case "view/selectGradientFigure":
      return { ...state, gradientFigure: event.figure };
    case "view/toggleDrawer": {
      const { drawer, ...rest } = state;
      return drawer === event.drawer ? rest : { ...rest, drawer: event.drawer };
    }
    case "view/openDrawer":
      return { ...state, drawer: event.drawer };
  }
}

/** True while the first picture is still to come. */
export function isLoading({ content }: ViewState): boolean {
  return content.kind === "connecting" || (content.kind === "none" && content.reason === "loading");
}

/** The network that is shown, or one of those that are shown together; undefined before the run has one. */
export function findShownCell({ content, network }: ViewState): CellState | undefined {
  if (content.kind !== "run") {
    return undefined;
  }
  const { cells } = content.run;
  return (
    cells.find(({ info }) =>
      network?.kind === "mean" ? info.variant === network.variant : info.position === network?.position,
    ) ?? cells[0]
  );
}

/** The epochs that the reader can look at. */
export function findTimeline(state: ViewState): Timeline {
  const cell = findShownCell(state);
  return cell === undefined ? [] : buildTimeline(cell.snapshots, cell.epochs);
}

/** What is kept of a state over a reload of the window. */
export function toPersistedState(state: ViewState): PersistedViewState {
  return {
    version: 1,
    hiddenLayers: state.hiddenLayers,
    ...(state.runId === undefined ? {} : { runId: state.runId }),
    ...(state.runFile === undefined ? {} : { runFile: state.runFile }),
    ...(state.estimator === undefined ? {} : { estimator: state.estimator }),
    ...(state.comparing ? { comparing: true as const } : {}),
    ...(state.boundHidden ? { boundHidden: true as const } : {}),
    ...(state.cursor === undefined ? {} : { cursor: state.cursor }),
    ...(state.smoothing === SMOOTHING_DEFAULT ? {} : { smoothing: state.smoothing }),
    ...(state.epochAxis === "logarithmic" ? {} : { epochAxis: state.epochAxis }),
    ...(state.gradientFigure === "signalToNoise" ? {} : { gradientFigure: state.gradientFigure }),
    ...(state.network === undefined ? {} : { network: state.network }),
    ...(state.planes === "one" ? {} : { planes: state.planes }),
    ...(state.drawer === undefined ? {} : { drawer: state.drawer }),
  };
}

function goTo(state: ViewState, { cursor, playing }: CursorPlace): ViewState {
  return {
    ...omit(state, ["cursor", "playing"]),
    ...(cursor === undefined ? {} : { cursor }),
    ...(playing === undefined ? {} : { playing }),
  };
}

function omit<Name extends "network" | "cursor" | "playing" | "configState" | "runFile">(
  state: ViewState,
  names: readonly Name[],
): Omit<ViewState, Name> {
  const isKept = ([key]: readonly [string, unknown]): boolean => !(names as readonly string[]).includes(key);
  return Object.fromEntries(Object.entries(state).filter(isKept)) as unknown as Omit<ViewState, Name>;
}

function takeSnapshot(state: ViewState, event: Extract<HostToView, { type: "run/snapshot" }>): ViewState {
  const { network, cursor } = state;
  const sameRun = event.run.runId === state.runId;
  const rest = omit(state, [
    "network",
    "cursor",
    "playing",
    "runFile",
    ...(sameRun ? [] : ["configState" as const]),
  ]);
  return {
    ...rest,
    content: { kind: "run", run: createRun(event.run) },
    compared: sameRun ? state.compared : [],
    sequence: event.sequence,
    awaitingSnapshot: false,
    slow: false,
    runId: event.run.runId,
    ...(event.file === undefined ? {} : { runFile: event.file }),
    // Another run may have other layers: what was hidden before says nothing about its layers.
    hiddenLayers: sameRun ? state.hiddenLayers : [],
    ...(sameRun && network !== undefined ? { network } : {}),
    ...(sameRun && cursor !== undefined ? { cursor } : {}),
  };
}

/** Lists that follow those that are there are added; others take their place. */
function takeNeurons(
  state: ViewState,
  { of, runId, position, after, epochs, values, estimator }: Extract<HostToView, { type: "run/neurons" }>,
): ViewState {
  const told: KnownNeurons = {
    runId,
    position,
    epochs,
    values,
    ...(estimator === undefined ? {} : { estimator }),
  };
  if (told.runId !== state.runId) {
    return state;
  }
  const before = state.neurons[of];
  const follows =
    before?.runId === told.runId &&
    before.position === told.position &&
    (before.epochs.at(-1) ?? -1) === after;
  const known = follows
    ? {
        ...before,
        ...told,
        epochs: [...before.epochs, ...told.epochs],
        values: [...before.values, ...told.values],
      }
    : told;
  return { ...state, neurons: { ...state.neurons, [of]: known } };
}

function takeDelta(state: ViewState, event: Extract<HostToView, { type: "run/delta" }>): ViewState {
  if (state.awaitingSnapshot) {
    return state;
  }
  const run = state.content.kind === "run" ? state.content.run : undefined;
  const known = run === undefined ? undefined : insertCells(run.cells, event.begun ?? []);
  const follows =
    run?.runId === event.runId &&
    event.sequence === state.sequence + 1 &&
    known !== undefined &&
    event.cells.every((delta) => fits(known[delta.cellIndex], delta));
  if (!follows) {
    return { ...state, awaitingSnapshot: true };
  }
  const cells = [...known];
  for (const delta of event.cells) {
    cells[delta.cellIndex] = extendCell(cells[delta.cellIndex]!, delta);
  }
  return {
    ...state,
    sequence: event.sequence,
    content: {
      kind: "run",
      run: {
        runId: run.runId,
        configName: run.configName,
        createdAt: run.createdAt,
        networks: run.networks,
        ...(run.config === undefined ? {} : { config: run.config }),
        ...(run.tool === undefined ? {} : { tool: run.tool }),
        status: event.status,
        cells: event.cells.length === 0 ? known : cells,
        ...(event.failure === undefined ? {} : { failure: event.failure }),
        ...(event.progress === undefined ? {} : { progress: event.progress }),
        ...(event.openedShare === undefined ? {} : { openedShare: event.openedShare }),
      },
    },
  };
}

function createRun(run: RunView): RunState {
  return { ...run, cells: run.cells.map(createCell) };
}

function createCell({ epochs, snapshots, bound, divergence, notes, ...info }: CellView): CellState {
  return {
    info,
    epochs: createGrowingTable(epochs),
    snapshots: createGrowingTable(snapshots),
    ...(bound === undefined ? {} : { bound }),
    ...(divergence === undefined ? {} : { divergence }),
    notes,
  };
}

/** The cells with those that begin, in the order of their places; undefined if one of them is there already. */
function insertCells(
  cells: readonly CellState[],
  begun: readonly CellView[],
): readonly CellState[] | undefined {
  if (begun.length === 0) {
    return cells;
  }
  const all = [...cells, ...begun.map(createCell)].sort((a, b) => a.info.position - b.info.position);
  const isOnce = new Set(all.map(({ info }) => info.position)).size === all.length;
  return isOnce ? all : undefined;
}

function fits(cell: CellState | undefined, delta: CellDelta): boolean {
  return (
    cell !== undefined &&
    (delta.epochs === undefined || delta.epochs.columns === cell.epochs.columns) &&
    (delta.snapshots === undefined || delta.snapshots.columns === cell.snapshots.columns)
  );
}

function extendCell(cell: CellState, delta: CellDelta): CellState {
  return {
    ...cell,
    epochs: delta.epochs === undefined ? cell.epochs : appendRows(cell.epochs, delta.epochs),
    snapshots: delta.snapshots === undefined ? cell.snapshots : appendRows(cell.snapshots, delta.snapshots),
    ...(delta.bound === undefined ? {} : { bound: delta.bound }),
    ...(delta.divergence === undefined ? {} : { divergence: delta.divergence }),
    ...(delta.notes === undefined ? {} : { notes: delta.notes }),
  };
}

function toggle(hidden: readonly number[], layer: number): readonly number[] {
  return hidden.includes(layer)
    ? hidden.filter((other) => other !== layer)
    : [...hidden, layer].sort((a, b) => a - b);
}

function solo(state: ViewState, layer: number): readonly number[] {
  const layers = findShownCell(state)?.info.layers ?? [];
  const others = [...layers.keys()].filter((other) => other !== layer);
  const isSolo =
    !state.hiddenLayers.includes(layer) && others.every((other) => state.hiddenLayers.includes(other));
  return isSolo ? [] : others;
}
