import type { Table } from "./tables";

/** Rows of figures that more are added to; doubling the room keeps a long run linear. */
export class GrowingTable {
  private values: Float64Array = new Float64Array(64);
  private used = 0;

  readonly columns: number;

  constructor(columns: number) {
    this.columns = columns;
  }

  get rows(): number {
    return this.used / this.columns;
  }

  /** What its rows take. */
  get bytes(): number {
    return this.used * Float64Array.BYTES_PER_ELEMENT;
  }

  /** @param row exactly `columns` figures; NaN if there is none */
  add(row: readonly number[]): void {
    if (row.length !== this.columns) {
      throw new RangeError(`A row of ${row.length} figures does not fit a table of ${this.columns} columns.`);
    }
    if (this.used + row.length > this.values.length) {
      const wider = new Float64Array(Math.max(2 * this.values.length, this.used + row.length));
      wider.set(this.values.subarray(0, this.used));
      this.values = wider;
    }
    this.values.set(row, this.used);
    this.used += row.length;
  }

  /** A tight copy of the rows from this one on: it may be sent away without its neighbors in memory. */
  rowsFrom(first: number): Table {
    return { columns: this.columns, values: this.values.slice(first * this.columns, this.used) };
  }
}
