import type { Proceed } from "../../../base/proceed";
import type { Floats, LabelDistribution, LayerSample } from "../../estimate";
import { labelsOfCells, type CellLabels } from "../../labelsOfCells";
import { mergeEqualRows } from "./mergeRows";

/**
 * A layer's rows as the centres of a mixture: p(t) = (1/n) Σ_x kernel(t - t_x), with equal rows merged into one
 * centre that has the weight of all of them.
 */
export interface RowMixture {
  /** All rows, n; the counts of the centres add up to it. */
  readonly rows: number;
  readonly units: number;
  /** Distinct rows. */
  readonly centres: number;
  /** Row-major, centres × units. */
  readonly values: Floats;
  /** Rows of each centre. */
  readonly counts: Float64Array;
  readonly centreOfRow: Uint32Array;
  /** Of the rows of each centre. */
  readonly labels: CellLabels;
}

export function mixtureOfRows(
  { activations, rows, units }: LayerSample,
  labels: LabelDistribution,
  proceed: Proceed,
): RowMixture {
  const merged = mergeEqualRows(activations, rows, units, proceed);
  const { cellOfRow: centreOfRow, cells: centres } = merged;
  const values =
    activations instanceof Float32Array
      ? new Float32Array(centres * units)
      : new Float64Array(centres * units);
  const counts = new Float64Array(centres);
  for (let row = 0; row < rows; row++) {
    const centre = centreOfRow[row]!;
    if (counts[centre]!++ === 0) {
      for (let unit = 0; unit < units; unit++) {
        values[centre * units + unit] = activations[row * units + unit]!;
      }
    }
  }
  return {
    rows,
    units,
    centres,
    values,
    counts,
    centreOfRow,
    labels: labelsOfCells(centreOfRow, counts, labels),
  };
}
