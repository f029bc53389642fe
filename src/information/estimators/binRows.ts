import type { Floats } from "../estimate";

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

/** Where one bin ends and the next begins. */
export interface BinEdges {
  /** The bin of a value, from 0. */
  readonly binOf: (value: number) => number;
  /** Values beyond these are outside. */
  readonly low: number;
  readonly high: number;
}

/** Equal intervals of [low, high], the last closed above. A range of zero width has one bin. */
export function equalIntervals([low, high]: readonly [number, number], bins: number): BinEdges {
  const scale = high > low ? bins / (high - low) : 0;
  return {
    low,
    high,
    binOf: (value) => {
      const bin = Math.floor((value - low) * scale);
      return bin < 0 ? 0 : bin >= bins ? bins - 1 : bin;
    },
  };
}

/** Bins that hold equally many of the values, as far as equal values allow: those share a bin. */
export function equalMasses(values: Floats, bins: number): BinEdges {
  const sorted = Float64Array.from(values).sort();
  // An edge belongs to the bin above it.
  const edges: number[] = [];
  for (let bin = 1; bin < bins; bin++) {
    const edge = sorted[Math.floor((bin * sorted.length) / bins)]!;
    if (edge > (edges.at(-1) ?? sorted[0]!)) {
      edges.push(edge);
    }
  }
  return {
    low: -Infinity,
    high: Infinity,
    binOf: (value) => {
      let from = 0;
      let to = edges.length;
      while (from < to) {
        const middle = (from + to) >> 1;
        if (edges[middle]! <= value) {
          from = middle + 1;
        } else {
          to = middle;
        }
      }
      return from;
    },
  };
}

/**
 * @param activations row-major, rows × units, all finite
 */
export function binRows(activations: Floats, rows: number, units: number, edges: BinEdges): BinnedRows {
  const binOfValue = new Uint16Array(rows * units);
  let valuesOutside = 0;
  for (let i = 0; i < binOfValue.length; i++) {
    const value = activations[i]!;
    if (value < edges.low || value > edges.high) {
      valuesOutside++;
    }
    binOfValue[i] = edges.binOf(value);
  }
  return { ...mergeEqualRows(binOfValue, rows, units), valuesOutside };
}

/** Numbers the distinct rows by an open-addressing hash table over row indices. */
export function mergeEqualRows(
  symbols: Uint16Array | Uint32Array,
  rows: number,
  units: number,
): Pick<BinnedRows, "cellOfRow" | "cells"> {
  const slots = 2 ** Math.ceil(Math.log2(2 * rows + 1));
  const rowInSlot = new Int32Array(slots).fill(-1);
  const cellOfRow = new Uint32Array(rows);
  let cells = 0;
  for (let row = 0; row < rows; row++) {
    const start = row * units;
    let slot = hashRow(symbols, start, units) & (slots - 1);
    let other = rowInSlot[slot]!;
    while (other >= 0 && !rowsAreEqual(symbols, start, other * units, units)) {
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
function hashRow(values: Uint16Array | Uint32Array, start: number, length: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < start + length; i++) {
    hash = Math.imul(hash ^ values[i]!, 0x01000193);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}

function rowsAreEqual(values: Uint16Array | Uint32Array, a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i++) {
    if (values[a + i] !== values[b + i]) {
      return false;
    }
  }
  return true;
}
