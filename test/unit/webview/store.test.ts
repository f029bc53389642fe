import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CellDelta, HostToView } from "../../../src/view/viewMessages";
import { readValue, type GrowingTable } from "../../../webview/state/growingTable";
import {
  createInitialState,
  findShownCell,
  isLoading,
  reduceView,
  toPersistedState,
  type ViewState,
} from "../../../webview/state/store";
import { createSyntheticCell, sliceTable, tabulate } from "../../support/syntheticView";
import { BOUND, EMPTY_CELL, point, RUN, showRun, snapshotRow, snapshotTable } from "./cells";

const running = { ...RUN, status: "running" } as const;
const delta = (sequence: number, cells: readonly CellDelta[] = [], runId = "run-1"): HostToView => ({
  type: "run/delta",
  sequence,
  runId,
  status: "running",
  cells,
});
const snapshotAt = (epoch: number): CellDelta => ({
  cellIndex: 0,
  snapshots: snapshotTable([snapshotRow(epoch, point(3, 1), point(2, 1))]),
});
const rowsOf = (state: ViewState): number | undefined => findShownCell(state)?.snapshots.rows;

function readTable(growing: GrowingTable): readonly number[] {
  return Array.from({ length: growing.rows * growing.columns }, (_, index) =>
    readValue(growing, Math.floor(index / growing.columns), index % growing.columns),
  );
}

describe("a view's state", () => {
  it("adds the rows of deltas in sequence, and takes their notes in place of those before", () => {
    const first = reduceView(showRun(running), delta(2, [{ ...snapshotAt(0), notes: [{ text: "a" }] }]));
    const notes = [{ text: "b", estimator: "binning" }];
    const second = reduceView(first, delta(3, [{ ...snapshotAt(1), notes }]));
    expect(rowsOf(second)).toBe(2);
    expect(findShownCell(second)?.notes).toEqual(notes);
    expect(second.awaitingSnapshot).toBe(false);
    expect(findShownCell(reduceView(second, delta(4, [snapshotAt(2)])))?.notes).toEqual(notes);
  });

  it("takes in the bound when it is known, and keeps it", () => {
    const before = showRun(running);
    expect(findShownCell(before)).not.toHaveProperty("bound");
    const known = reduceView(before, delta(2, [{ cellIndex: 0, bound: BOUND }]));
    expect(findShownCell(reduceView(known, delta(3, [snapshotAt(0)])))?.bound).toBe(BOUND);
    const whole = showRun({ ...RUN, cells: [{ ...EMPTY_CELL, bound: BOUND }] });
    expect(findShownCell(whole)?.bound).toBe(BOUND);
    expect(findShownCell(whole)?.info).not.toHaveProperty("bound");
  });

  it("is the same whichever way a run is cut into deltas", () => {
    const whole = createSyntheticCell({ epochs: 60, recordedEpochs: 40, snapshots: 30 });
    const rows = whole.epochs.values.length / whole.epochs.columns;
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 5 }), { maxLength: 12 }), (steps) => {
        let state = showRun({ ...running, cells: [{ ...whole, epochs: sliceTable(whole.epochs, 0, 0) }] });
        let told = 0;
        for (const [index, step] of [...steps, rows].entries()) {
          const epochs = sliceTable(whole.epochs, told, told + step);
          told = Math.min(rows, told + step);
          state = reduceView(state, delta(index + 2, [{ cellIndex: 0, epochs }]));
        }
        expect(readTable(findShownCell(state)!.epochs)).toEqual([...whole.epochs.values]);
      }),
    );
  });

  const missed: [string, HostToView][] = [
    ["a number was left out", delta(3)],
    ["a number came twice", delta(1)],
    ["it speaks of another run", delta(2, [], "run-2")],
    ["it speaks of a network that is not there", delta(2, [{ cellIndex: 1 }])],
    ["its rows have other columns", delta(2, [{ cellIndex: 0, snapshots: tabulate([[0, 1, 2]], 3) }])],
  ];
  it.each(missed)("asks for the whole when %s, and takes nothing in until then", (_name, message) => {
    const gap = reduceView(showRun(running), message);
    expect(gap.awaitingSnapshot).toBe(true);
    const ignored = reduceView(gap, delta(2, [snapshotAt(0)]));
    expect(rowsOf(ignored)).toBe(0);
    const whole = reduceView(ignored, { type: "run/snapshot", sequence: 9, run: running });
    expect(whole.awaitingSnapshot).toBe(false);
    expect(rowsOf(reduceView(whole, delta(10, [snapshotAt(0)])))).toBe(1);
  });

  it("asks for the whole when a delta comes before any run", () => {
    expect(reduceView(createInitialState(undefined), delta(1)).awaitingSnapshot).toBe(true);
  });

  it("forgets the progress of a run that has ended and keeps why it failed", () => {
    const progress = { epoch: 1, epochs: 9, epochsPerSecond: 1, secondsLeft: 8 };
    const before = showRun({ ...running, progress });
    const after = reduceView(before, {
      type: "run/delta",
      sequence: 2,
      runId: "run-1",
      status: "failed",
      failure: "It broke.",
      cells: [],
    });
    expect(after.content).toMatchObject({ kind: "run", run: { status: "failed", failure: "It broke." } });
    expect(after.content).not.toHaveProperty("run.progress");
  });

  it("says that there is no run, and why", () => {
    const state = reduceView(showRun(RUN), {
      type: "run/none",
      sequence: 2,
      reason: "no-run",
      detail: "a.ib.json",
    });
    expect(state.content).toEqual({ kind: "none", reason: "no-run", detail: "a.ib.json" });
    expect(findShownCell(state)).toBeUndefined();
  });

  it("is loading before the first message, and as long as the host says so", () => {
    const initial = createInitialState(undefined);
    expect(isLoading(initial)).toBe(true);
    expect(isLoading(reduceView(initial, { type: "run/none", sequence: 1, reason: "loading" }))).toBe(true);
    expect(isLoading(reduceView(initial, { type: "run/none", sequence: 1, reason: "no-run" }))).toBe(false);
    expect(isLoading(showRun(RUN))).toBe(false);
  });

  it("is slow until something comes", () => {
    const slow = reduceView(createInitialState(undefined), { type: "view/slow" });
    expect(slow.slow).toBe(true);
    expect(showRun(RUN, slow).slow).toBe(false);
  });
});

describe("hidden layers", () => {
  it("are toggled one by one and shown all at once", () => {
    let state = showRun(RUN);
    state = reduceView(state, { type: "view/toggleLayer", layer: 1 });
    state = reduceView(state, { type: "view/toggleLayer", layer: 0 });
    expect(state.hiddenLayers).toEqual([0, 1]);
    expect(reduceView(state, { type: "view/toggleLayer", layer: 1 }).hiddenLayers).toEqual([0]);
    expect(reduceView(state, { type: "view/showAllLayers" }).hiddenLayers).toEqual([]);
  });

  it("are all but one when that one is asked for alone, and none when it is asked for again", () => {
    const alone = reduceView(showRun(RUN), { type: "view/soloLayer", layer: 1 });
    expect(alone.hiddenLayers).toEqual([0]);
    expect(reduceView(alone, { type: "view/soloLayer", layer: 1 }).hiddenLayers).toEqual([]);
  });

  it("outlive a reload for the same run, and are forgotten for another", () => {
    const left = toPersistedState(reduceView(showRun(RUN), { type: "view/toggleLayer", layer: 1 }));
    expect(left).toEqual({ version: 1, runId: "run-1", hiddenLayers: [1] });
    expect(showRun(RUN, createInitialState(left)).hiddenLayers).toEqual([1]);
    expect(showRun({ ...RUN, runId: "run-2" }, createInitialState(left)).hiddenLayers).toEqual([]);
  });
});

describe("the estimator shown", () => {
  const chosen = reduceView(showRun(running), { type: "view/selectEstimator", estimator: "kde" });

  it("is the chosen one through deltas, reloads and other runs", () => {
    expect(chosen.estimator).toBe("kde");
    expect(reduceView(chosen, delta(2, [snapshotAt(0)])).estimator).toBe("kde");
    const left = toPersistedState(chosen);
    expect(left).toEqual({ version: 1, runId: "run-1", hiddenLayers: [], estimator: "kde" });
    expect(showRun({ ...RUN, runId: "run-2" }, createInitialState(left)).estimator).toBe("kde");
  });

  it("comes again after all were compared, and ends the comparison", () => {
    const comparing = reduceView(chosen, { type: "view/compareEstimators" });
    expect([comparing.comparing, comparing.estimator]).toEqual([true, "kde"]);
    const again = reduceView(comparing, { type: "view/selectEstimator", estimator: "binning" });
    expect([again.comparing, again.estimator]).toEqual([false, "binning"]);
  });

  it("has its bound hidden and shown by turns", () => {
    const hidden = reduceView(chosen, { type: "view/toggleBound" });
    expect([chosen.boundHidden, hidden.boundHidden]).toEqual([false, true]);
    expect(reduceView(hidden, { type: "view/toggleBound" }).boundHidden).toBe(false);
  });
});

describe("the network shown", () => {
  const first = EMPTY_CELL;
  const second = { ...EMPTY_CELL, position: 2, seed: 6 };
  const third = { ...EMPTY_CELL, position: 3, seed: 7 };
  const three = { ...RUN, networks: 3, cells: [first, second, third] };

  it("is the first until the reader chooses, and then the chosen one, in this run", () => {
    expect(findShownCell(showRun(three))?.info.seed).toBe(5);
    const chosen = reduceView(showRun(three), {
      type: "view/selectNetwork",
      network: { kind: "network", position: 3 },
    });
    expect(findShownCell(chosen)?.info.seed).toBe(7);
    expect(findShownCell(showRun(three, chosen))?.info.seed).toBe(7);
    expect(findShownCell(showRun({ ...three, runId: "run-2" }, chosen))?.info.seed).toBe(5);
  });

  it("stays the chosen one where a network before it begins with a delta, and each takes its own rows", () => {
    const chosen = reduceView(showRun({ ...three, cells: [first, third] }), {
      type: "view/selectNetwork",
      network: { kind: "network", position: 3 },
    });
    const news = delta(2, [{ ...snapshotAt(0), cellIndex: 2 }]);
    const after = reduceView(chosen, { ...news, begun: [second] } as HostToView);
    expect(after.awaitingSnapshot).toBe(false);
    expect(findShownCell(after)?.info.seed).toBe(7);
    expect(rowsOf(after)).toBe(1);
    const before = reduceView(after, {
      type: "view/selectNetwork",
      network: { kind: "network", position: 2 },
    });
    expect(findShownCell(before)?.info.seed).toBe(6);
    expect(rowsOf(before)).toBe(0);
  });

  it("is asked for again where a network begins a second time", () => {
    const again = { ...delta(2), begun: [third] } as HostToView;
    expect(reduceView(showRun(three), again).awaitingSnapshot).toBe(true);
  });

  it("stays the chosen one where a network before it begins later", () => {
    const some = showRun({ ...three, cells: [first, third] });
    const chosen = reduceView(some, {
      type: "view/selectNetwork",
      network: { kind: "network", position: 3 },
    });
    expect(findShownCell(showRun(three, chosen))?.info.seed).toBe(7);
  });
});
