/**
 * Puts every row of a layer into a cell: two rows share a cell when each of their units falls into the same bin.
 */
export interface BinnedRows {
  /** One cell number a row, counted from 0 in the order of first appearance. */
  readonly cellOfRow: Uint32Array;
  readonly cells: number;
  /** Values below or above the range; they count to the outermost bins. */
  readonly valuesOutside: number;
}

/**
 * Bins are equal intervals of [low, high]; the last is closed above. A range of zero width has one bin.
 * @param activations row-major, rows × units, all finite
 */
export function binRows(
  activations: Float32Array,
  rows: number,
  units: number,
  bins: number,
  [low, high]: readonly [number, number],
): BinnedRows {
  const scale = high > low ? bins / (high - low) : 0;
  const binOfValue = new Uint16Array(rows * units);
  let valuesOutside = 0;
  for (let i = 0; i < binOfValue.length; i++) {
    const value = activations[i]!;
    if (value < low || value > high) {
      valuesOutside++;
    }
    const bin = Math.floor((value - low) * scale);
    binOfValue[i] = bin < 0 ? 0 : bin >= bins ? bins - 1 : bin;
  }
  return { ...mergeEqualRows(binOfValue, rows, units), valuesOutside };
}

/** Numbers the distinct rows by an open-addressing hash table over row indices. */
function mergeEqualRows(
  binOfValue: Uint16Array,
  rows: number,
  units: number,
): Pick<BinnedRows, "cellOfRow" | "cells"> {
  const slots = 2 ** Math.ceil(Math.log2(2 * rows + 1));
  const rowInSlot = new Int32Array(slots).fill(-1);
  const cellOfRow = new Uint32Array(rows);
  let cells = 0;
  for (let row = 0; row < rows; row++) {
    const start = row * units;
    let slot = hashRow(binOfValue, start, units) & (slots - 1);
    let other = rowInSlot[slot]!;
    while (other >= 0 && !rowsAreEqual(binOfValue, start, other * units, units)) {
      slot = (slot + 1) & (slots - 1);
      other = rowInSlot[slot]!;
    }
    if (other >= 0) {
      cellOfRow[row] = cellOfRow[other]!;
    } else {
      rowInSlot[slot] = row;
      cellOfRow[row] = cells++;
    }
  }
  return { cellOfRow, cells };
}

/** FNV-1a over the bin numbers, with the high bits folded into the low ones that choose the slot. */
function hashRow(values: Uint16Array, start: number, length: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < start + length; i++) {
    hash = Math.imul(hash ^ values[i]!, 0x01000193);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}

function rowsAreEqual(values: Uint16Array, a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i++) {
    if (values[a + i] !== values[b + i]) {
      return false;
    }
  }
  return true;
}
