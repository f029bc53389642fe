import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { averageNetworks } from "../../../webview/state/meanNetwork";
import { createNetworkFinder } from "../../../webview/state/shownNetwork";
import { epochColumn } from "../../../src/view/tables";
import { createGrowingTable, readValue, type GrowingTable } from "../../../webview/state/growingTable";
import { reduceView, type CellState } from "../../../webview/state/store";
import { EMPTY_CELL, INFO, point, RUN, showRun, snapshotRow, snapshotTable, table } from "./cells";

/** A network with a loss an epoch. */
function networkOf(losses: readonly (readonly [epoch: number, loss: number])[]): CellState {
  return {
    info: INFO,
    epochs: table(
      losses.map(([epoch, loss]) => [epoch, loss]),
      2,
    ),
    snapshots: table([], 1),
    notes: [],
  };
}

const read = (of: GrowingTable, column = 1): readonly number[] =>
  Array.from({ length: of.rows }, (_, row) => readValue(of, row, column));

describe("the mean over networks", () => {
  it("is that of the figures of each epoch, with their standard deviation", () => {
    const { cell, epochDeviations } = averageNetworks([
      networkOf([
        [1, 2],
        [5, 4],
      ]),
      networkOf([
        [1, 4],
        [5, 4],
      ]),
    ]);
    expect([read(cell.epochs, 0), read(cell.epochs), read(epochDeviations)]).toEqual([
      [1, 5],
      [3, 4],
      [Math.SQRT2, 0],
    ]);
  });

  it("is a gap where fewer than half of the networks have a figure, and has no deviation of one", () => {
    const { cell, epochDeviations } = averageNetworks([
      networkOf([
        [1, 2],
        [2, 2],
        [3, 2],
      ]),
      networkOf([
        [1, NaN],
        [2, 6],
      ]),
      networkOf([[1, NaN]]),
    ]);
    expect(read(cell.epochs)).toEqual([NaN, 4, NaN]);
    expect(read(epochDeviations)).toEqual([NaN, Math.sqrt(8), NaN]);
    const one = averageNetworks([networkOf([[1, 2]])]);
    expect([read(one.cell.epochs), read(one.epochDeviations)]).toEqual([[2], [NaN]]);
  });

  it("agrees with the sums written out, whatever epochs the networks have", () => {
    const network = fc.uniqueArray(
      fc.tuple(fc.integer({ min: 0, max: 20 }), fc.double({ min: -1e3, max: 1e3, noNaN: true })),
      { selector: ([epoch]) => epoch, maxLength: 12 },
    );
    fc.assert(
      fc.property(fc.array(network, { minLength: 1, maxLength: 6 }), (networks) => {
        const sorted = networks.map((rows) => rows.toSorted(([a], [b]) => a - b));
        const { cell, epochDeviations } = averageNetworks(sorted.map(networkOf));
        for (let row = 0; row < cell.epochs.rows; row++) {
          const epoch = readValue(cell.epochs, row, 0);
          const values = sorted.flatMap((rows) => rows.filter(([each]) => each === epoch).map(([, v]) => v));
          const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
          const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
          if (2 * values.length < networks.length) {
            expect(readValue(cell.epochs, row, 1)).toBeNaN();
          } else {
            expect(readValue(cell.epochs, row, 1)).toBeCloseTo(mean, 8);
            if (values.length > 1) {
              expect(readValue(epochDeviations, row, 1)).toBeCloseTo(
                Math.sqrt(squares / (values.length - 1)),
                6,
              );
            }
          }
        }
      }),
    );
  });

  it("has the verdict of most networks, and the notes of all", () => {
    const verdict = (code: string) => ({
      text: code,
      verdict: { code, severity: "information" as const },
    });
    const withNotes = (...notes: CellState["notes"]): CellState => ({ ...networkOf([[1, 1]]), notes });
    const { cell } = averageNetworks([
      withNotes(verdict("a"), { text: "shared" }, { text: "own" }),
      withNotes(verdict("b"), { text: "shared" }),
      withNotes(verdict("b"), { text: "shared" }),
    ]);
    expect(cell.notes).toEqual([verdict("b"), { text: "shared" }]);
  });

  it("has the verdict in the words of the middle one by test accuracy of those that agree", () => {
    const columns = epochColumn("testAccuracy") + 1;
    const judged = (text: string, code: string, accuracy: number): CellState => {
      const values = new Float64Array(columns);
      values[columns - 1] = accuracy;
      return {
        ...networkOf([]),
        epochs: createGrowingTable({ columns, values }),
        notes: [{ text, verdict: { code, severity: "information" } }],
      };
    };
    const { cell } = averageNetworks([
      judged("worst", "a", 0.5),
      judged("best", "a", 0.9),
      judged("middle", "a", 0.7),
      judged("other", "b", 0.7),
    ]);
    expect(cell.notes.map(({ text }) => text)).toEqual(["middle"]);
  });
});

describe("what is shown of several networks", () => {
  const cells = [1, 2].map((position) => ({
    ...EMPTY_CELL,
    position,
    seed: position,
    snapshots: snapshotTable([snapshotRow(0, point(position, 0.5), point(1, 1))]),
  }));
  const study = { ...RUN, networks: 2, cells };

  it("is their mean, computed once as long as none of them grows", () => {
    const find = createNetworkFinder();
    const shown = find(showRun(study));
    expect(shown?.mean?.members.length).toBe(2);
    expect(read(shown!.cell.snapshots)).toEqual([1.5]);
    const state = showRun(study);
    expect(find(state)).toBe(find(reduceView(state, { type: "view/toggleLayer", layer: 0 })));
    const grown = reduceView(state, {
      type: "run/delta",
      sequence: 2,
      runId: study.runId,
      status: "running",
      cells: [
        {
          cellIndex: 1,
          snapshots: snapshotTable([snapshotRow(1, point(2, 0.5), point(1, 1))]),
        },
      ],
    });
    expect(find(grown)).not.toBe(find(state));
    expect(read(find(grown)!.cell.snapshots)).toEqual([1.5, 2]);
  });

  it("is one network if the reader chooses it, and the mean of a variant that is there", () => {
    const find = createNetworkFinder();
    const one = reduceView(showRun(study), {
      type: "view/selectNetwork",
      network: { kind: "network", position: 2 },
    });
    expect([find(one)?.mean, find(one)?.cell.info.seed]).toEqual([undefined, 2]);
    const gone = reduceView(showRun(study), {
      type: "view/selectNetwork",
      network: { kind: "mean", variant: 7 },
    });
    expect(find(gone)?.mean?.members.length).toBe(2);
    expect(find(showRun(RUN))?.mean).toBeUndefined();
    expect(find(showRun({ ...RUN, cells: [] }))).toBeUndefined();
  });
});
