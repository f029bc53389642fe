import type { EstimateSize } from "./estimatorKind";

export const BYTES_PER_DOUBLE = 8;
/** Per row: its cell, the first row of the cell, its place in the hash table (half full), its sorted place. */
const MERGE_BYTES = 4 + 4 + 16 + 4;
/** Per row: the entry of its label, and its place among the rows of its cell. */
const LABEL_BYTES = 2 + 8 + 4 + 8;

/** The activations with every row padded to whole words of 8 bytes. */
export function wordBytes({ activations, rows }: EstimateSize): number {
  return rows * (Math.ceil(activations.byteLength / Math.max(1, rows) / 8) * 8);
}

/** Numbering the distinct rows. */
export function mergeBytes({ rows }: EstimateSize): number {
  return rows * MERGE_BYTES;
}

/** A table of cells × classes when p(y|x) is known, else an entry a row. */
export function tableBytes({ rows, labels }: EstimateSize): number {
  return labels.conditional === undefined ? rows * LABEL_BYTES : 2 * rows * labels.classes * BYTES_PER_DOUBLE;
}
