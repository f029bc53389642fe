import type { CellView, RunView } from "../../src/view/viewMessages";
import { snapshotColumn } from "../../src/view/tables";
import { createSyntheticCell, createSyntheticRun, sliceTable } from "./syntheticView";

export const COMPLETE = createSyntheticRun();

/** A run in its middle, of 8000 epochs. */
function interrupt(epochs: number, snapshots: number, status: RunView["status"]): RunView {
  const cell = createSyntheticCell({ epochs: 8000 });
  return {
    ...COMPLETE,
    status,
    progress: { epoch: 123, epochs: 8000, epochsPerSecond: 41.37, secondsLeft: 190.4 },
    cells: [
      {
        ...cell,
        epochs: sliceTable(cell.epochs, 0, epochs),
        snapshots: sliceTable(cell.snapshots, 0, snapshots),
      },
    ],
  };
}

/** Estimates and gradients missing here and there. */
function breakCell(cell: CellView): CellView {
  const snapshots = cell.snapshots.values.slice();
  for (let row = 60; row < 90; row++) {
    for (let estimator = 0; estimator < cell.estimators.length; estimator++) {
      const start = snapshotColumn(cell.layers.length, estimator, 2, "ixt");
      const end = snapshotColumn(cell.layers.length, estimator, 3, "ixt");
      snapshots.fill(NaN, row * cell.snapshots.columns + start, row * cell.snapshots.columns + end);
    }
  }
  const epochs = cell.epochs.values.slice();
  for (let row = 100; row < 130; row++) {
    epochs[row * cell.epochs.columns + 8] = 0;
  }
  return {
    ...cell,
    snapshots: { ...cell.snapshots, values: snapshots },
    epochs: { ...cell.epochs, values: epochs },
    notes: [
      ...cell.notes,
      { text: "hidden 3: 30 snapshots have activations that are not finite; they have no estimate." },
    ],
  };
}

/** A run of several networks, in its middle: some have ended, two go on, the others have not begun. */
function createStudy(): RunView {
  const run = interrupt(150, 80, "running");
  const networks = { completed: 6, planned: 10 };
  return {
    ...run,
    networks: 10,
    progress: { epoch: 52_345, epochs: 80_000, epochsPerSecond: 81.2, secondsLeft: 340, networks },
    cells: Array.from({ length: 8 }, (_, index) => ({
      ...run.cells[0]!,
      position: index + 1,
      seed: 12_340 + index,
    })),
  };
}

const LONG_TEXT = "\u202Eright to left, شبكة عصبية, <b>markup</b> and no end ".repeat(200);

/** Names of 10,000 letters, from right to left, with markup. */
function nameBadly(cell: CellView): CellView {
  return {
    ...cell,
    variantName: LONG_TEXT,
    datasetName: LONG_TEXT,
    layers: cell.layers.map((layer) => ({ ...layer, name: LONG_TEXT })),
    estimators: cell.estimators.map((estimator) => ({
      ...estimator,
      title: LONG_TEXT.slice(0, 200),
      resolutions: estimator.resolutions.map(() => LONG_TEXT.slice(0, 200)),
    })),
    notes: [{ text: LONG_TEXT }],
  };
}

/** Runs that nobody wishes for. */
export const BAD_RUNS: Readonly<Record<string, RunView>> = {
  "one-snapshot": createSyntheticRun({ snapshots: 1, recordedEpochs: 1, epochs: 1 }),
  "one-layer": createSyntheticRun({ units: [2] }),
  "many-layers": createSyntheticRun({ units: Array.from({ length: 33 }, (_, layer) => 40 - layer) }),
  "no-figure": {
    ...COMPLETE,
    cells: COMPLETE.cells.map((cell) => ({
      ...cell,
      snapshots: {
        ...cell.snapshots,
        values: cell.snapshots.values.map((value, index) =>
          index % cell.snapshots.columns === 0 ? value : NaN,
        ),
      },
      epochs: {
        ...cell.epochs,
        values: cell.epochs.values.map((value, index) => (index % cell.epochs.columns === 0 ? value : NaN)),
      },
    })),
  },
  "bad-names": {
    ...COMPLETE,
    configName: LONG_TEXT,
    cells: COMPLETE.cells.map(nameBadly),
  },
  "fifty-networks": {
    ...COMPLETE,
    networks: 50,
    cells: Array.from({ length: 50 }, (_, index) => ({
      ...createSyntheticCell({ snapshots: 60, recordedEpochs: 60 }),
      position: index + 1,
      seed: index,
    })),
  },
};

/** Runs of one estimator, by what they show. */
export const RUNS: Readonly<Record<string, RunView>> = {
  running: interrupt(150, 80, "running"),
  "first-point": interrupt(0, 1, "running"),
  "no-point": interrupt(0, 0, "running"),
  interrupted: interrupt(200, 100, "interrupted"),
  failed: {
    ...interrupt(100, 60, "failed"),
    failure: "It needs 812 MiB of memory, and the limit is 512 MiB.",
  },
  gaps: { ...COMPLETE, cells: COMPLETE.cells.map(breakCell) },
  study: createStudy(),
  "single-batch": createSyntheticRun({ batchesPerEpoch: 1 }),
  "seven-layers": createSyntheticRun({
    units: [20, 12, 10, 8, 6, 4, 2],
    epochs: 10_000,
    activation: "relu",
    labelEntropy: 0.99916,
    inputLabelInformation: 0.99916,
  }),
};

const SIX = createSyntheticRun({ estimators: 6, bound: "curved" });

/** Runs of several estimators with a bound. */
export const ESTIMATOR_RUNS: Readonly<Record<string, RunView>> = {
  several: createSyntheticRun({ estimators: 4, bound: "curved" }),
  "six-estimators": { ...SIX, cells: SIX.cells.map(breakCell) },
  trivial: createSyntheticRun({ inputLabelInformation: 1, estimators: 2, bound: "trivial" }),
};
