import type { Proceed } from "../../../base/proceed";
import type { Floats, LabelDistribution, LayerSample } from "../../estimate";
import { labelsOfCells, type CellLabels } from "../../labelsOfCells";
import { mergeEqualRows } from "./mergeRows";

/**
 * A layer's rows as the centers of a mixture: p(t) = (1/n) Σ_x kernel(t - t_x), with equal rows merged into one
 * center that has the weight of all of them.
 */
export interface RowMixture {
  /** All rows, n; the counts of the centers add up to it. */
  readonly rows: number;
  readonly units: number;
  /** Distinct rows. */
  readonly centers: number;
  /** Row-major, centers × units. */
  readonly values: Floats;
  /** Rows of each center. */
  readonly counts: Float64Array;
  readonly centerOfRow: Uint32Array;
  /** Of the rows of each center. */
  readonly labels: CellLabels;
}

export function mixtureOfRows(
  { activations, rows, units }: LayerSample,
  labels: LabelDistribution,
  proceed: Proceed,
): RowMixture {
  const merged = mergeEqualRows(activations, rows, units, proceed);
  const { cellOfRow: centerOfRow, cells: centers } = merged;
  const values =
    activations instanceof Float32Array
      ? new Float32Array(centers * units)
      : new Float64Array(centers * units);
  const counts = new Float64Array(centers);
  for (let row = 0; row < rows; row++) {
    const center = centerOfRow[row]!;
    if (counts[center]!++ === 0) {
      for (let unit = 0; unit < units; unit++) {
        values[center * units + unit] = activations[row * units + unit]!;
      }
    }
  }
  return {
    rows,
    units,
    centers,
    values,
    counts,
    centerOfRow,
    labels: labelsOfCells(centerOfRow, counts, labels),
  };
}
