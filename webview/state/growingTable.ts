import type { Table } from "../../src/view/tables";

/**
 * A table that rows are appended to over a long run. Each version is an immutable value; versions share one
 * buffer with room at its end, so that appending costs time in proportion to the new rows only.
 */
export interface GrowingTable {
  readonly columns: number;
  readonly rows: number;
  readonly storage: TableStorage;
}

interface TableStorage {
  readonly values: Float64Array;
  /** Numbers written so far, by whichever version is newest. */
  used: number;
}

/** Takes the table over; the caller gives up its array. An incomplete last row is left off. */
export function createGrowingTable(table: Table): GrowingTable {
  const rows = Math.floor(table.values.length / table.columns);
  return {
    columns: table.columns,
    rows,
    storage: { values: table.values, used: rows * table.columns },
  };
}

/** A table with the rows of `more` behind those of `table`, which stays as it is. Columns must agree. */
export function appendRows(table: GrowingTable, more: Table): GrowingTable {
  const length = table.rows * table.columns;
  const rows = Math.floor(more.values.length / table.columns);
  const needed = length + rows * table.columns;
  let storage = table.storage;
  // Room behind this version is free only where no other version was made from it already.
  if (storage.used !== length || storage.values.length < needed) {
    const values = new Float64Array(Math.max(needed, 2 * length));
    values.set(storage.values.subarray(0, length));
    storage = { values, used: length };
  }
  storage.values.set(more.values.subarray(0, rows * table.columns), length);
  storage.used = needed;
  return { columns: table.columns, rows: table.rows + rows, storage };
}

/** The epoch of a row, which every table of epochs or snapshots begins with. */
export function readEpoch(table: GrowingTable, row: number): number {
  return readValue(table, row, 0);
}

/** One figure. Row and column must lie in the table. */
export function readValue(table: GrowingTable, row: number, column: number): number {
  return table.storage.values[row * table.columns + column]!;
}
