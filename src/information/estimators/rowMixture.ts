import type { LabelDistribution, LayerSample } from "../estimate";
import { mergeEqualRows } from "./binRows";
import { tileRows, type RowTiles } from "./rowTiles";

/**
 * A layer's rows as the centres of a mixture: p(t) = (1/n) Σ_x kernel(t - t_x), with equal rows merged into one
 * centre that has the weight of all of them, and the centres in an order in which near ones stand together.
 */
export interface RowMixture {
  /** All rows, n; the counts of the centres add up to it. */
  readonly rows: number;
  readonly units: number;
  /** Distinct rows. */
  readonly centres: number;
  /** Row-major, centres × units. */
  readonly values: Float64Array;
  /** Rows of each centre. */
  readonly counts: Float64Array;
  readonly centreOfRow: Uint32Array;
  readonly tiles: Omit<RowTiles, "order">;
  readonly labels: CentreLabels;
}

/**
 * Σ p(y|x) over the rows of each centre, where it is not 0: one-hot labels then cost one entry a centre and not one
 * for every class. The entries of centre c are those from starts[c] up to starts[c + 1], their classes ascending.
 */
export interface CentreLabels {
  readonly starts: Uint32Array;
  readonly classes: Uint16Array;
  readonly weights: Float64Array;
  /** Σ p(y|x) over all rows, for each class. */
  readonly classWeights: Float64Array;
}

export function mixtureOfRows(
  { activations, rows, units }: LayerSample,
  labels: LabelDistribution,
): RowMixture {
  // Adding 0 makes -0 the 0 that it equals; equal numbers then have equal bits.
  const all = Float64Array.from(activations, (value) => value + 0);
  const { cellOfRow, cells } = mergeEqualRows(new Uint32Array(all.buffer), rows, 2 * units);
  const distinct = new Float64Array(cells * units);
  for (let row = rows - 1; row >= 0; row--) {
    distinct.set(all.subarray(row * units, (row + 1) * units), cellOfRow[row]! * units);
  }
  const { order, ...tiles } = tileRows(distinct, cells, units);
  const placeOfCell = new Uint32Array(cells);
  const values = new Float64Array(cells * units);
  for (let place = 0; place < cells; place++) {
    const cell = order[place]!;
    placeOfCell[cell] = place;
    values.set(distinct.subarray(cell * units, (cell + 1) * units), place * units);
  }
  const centreOfRow = cellOfRow.map((cell) => placeOfCell[cell]!);
  const counts = new Float64Array(cells);
  for (const centre of centreOfRow) {
    counts[centre]!++;
  }
  return {
    rows,
    units,
    centres: cells,
    values,
    counts,
    centreOfRow,
    tiles,
    labels: labelsOfCentres(centreOfRow, counts, labels),
  };
}

function labelsOfCentres(
  centreOfRow: Uint32Array,
  counts: Float64Array,
  { classes, conditional }: LabelDistribution,
): CentreLabels {
  const centres = counts.length;
  const starts = new Uint32Array(centres + 1);
  const classOfEntry: number[] = [];
  const weights: number[] = [];
  const classWeights = new Float64Array(classes);
  // The rows of one centre together: a table of all centres and all classes could be large.
  const nextOfCentre = firstPlaces(counts);
  const rowAtPlace = new Uint32Array(centreOfRow.length);
  for (let row = 0; row < centreOfRow.length; row++) {
    rowAtPlace[nextOfCentre[centreOfRow[row]!]!++] = row;
  }
  const ofCentre = new Float64Array(classes);
  let place = 0;
  for (let centre = 0; centre < centres; centre++) {
    ofCentre.fill(0);
    for (const end = place + counts[centre]!; place < end; place++) {
      const from = rowAtPlace[place]! * classes;
      for (let label = 0; label < classes; label++) {
        ofCentre[label]! += conditional[from + label]!;
      }
    }
    for (let label = 0; label < classes; label++) {
      const weight = ofCentre[label]!;
      if (weight > 0) {
        classOfEntry.push(label);
        weights.push(weight);
        classWeights[label]! += weight;
      }
    }
    starts[centre + 1] = weights.length;
  }
  return {
    starts,
    classes: Uint16Array.from(classOfEntry),
    weights: Float64Array.from(weights),
    classWeights,
  };
}

function firstPlaces(counts: Float64Array): Uint32Array {
  const places = new Uint32Array(counts.length);
  for (let i = 1; i < counts.length; i++) {
    places[i] = places[i - 1]! + counts[i - 1]!;
  }
  return places;
}
