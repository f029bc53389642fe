import { readEpoch, readValue, type GrowingTable } from "./growingTable";
import { placeEpoch } from "../kit/epochScale";

/** More points than this in one line are more than its pixels. */
const ROWS_DRAWN = 500;

/** The rows that are drawn of a table whose first column is the epoch. */
export interface DrawnRows {
  readonly rows: readonly number[];
  readonly recorded: number;
}

/**
 * Chooses the rows to draw, spaced evenly on the logarithmic scale of epochs. The first and the last row are
 * among them, and so are both sides of every place where a figure begins or ceases to be finite: a gap is never
 * thinned away.
 * @param columns those that are drawn; all without them
 */
export function selectRows(
  table: GrowingTable,
  columns = Array.from({ length: table.columns - 1 }, (_, index) => index + 1) as readonly number[],
  limit = ROWS_DRAWN,
): DrawnRows {
  const recorded = table.rows;
  if (recorded <= limit) {
    return { rows: Array.from({ length: recorded }, (_, row) => row), recorded };
  }
  const last = readEpoch(table, recorded - 1);
  const rows: number[] = [];
  const keep = (row: number): void => {
    if (rows.at(-1) !== row) {
      rows.push(row);
    }
  };
  let bucket = -1;
  for (let row = 0; row < recorded; row++) {
    const own = Math.floor(placeEpoch(readEpoch(table, row), last) * (limit - 1));
    const edge = row > 0 && !sameGaps(table, columns, row - 1, row);
    if (edge) {
      keep(row - 1);
    }
    if (edge || own > bucket || row === recorded - 1) {
      keep(row);
    }
    bucket = own;
  }
  return { rows, recorded };
}

function sameGaps(table: GrowingTable, columns: readonly number[], left: number, right: number): boolean {
  return columns.every(
    (column) =>
      Number.isFinite(readValue(table, left, column)) === Number.isFinite(readValue(table, right, column)),
  );
}
