import type { EstimateFlag } from "../../estimate";

const UNIQUE_ROWS: EstimateFlag = {
  code: "unique-rows",
  message:
    "Every row has a cell to itself, so I(X;T) is the logarithm of the number of rows, whatever the layer does, and I(T;Y) is all that the rows' labels hold.",
};

/** The flag of a layer whose cells tell every row from every other; a single row needs none. */
export function uniqueRowsFlags(cells: number, rows: number): readonly EstimateFlag[] {
  return cells === rows && rows > 1 ? [UNIQUE_ROWS] : [];
}
