import { placeEpoch } from "../kit/epochScale";
import { readEpoch, type GrowingTable } from "./growingTable";

/** The epochs that something was recorded of, in rising order. */
export type Timeline = readonly number[];

/** All epochs of some tables, each once. */
export function buildTimeline(...tables: readonly GrowingTable[]): Timeline {
  const epochs = new Set<number>();
  for (const table of tables) {
    for (let row = 0; row < table.rows; row++) {
      epochs.add(readEpoch(table, row));
    }
  }
  return [...epochs].sort((a, b) => a - b);
}

/** The index of the last epoch that is not after the asked one; 0 if all are after it. */
export function findIndexAt(timeline: Timeline, epoch: number): number {
  return Math.max(0, countUpTo(epoch, timeline.length, (index) => timeline[index]!) - 1);
}

/** The row of a table at an epoch: the last that is not after it; undefined if the table has none. */
export function findRowAt(table: GrowingTable, epoch: number): number | undefined {
  const rows = countUpTo(epoch, table.rows, (row) => readEpoch(table, row));
  return rows === 0 ? undefined : rows - 1;
}

/** How many of so many rising epochs are not after the asked one. */
function countUpTo(epoch: number, length: number, epochAt: (index: number) => number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (epochAt(middle) <= epoch) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** The index of the epoch that lies nearest to a place, 0 to 1, on the logarithmic scale. */
export function findIndexNear(timeline: Timeline, place: number): number {
  const last = timeline.at(-1) ?? 0;
  const after = timeline.findIndex((epoch) => placeEpoch(epoch, last) >= place);
  if (after < 0) {
    return Math.max(0, timeline.length - 1);
  }
  const before = Math.max(0, after - 1);
  const distance = (index: number): number => Math.abs(placeEpoch(timeline[index]!, last) - place);
  return distance(before) < distance(after) ? before : after;
}

/** The newest epoch of a network's tables; 1 before there is one. */
export function findLastEpoch({
  snapshots,
  epochs,
}: {
  readonly snapshots: GrowingTable;
  readonly epochs: GrowingTable;
}): number {
  const lastOf = (table: GrowingTable): number => (table.rows === 0 ? 1 : readEpoch(table, table.rows - 1));
  return Math.max(1, lastOf(snapshots), lastOf(epochs));
}
