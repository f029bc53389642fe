import {
  BOUND_FIGURES,
  countSnapshotColumns,
  ESTIMATE_FIGURES,
  type EstimateFigure,
  type Table,
} from "../../../src/view/tables";
import type { BoundView, CellView, RunView } from "../../../src/view/viewMessages";
import { createGrowingTable, type GrowingTable } from "../../../webview/state/growingTable";
import { createInitialState, reduceView, type CellInfo, type ViewState } from "../../../webview/state/store";
import { tabulate } from "../../support/syntheticView";

/** A network with two layers on a task of 8 patterns; nothing recorded yet. */
export const EMPTY_CELL: CellView = {
  position: 1,
  variant: 0,
  seed: 5,
  layers: [
    { name: "hidden 1", units: 3, activation: "tanh" },
    { name: "output", units: 2, activation: "softmax" },
  ],
  datasetName: "eight patterns",
  rows: 8,
  trainingRows: 6,
  classes: 2,
  largestClass: 0.5,
  columns: 3,
  inputEntropy: 3,
  labelEntropy: 1,
  inputLabelInformation: 0.99,
  engine: "tfjs (wasm)",
  estimators: [
    { key: "binning", title: "binning", resolutions: ["30 bins over [-1, 1]", "30 bins over [-1, 1]"] },
  ],
  batchesPerEpoch: 4,
  epochs: tabulate([], 11),
  snapshots: tabulate([], countSnapshotColumns(2, 1)),
  notes: [],
};

/** The same by three estimators: the second gives bounds, the third no I(X;T). */
export const THREE_ESTIMATORS: CellView = {
  ...EMPTY_CELL,
  estimators: [
    ...EMPTY_CELL.estimators,
    {
      key: "kde",
      title: "KDE bounds",
      resolutions: ["noise of variance 0.1", "noise of variance 0.1"],
      spread: "bounds",
    },
    { key: "ksg", title: "nearest neighbors", resolutions: ["k = 3", "k = 3"] },
  ],
  snapshots: tabulate([], countSnapshotColumns(2, 3)),
};

/** A bound with a shape; its worst case is known up to 1 bit. */
export const BOUND: BoundView = {
  of: "p(y|x) of the data",
  trivial: false,
  accuracy: 0.001,
  curve: tabulate(
    [
      [0, 0, 0],
      [1, 0.75, 0.25],
      [2, 0.9, NaN],
    ],
    BOUND_FIGURES.length,
  ),
  notes: ["Read it so."],
};

/** The figures of one estimate; those that are not named are NaN. */
export type Figures = Partial<Record<EstimateFigure, number>>;

/** A row of a snapshot table: the epoch, then for each estimator and each layer in it its figures. */
export function snapshotRow(epoch: number, ...estimates: readonly Figures[]): readonly number[] {
  return [epoch, ...estimates.flatMap((figures) => ESTIMATE_FIGURES.map((name) => figures[name] ?? NaN))];
}

/** An estimate that is a point alone. */
export function point(ixt: number, ity: number): Figures {
  return { ixt, ity };
}

/** Rows of a snapshot table of two layers, by one estimator where no other number is given. */
export function snapshotTable(rows: readonly (readonly number[])[], estimators = 1): Table {
  return tabulate(rows, countSnapshotColumns(2, estimators));
}

export const INFO: CellInfo = { ...EMPTY_CELL };

export const RUN: RunView = {
  runId: "run-1",
  configName: "paper.ib.json",
  createdAt: "2026-01-02T03:04:05.000Z",
  status: "completed",
  networks: 1,
  cells: [EMPTY_CELL],
};

export function table(rows: readonly (readonly number[])[], columns: number): GrowingTable {
  return createGrowingTable(tabulate(rows, columns));
}

/** The state of a view that was sent this run. */
export function showRun(run: RunView, before: ViewState = createInitialState(undefined)): ViewState {
  return reduceView(before, { type: "run/snapshot", sequence: 1, run });
}
