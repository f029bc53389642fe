import type { Proceed } from "../../../base/proceed";
import type { Floats } from "../../estimate";
import { borrowKernels, type KernelBench } from "../../informationKernels";
import { mergeEqualRows, mergeWords, rowsInBlock, type MergedRows } from "../shared/mergeRows";

/** Rows in cells: two share one when each of their units falls into the same bin. */
export interface BinnedRows extends MergedRows {
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
  /** Where all bins are equally wide: their number, and how many there are to a unit of the values. */
  readonly intervals?: { readonly bins: number; readonly scale: number };
}

/** Whole numbers up to this are exact in double precision. */
const WHOLE_MAX = 2 ** 53;

/** Equal intervals of [low, high], the last closed above. A range of zero width has one bin. */
export function equalIntervals([low, high]: readonly [number, number], bins: number): BinEdges {
  const scale = high > low ? bins / (high - low) : 0;
  return {
    low,
    high,
    intervals: { bins, scale },
    binOf: (value) => {
      const bin = Math.floor((value - low) * scale);
      return bin < 0 ? 0 : bin >= bins ? bins - 1 : bin;
    },
  };
}

/** Bins that hold equally many of the values, as far as equal values allow: those share a bin. */
export function equalMasses(values: Floats, bins: number): BinEdges {
  const sorted = values.slice().sort();
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
export function binRows(
  activations: Floats,
  rows: number,
  units: number,
  edges: BinEdges,
  proceed: Proceed,
): BinnedRows {
  const { intervals } = edges;
  const bench = borrowKernels();
  return bench === undefined || intervals === undefined
    ? binRowsPlainly(activations, rows, units, edges, proceed)
    : binIntoWords(activations, rows, units, { ...edges, ...intervals }, bench, proceed);
}

/** The same for any edges, and without WebAssembly. */
export function binRowsPlainly(
  activations: Floats,
  rows: number,
  units: number,
  { low, high, binOf }: BinEdges,
  proceed: Proceed,
): BinnedRows {
  const binOfValue = new Uint16Array(rows * units);
  let valuesOutside = 0;
  for (let i = 0; i < binOfValue.length; i++) {
    if (i % units === 0) {
      proceed();
    }
    const value = activations[i]!;
    if (value < low || value > high) {
      valuesOutside++;
    }
    binOfValue[i] = binOf(value);
  }
  const merged = mergeEqualRows(binOfValue, rows, units, proceed);
  return { ...merged, valuesOutside };
}

function binIntoWords(
  activations: Floats,
  rows: number,
  units: number,
  { low, high, bins, scale }: Pick<BinEdges, "low" | "high"> & NonNullable<BinEdges["intervals"]>,
  bench: KernelBench,
  proceed: Proceed,
): BinnedRows {
  const { kernels, memory } = bench;
  const doubles = activations instanceof Float64Array;
  const unitsOfWord = digitsOfWord(bins);
  const bytesOfRow = units * activations.BYTES_PER_ELEMENT;
  const rowsOfBlock = rowsInBlock(bytesOfRow);
  const values = memory.reserve(Math.min(rows, rowsOfBlock) * bytesOfRow);
  let valuesOutside = 0;
  const merged = mergeWords(
    bench,
    rows,
    Math.ceil(units / unitsOfWord),
    rowsOfBlock,
    proceed,
    (words, from, to) => {
      const block = activations.subarray(from * units, to * units);
      (doubles ? memory.doubles(values, block.length) : memory.floats(values, block.length)).set(block);
      valuesOutside += kernels.binValues(
        values,
        doubles ? 1 : 0,
        to - from,
        units,
        low,
        high,
        scale,
        bins,
        unitsOfWord,
        words,
      );
    },
  );
  return { ...merged, valuesOutside };
}

/** How many digits in base `bins` a double holds as one whole number. */
function digitsOfWord(bins: number): number {
  let digits = 1;
  while (bins ** (digits + 1) <= WHOLE_MAX) {
    digits++;
  }
  return digits;
}
