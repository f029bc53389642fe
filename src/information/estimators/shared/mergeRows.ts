import type { Proceed } from "../../../base/proceed";
import type { Floats } from "../../estimate";
import { borrowKernels, type KernelBench } from "../../informationKernels";

/** Rows put into cells: two rows share one when they are equal. */
export interface MergedRows {
  /** One cell number a row, counted from 0 in the order of first appearance. */
  readonly cellOfRow: Uint32Array;
  readonly cells: number;
}

/** What the kernels' hash table takes a row for: 8 bytes. */
const BYTES_OF_WORD = 8;

/** A millisecond of work, about. */
const BLOCK_BYTES = 2 ** 21;

/**
 * Numbers the distinct rows.
 * @param values row-major, rows × units, all finite; 0 and -0 are equal
 */
export function mergeEqualRows(
  values: Floats | Uint16Array,
  rows: number,
  units: number,
  proceed: Proceed,
): MergedRows {
  const bench = borrowKernels();
  return bench === undefined
    ? mergeEqualRowsPlainly(values, rows, units, proceed)
    : mergeByWords(values, rows, units, bench, proceed);
}

/** The same without WebAssembly. */
export function mergeEqualRowsPlainly(
  values: Floats | Uint16Array,
  rows: number,
  units: number,
  proceed: Proceed,
): MergedRows {
  const cellOfText = new Map<string, number>();
  const cellOfRow = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    proceed();
    // Unequal numbers have unequal texts, and -0 has that of 0.
    const text = values.subarray(row * units, (row + 1) * units).join();
    const cell = cellOfText.get(text) ?? cellOfText.size;
    cellOfText.set(text, cell);
    cellOfRow[row] = cell;
  }
  return { cellOfRow, cells: cellOfText.size };
}

function mergeByWords(
  values: Floats | Uint16Array,
  rows: number,
  units: number,
  { kernels, memory }: KernelBench,
  proceed: Proceed,
): MergedRows {
  const bytesOfRow = units * values.BYTES_PER_ELEMENT;
  const wordsOfRow = Math.ceil(bytesOfRow / BYTES_OF_WORD);
  const rowsOfBlock = rowsInBlock(bytesOfRow);
  const unpadded = memory.reserve(Math.min(rows, rowsOfBlock) * bytesOfRow);
  return mergeWords({ kernels, memory }, rows, wordsOfRow, rowsOfBlock, proceed, (words, from, to) => {
    const block = values.subarray(from * units, to * units);
    memory.bytes(unpadded, block.byteLength).set(bytesOf(block));
    kernels.padRows(unpadded, to - from, bytesOfRow, words, wordsOfRow * BYTES_OF_WORD);
    const floats = ((to - from) * wordsOfRow * BYTES_OF_WORD) / Float32Array.BYTES_PER_ELEMENT;
    if (values instanceof Float32Array) {
      kernels.unsignZerosOfFloats(words, floats);
    } else if (values instanceof Float64Array) {
      kernels.unsignZerosOfDoubles(words, floats / 2);
    }
  });
}

/** Rows of one block of work. */
export function rowsInBlock(bytesOfRow: number): number {
  // Whole vectors of 16 bytes must begin each block of words.
  return 2 * Math.max(1, Math.ceil(BLOCK_BYTES / bytesOfRow / 2));
}

/**
 * Numbers the distinct rows of 8-byte words.
 * @param writeWords writes the words of the rows from `from` up to `to` to an address
 */
export function mergeWords(
  { kernels, memory }: KernelBench,
  rows: number,
  wordsOfRow: number,
  rowsOfBlock: number,
  proceed: Proceed,
  writeWords: (address: number, from: number, to: number) => void,
): MergedRows {
  const slots = 2 ** Math.ceil(Math.log2(2 * Math.max(1, rows)));
  const table = memory.reserve(slots * Uint32Array.BYTES_PER_ELEMENT);
  const cellOfRow = memory.reserve(rows * Uint32Array.BYTES_PER_ELEMENT);
  const firstRowOfCell = memory.reserve(rows * Uint32Array.BYTES_PER_ELEMENT);
  const words = memory.reserve(rows * wordsOfRow * BYTES_OF_WORD);
  memory.words(table, slots).fill(0);
  let cells = 0;
  for (let from = 0; from < rows; from += rowsOfBlock) {
    proceed();
    const to = Math.min(rows, from + rowsOfBlock);
    writeWords(words + from * wordsOfRow * BYTES_OF_WORD, from, to);
    cells = kernels.mergeRows(words, wordsOfRow, table, slots, cellOfRow, firstRowOfCell, from, to, cells);
  }
  return { cellOfRow: memory.words(cellOfRow, rows).slice(), cells };
}

function bytesOf({ buffer, byteOffset, byteLength }: Floats | Uint16Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
