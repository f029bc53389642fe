import type { LabelDistribution } from "./estimate";

/**
 * Σ p(y|x) over the rows of each cell, where it is not 0: certain labels then cost one entry a cell and not one for
 * every class. The entries of cell c are those from starts[c] up to starts[c + 1], their classes ascending.
 */
export interface CellLabels {
  readonly starts: Uint32Array;
  readonly classes: Uint16Array;
  readonly weights: Float64Array;
  /** Σ p(y|x) over all rows, for each class. */
  readonly classWeights: Float64Array;
}

/** With no more classes than this, looking at each is quicker than to list and to sort those that are there. */
const LISTED_ALL_MAX = 32;

/**
 * @param cellOfRow the cell of each row
 * @param counts the rows of each cell
 */
export function labelsOfCells(
  cellOfRow: Uint32Array,
  counts: ArrayLike<number>,
  { classes, conditional, sampled }: LabelDistribution,
): CellLabels {
  const cells = counts.length;
  const starts = new Uint32Array(cells + 1);
  const entriesMax = conditional === undefined ? cellOfRow.length : countPositive(conditional);
  const classOfEntry = new Uint16Array(entriesMax);
  const weights = new Float64Array(entriesMax);
  const classWeights = new Float64Array(classes);
  // The rows of one cell together: a table of all cells and all classes could be large.
  const nextOfCell = firstPlaces(counts);
  const rowAtPlace = new Uint32Array(cellOfRow.length);
  for (let row = 0; row < cellOfRow.length; row++) {
    rowAtPlace[nextOfCell[cellOfRow[row]!]!++] = row;
  }
  const ofCell = new Float64Array(classes);
  // The classes of one cell, of which only the first `found` are in use; all of them when they are few.
  const listsAll = conditional !== undefined || classes <= LISTED_ALL_MAX;
  const present = Uint16Array.from({ length: classes }, (_, label) => label);
  let entries = 0;
  let place = 0;
  for (let cell = 0; cell < cells; cell++) {
    let found = listsAll ? classes : 0;
    for (const end = place + counts[cell]!; place < end; place++) {
      const row = rowAtPlace[place]!;
      if (conditional === undefined) {
        const label = sampled[row]!;
        if (ofCell[label]!++ === 0 && !listsAll) {
          present[found++] = label;
        }
      } else {
        for (let label = 0; label < classes; label++) {
          ofCell[label]! += conditional[row * classes + label]!;
        }
      }
    }
    if (!listsAll && found > 1) {
      present.subarray(0, found).sort();
    }
    for (let each = 0; each < found; each++) {
      const label = present[each]!;
      const weight = ofCell[label]!;
      ofCell[label] = 0;
      if (weight > 0) {
        classOfEntry[entries] = label;
        weights[entries++] = weight;
        classWeights[label]! += weight;
      }
    }
    starts[cell + 1] = entries;
  }
  return {
    starts,
    classes: classOfEntry.subarray(0, entries),
    weights: weights.subarray(0, entries),
    classWeights,
  };
}

function countPositive(values: Float64Array): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    count += values[i]! > 0 ? 1 : 0;
  }
  return count;
}

function firstPlaces(counts: ArrayLike<number>): Uint32Array {
  const places = new Uint32Array(counts.length);
  for (let i = 1; i < counts.length; i++) {
    places[i] = places[i - 1]! + counts[i - 1]!;
  }
  return places;
}
