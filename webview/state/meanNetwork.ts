import type { ViewNote } from "../../src/view/viewMessages";
import { epochColumn } from "../../src/view/tables";
import { createGrowingTable, readEpoch, readValue, type GrowingTable } from "./growingTable";
import type { CellState } from "./store";

/** Networks of the same variant, taken together. */
export interface MeanNetwork {
  /** As one network: its figures are the means over the members. */
  readonly cell: CellState;
  /** The standard deviation over the members (n - 1 in its denominator) of each figure, in tables alike. */
  readonly epochDeviations: GrowingTable;
  readonly snapshotDeviations: GrowingTable;
  readonly members: readonly CellState[];
}

/**
 * The mean over networks of one variant. A figure counts for the networks that have it at that epoch; where fewer than
 * half of them have it, the mean is a gap (NaN), so that a line does not jump when the last networks fall away.
 * @param members at least one, with the same layers and estimators
 */
export function averageNetworks(members: readonly CellState[]): MeanNetwork {
  const epochs = averageTables(members.map((member) => member.epochs));
  const snapshots = averageTables(members.map((member) => member.snapshots));
  const [first] = members;
  const bound = members.find((member) => member.bound !== undefined)?.bound;
  return {
    cell: {
      info: first!.info,
      epochs: epochs.means,
      snapshots: snapshots.means,
      ...(bound === undefined ? {} : { bound }),
      notes: shareNotes(members),
    },
    epochDeviations: epochs.deviations,
    snapshotDeviations: snapshots.deviations,
    members,
  };
}

interface AveragedTables {
  readonly means: GrowingTable;
  readonly deviations: GrowingTable;
}

/** Rows are matched by their epochs. */
function averageTables(tables: readonly GrowingTable[]): AveragedTables {
  const { columns } = tables[0]!;
  const epochs = [...new Set(tables.flatMap(listEpochs))].sort((a, b) => a - b);
  const rowOf = new Map(epochs.map((epoch, row) => [epoch, row]));
  const means = new Float64Array(epochs.length * columns);
  const squares = new Float64Array(means.length);
  const counts = new Uint16Array(means.length);
  for (const table of tables) {
    addTable(table, rowOf, means, squares, counts);
  }
  const deviations = squares;
  for (let index = 0; index < means.length; index++) {
    const count = counts[index]!;
    const isGap = count === 0 || 2 * count < tables.length;
    deviations[index] = isGap || count < 2 ? NaN : Math.sqrt(squares[index]! / (count - 1));
    if (isGap) {
      means[index] = NaN;
    }
  }
  for (const [row, epoch] of epochs.entries()) {
    means[row * columns] = epoch;
    deviations[row * columns] = epoch;
  }
  return {
    means: createGrowingTable({ columns, values: means }),
    deviations: createGrowingTable({ columns, values: deviations }),
  };
}

/** Millions of figures come together here, so that they are read from the buffer itself. */
function addTable(
  { rows, columns, storage: { values } }: GrowingTable,
  rowOf: ReadonlyMap<number, number>,
  means: Float64Array,
  squares: Float64Array,
  counts: Uint16Array,
): void {
  for (let row = 0; row < rows; row++) {
    const from = row * columns;
    const to = rowOf.get(values[from]!)! * columns;
    for (let column = 1; column < columns; column++) {
      const value = values[from + column]!;
      // False for NaN and for what is endless.
      if (value - value === 0) {
        // Welford's update: exact where figures are large and their deviation is small.
        const at = to + column;
        const count = ++counts[at]!;
        const before = value - means[at]!;
        means[at]! += before / count;
        squares[at]! += before * (value - means[at]!);
      }
    }
  }
}

function listEpochs(table: GrowingTable): number[] {
  return Array.from({ length: table.rows }, (_, row) => readEpoch(table, row));
}

/** The verdict of most members, in the words of a typical one, and the notes that all of them have. */
function shareNotes(members: readonly CellState[]): readonly ViewNote[] {
  const judged = members.flatMap((member) => {
    const note = member.notes.find(({ verdict }) => verdict !== undefined);
    return note === undefined ? [] : [{ note, code: note.verdict?.code, accuracy: lastTestAccuracy(member) }];
  });
  const frequency = (code: string | undefined): number => judged.filter((each) => each.code === code).length;
  const [most] = judged.toSorted((a, b) => frequency(b.code) - frequency(a.code));
  const agreeing = judged
    .filter(({ code }) => code === most?.code)
    .toSorted((a, b) => a.accuracy - b.accuracy);
  const typical = agreeing[Math.floor((agreeing.length - 1) / 2)];
  const shared = (members[0]?.notes ?? []).filter(
    ({ text, verdict }) =>
      verdict === undefined && members.every(({ notes }) => notes.some((note) => note.text === text)),
  );
  return [...(typical === undefined ? [] : [typical.note]), ...shared];
}

/** Accuracy on the test rows after the last recorded epoch; 0 where there is none, so that members can be ordered. */
function lastTestAccuracy({ epochs }: CellState): number {
  const accuracy = epochs.rows === 0 ? 0 : readValue(epochs, epochs.rows - 1, epochColumn("testAccuracy"));
  return Number.isNaN(accuracy) ? 0 : accuracy;
}
