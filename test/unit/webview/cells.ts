import type { CellView, RunView } from "../../../src/protocol/viewMessages";
import { createGrowingTable, type GrowingTable } from "../../../webview/state/growingTable";
import { createInitialState, reduceView, type CellInfo, type ViewState } from "../../../webview/state/store";
import { tabulate } from "../../support/syntheticView";

/** A network with two layers on a task of 8 patterns; nothing recorded yet. */
export const EMPTY_CELL: CellView = {
  variant: 0,
  seed: 5,
  layers: [
    { name: "hidden 1", units: 3, activation: "tanh", resolution: "30 bins over [-1, 1]" },
    { name: "output", units: 2, activation: "softmax", resolution: "30 bins over [-1, 1]" },
  ],
  datasetName: "eight patterns",
  rows: 8,
  trainingRows: 6,
  classes: 2,
  inputEntropy: 3,
  labelEntropy: 1,
  inputLabelInformation: 0.99,
  engine: "tfjs (wasm)",
  estimator: "binning",
  batchesPerEpoch: 4,
  epochs: tabulate([], 11),
  snapshots: tabulate([], 5),
  notes: [],
};

export const INFO: CellInfo = EMPTY_CELL;

export const RUN: RunView = {
  runId: "run-1",
  configName: "paper.ib.json",
  createdAt: "2026-01-02T03:04:05.000Z",
  status: "completed",
  cells: [EMPTY_CELL],
};

export function table(rows: readonly (readonly number[])[], columns: number): GrowingTable {
  return createGrowingTable(tabulate(rows, columns));
}

/** The state of a view that was sent this run. */
export function showRun(run: RunView, before: ViewState = createInitialState(undefined)): ViewState {
  return reduceView(before, { type: "run/snapshot", sequence: 1, run });
}
