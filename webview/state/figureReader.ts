import { snapshotColumn, type EstimateFigure } from "../../src/view/tables";
import { readEpoch, readValue, type GrowingTable } from "./growingTable";

/** Reads the figures of one estimate, and the epoch that it is of. */
export type FigureReader = (figure: EstimateFigure | "epoch") => number;

/** Reads what an estimator, given by its index, says of a layer at one row of a table for so many layers. */
export function createFigureReader(
  snapshots: GrowingTable,
  row: number,
  layers: number,
  estimator: number,
  layer: number,
): FigureReader {
  return (figure) => {
    if (figure === "epoch") {
      return readEpoch(snapshots, row);
    }
    const column = snapshotColumn(layers, estimator, layer, figure);
    // A run without estimators has no such column.
    return column < snapshots.columns ? readValue(snapshots, row, column) : NaN;
  };
}
