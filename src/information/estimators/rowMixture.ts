import type { Floats, LabelDistribution, LayerSample } from "../estimate";
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

/** @returns undefined where `proceed` said to stop */
export function mixtureOfRows(
  { activations, rows, units }: LayerSample,
  labels: LabelDistribution,
  proceed: () => boolean,
): RowMixture | undefined {
  const merged = mergeEqualRows(activations, rows, units, proceed);
  if (merged === undefined) {
    return undefined;
  }
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
  const entriesMax = conditional.reduce((count, probability) => count + (probability > 0 ? 1 : 0), 0);
  const classOfEntry = new Uint16Array(entriesMax);
  const weights = new Float64Array(entriesMax);
  let entries = 0;
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
        classOfEntry[entries] = label;
        weights[entries++] = weight;
        classWeights[label]! += weight;
      }
    }
    starts[centre + 1] = entries;
  }
  return {
    starts,
    classes: classOfEntry.subarray(0, entries),
    weights: weights.subarray(0, entries),
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
