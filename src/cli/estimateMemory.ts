import type { Floats, LabelDistribution } from "../information/estimate";
import type { EstimatorSettings } from "../information/estimators/settings";

/** What an estimate is made from, as far as its memory goes. */
export interface EstimateSize {
  readonly settings: EstimatorSettings;
  readonly activations: Floats;
  readonly rows: number;
  readonly units: number;
  readonly inputs: { readonly values: Floats } | undefined;
  readonly labels: LabelDistribution;
  readonly resamples: number;
}

const BYTES_PER_MEBIBYTE = 1024 * 1024;
const BYTES_PER_DOUBLE = 8;
/** Per row: its cell, the first row of the cell, its place in the hash table (half full), its sorted place. */
const MERGE_BYTES = 4 + 4 + 16 + 4;
/** Per row: the entry of its label, and its place among the rows of its cell. */
const LABEL_BYTES = 2 + 8 + 4 + 8;
/** Per row: the tree of its neighbours, distances and counts. */
const NEIGHBOR_BYTES = 64;
/** Kernel matrices of the layer, the inputs and both, and what their eigenvalues take. */
const KERNEL_MATRICES = 6;

/** What an estimate will take at most, in MiB, beside what the runtime itself needs. */
export function estimateMemoryMebibytes(size: EstimateSize): number {
  const { activations, inputs, labels, resamples } = size;
  const given =
    activations.byteLength +
    (inputs?.values.byteLength ?? 0) +
    labels.sampled.byteLength +
    (labels.conditional?.byteLength ?? 0);
  // Rows that are drawn again are copied.
  return (given * (resamples > 0 ? 2 : 1) + workBytes(size)) / BYTES_PER_MEBIBYTE;
}

function workBytes({ settings, activations, inputs, rows, units, labels }: EstimateSize): number {
  // A row is padded to whole words of 8 bytes.
  const words = rows * (Math.ceil(activations.byteLength / Math.max(1, rows) / 8) * 8);
  // A table of cells × classes when p(y|x) is known, else an entry a row.
  const table =
    labels.conditional === undefined ? rows * LABEL_BYTES : 2 * rows * labels.classes * BYTES_PER_DOUBLE;
  switch (settings.name) {
    case "binning": {
      const unitsOfWord = Math.max(1, Math.floor(53 / Math.log2(Math.max(2, settings.bins))));
      const binned =
        settings.range === "quantile"
          ? activations.byteLength + 4 * rows * units
          : rows * Math.ceil(units / unitsOfWord) * BYTES_PER_DOUBLE;
      return binned + rows * MERGE_BYTES + table;
    }
    case "exact":
      return words + rows * MERGE_BYTES + table;
    case "kde":
    case "noise":
      return 4 * words + rows * MERGE_BYTES + 2 * table;
    case "ksg":
      return 2 * (words + (inputs?.values.byteLength ?? 0)) + rows * NEIGHBOR_BYTES;
    case "renyi":
      return KERNEL_MATRICES * Math.min(rows, settings.subsample) ** 2 * BYTES_PER_DOUBLE;
  }
}
