import type { NetworkSpec } from "../../network/networkSpec";

/** WebAssembly's addresses have 32 bits. */
export const FUSED_BYTES_MAX = 2 ** 32;

const FLOAT_BYTES = 4;
/** A weight, its transposed copy, its gradient, two slots of the optimizer; mean and squares of gradients in doubles. */
const BYTES_PER_WEIGHT = 5 * FLOAT_BYTES + 2 * 8;
/** An activation, what was rounded to it, and its derivative. */
const BYTES_PER_ACTIVATION = 3 * FLOAT_BYTES;

/** What the fused engine's module takes for a network, its data and its batches, in bytes. */
export function fusedMemoryBytes(network: NetworkSpec, rows: number, rowsAtOnce: number): number {
  const units = network.layers.reduce((sum, layer) => sum + layer.units + 1, network.inputs);
  const weights = network.layers.reduce((sum, layer) => sum + (layer.inputs + 2) * (layer.units + 1), 0);
  return (
    rows * (network.inputs + 2) * FLOAT_BYTES +
    (rowsAtOnce + 16) * units * BYTES_PER_ACTIVATION +
    weights * BYTES_PER_WEIGHT
  );
}
