import type { AnalysisConfig } from "../config/schema/configSchema";
import type { Dataset } from "../data/dataset/dataset";
import type { NetworkSpec } from "../network/networkSpec";

const BYTES_PER_FLOAT = 4;
const BYTES_PER_DOUBLE = 8;
const BYTES_PER_MEBIBYTE = 1024 * 1024;
/** The data as read, as normalized, and the training rows by themselves. */
const INPUT_COPIES = 3;
/** A layer's activations as they are handed out, those of the training rows, and an estimator's own copy of both. */
const ACTIVATION_COPIES = 3;
/** Per row: its label as read and among the training rows, and its entry in an estimator's counts. */
const LABEL_BYTES = 2 + 2 + 22;
/** Two snapshots that wait for a measuring thread and their copies there, and what it measures with. */
const WAITING_COPIES = 4 + ACTIVATION_COPIES;

/**
 * What training and measuring this network on this data will take, in MiB, beside what the runtime itself needs.
 * @param engineBytes what the engine takes
 */
export function estimateMemoryMebibytes(
  dataset: Dataset,
  network: NetworkSpec,
  engineBytes: number,
  bound: AnalysisConfig["bound"],
): number {
  // The bound is computed from a table of inputs × classes, and from p(y|x) of as many.
  const tables = bound === "none" || (bound !== "auto" && bound.inputs === "merged") ? 0 : 2;
  const bytes =
    INPUT_COPIES * dataset.rows * dataset.columns * BYTES_PER_FLOAT +
    ACTIVATION_COPIES * activationBytes(dataset, network) +
    engineBytes +
    (dataset.conditional?.byteLength ?? 0) +
    LABEL_BYTES * dataset.rows +
    tables * dataset.rows * dataset.classNames.length * BYTES_PER_DOUBLE;
  return bytes / BYTES_PER_MEBIBYTE;
}

/** What one measuring thread takes more, in MiB. */
export function estimateThreadMebibytes(dataset: Dataset, network: NetworkSpec): number {
  const bytes =
    2 * dataset.rows * dataset.columns * BYTES_PER_FLOAT + WAITING_COPIES * activationBytes(dataset, network);
  return bytes / BYTES_PER_MEBIBYTE;
}

function activationBytes(dataset: Dataset, { layers }: NetworkSpec): number {
  return dataset.rows * layers.reduce((sum, layer) => sum + layer.units, 0) * BYTES_PER_FLOAT;
}

/** How many measuring threads fit beside a cell; all in MiB. */
export function countThreadsThatFit(wanted: number, needed: number, each: number, limit: number): number {
  return Math.max(0, Math.min(wanted, Math.floor((limit - needed) / each)));
}

/**
 * How many networks may be trained at once: as many as are wanted and as fit together into the limit, and one in
 * any case, which is for the cell itself to refuse.
 * @param needed by one network, in MiB
 * @param limit for all together, in MiB
 */
export function countNetworksAtOnce(wanted: number, needed: number, limit: number): number {
  return Math.max(1, Math.min(wanted, Math.floor(limit / needed)));
}
