import type { Floats } from "./estimate";

/** These rows of a row-major matrix, in this order; a row may be taken more than once. */
export function gatherRows<Values extends Floats>(
  values: Values,
  columns: number,
  rows: Uint32Array,
): Values {
  // Of the same kind of array as the values; `values.slice` would be too short where rows repeat.
  const Kind = values.constructor as new (length: number) => Values;
  const gathered = new Kind(rows.length * columns);
  for (const [position, row] of rows.entries()) {
    gathered.set(values.subarray(row * columns, (row + 1) * columns), position * columns);
  }
  return gathered;
}
