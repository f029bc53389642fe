import type { Dataset } from "../data/dataset";
import type { NetworkSpec } from "../network/networkSpec";

const BYTES_PER_FLOAT = 4;
const BYTES_PER_DOUBLE = 8;
const BYTES_PER_MEBIBYTE = 1024 * 1024;
/** The data as read, as normalised, and as the engine holds it. */
const INPUT_COPIES = 3;
/** A layer's activations in the engine and as they are handed out, and its bin numbers. */
const ACTIVATION_COPIES = 2.5;
/** Weights, gradients, two optimiser slots, and two accumulators in double precision. */
const WEIGHT_COPIES = 8;

/** What training and measuring this network on this data will take, in MiB, beside what the runtime itself needs. */
export function estimateMemoryMebibytes(dataset: Dataset, network: NetworkSpec): number {
  const units = network.layers.reduce((sum, layer) => sum + layer.units, 0);
  const weights = network.layers.reduce((sum, layer) => sum + (layer.inputs + 1) * layer.units, 0);
  const bytes =
    INPUT_COPIES * dataset.rows * dataset.columns * BYTES_PER_FLOAT +
    ACTIVATION_COPIES * dataset.rows * units * BYTES_PER_FLOAT +
    WEIGHT_COPIES * weights * BYTES_PER_FLOAT +
    2 * dataset.rows * dataset.classNames.length * BYTES_PER_DOUBLE;
  return bytes / BYTES_PER_MEBIBYTE;
}
