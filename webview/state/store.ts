import type {
  BoundView,
  CellDelta,
  CellView,
  HostToView,
  IdleReason,
  PersistedViewState,
  RunView,
  ViewNote,
} from "../../src/view/viewMessages";
import { appendRows, createGrowingTable, type GrowingTable } from "./growingTable";

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

export interface ViewState {
  readonly content: ViewContent;
  /** Number of the last message that was taken in. */
  readonly sequence: number;
  /** A message was missed: only a message with the whole picture counts now. */
  readonly awaitingSnapshot: boolean;
  /** It takes longer than it should to get the first picture. */
  readonly slow: boolean;
  /** The run that `hiddenLayers` was chosen for. */
  readonly runId?: string;
  readonly hiddenLayers: readonly number[];
  /** The place of the network that the reader chose; without a choice the first is shown. */
  readonly selectedNetwork?: number;
  /** The estimator that the reader chose, by its key; it may be none of this run. */
  readonly estimator?: string;
  /** All estimators are drawn side by side. */
  readonly comparing: boolean;
  readonly boundHidden: boolean;
}

/** What happens to a view, from the host or from its reader. */
export type ViewEvent =
  | HostToView
  | { readonly type: "view/slow" }
  | { readonly type: "view/toggleLayer"; readonly layer: number }
  /** Shows this layer alone; once more shows all. */
  | { readonly type: "view/soloLayer"; readonly layer: number }
  | { readonly type: "view/showAllLayers" }
  /** @see CellView.position */
  | { readonly type: "view/selectNetwork"; readonly position: number }
  | { readonly type: "view/selectEstimator"; readonly estimator: string }
  | { readonly type: "view/compareEstimators" }
  | { readonly type: "view/toggleBound" };

export function createInitialState(persisted: PersistedViewState | undefined): ViewState {
  return {
    content: { kind: "connecting" },
    sequence: 0,
    awaitingSnapshot: false,
    slow: false,
    hiddenLayers: persisted?.hiddenLayers ?? [],
    comparing: persisted?.comparing === true,
    boundHidden: persisted?.boundHidden === true,
    ...(persisted?.runId === undefined ? {} : { runId: persisted.runId }),
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
      return { ...state, selectedNetwork: event.position };
    case "view/selectEstimator":
      return { ...state, estimator: event.estimator, comparing: false };
    case "view/compareEstimators":
      return { ...state, comparing: true };
    case "view/toggleBound":
      return { ...state, boundHidden: !state.boundHidden };
  }
}

/** True while the first picture is still to come. */
export function isLoading({ content }: ViewState): boolean {
  return content.kind === "connecting" || (content.kind === "none" && content.reason === "loading");
}

/** The network that is shown; undefined before the run has one. */
export function findShownCell(state: ViewState): CellState | undefined {
  if (state.content.kind !== "run") {
    return undefined;
  }
  const { cells } = state.content.run;
  return cells.find(({ info }) => info.position === state.selectedNetwork) ?? cells[0];
}

/** What is kept of a state over a reload of the window. */
export function toPersistedState(state: ViewState): PersistedViewState {
  return {
    version: 1,
    hiddenLayers: state.hiddenLayers,
    ...(state.runId === undefined ? {} : { runId: state.runId }),
    ...(state.estimator === undefined ? {} : { estimator: state.estimator }),
    ...(state.comparing ? { comparing: true as const } : {}),
    ...(state.boundHidden ? { boundHidden: true as const } : {}),
  };
}

function takeSnapshot(state: ViewState, event: Extract<HostToView, { type: "run/snapshot" }>): ViewState {
  const { selectedNetwork, ...rest } = state;
  const sameRun = event.run.runId === state.runId;
  return {
    ...rest,
    content: { kind: "run", run: { ...event.run, cells: event.run.cells.map(createCell) } },
    sequence: event.sequence,
    awaitingSnapshot: false,
    slow: false,
    runId: event.run.runId,
    // Another run may have other layers: what was hidden before says nothing about its layers.
    hiddenLayers: sameRun ? state.hiddenLayers : [],
    ...(sameRun && selectedNetwork !== undefined ? { selectedNetwork } : {}),
  };
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
        status: event.status,
        cells: event.cells.length === 0 ? known : cells,
        ...(event.failure === undefined ? {} : { failure: event.failure }),
        ...(event.progress === undefined ? {} : { progress: event.progress }),
      },
    },
  };
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
