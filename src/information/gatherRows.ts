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
  // By hand: rows are mostly too narrow for a copy of their own each.
  let to = 0;
  for (let position = 0; position < rows.length; position++) {
    const from = rows[position]! * columns;
    for (let column = 0; column < columns; column++) {
      gathered[to++] = values[from + column]!;
    }
  }
  return gathered;
}
