import type { Config } from "../config/schema";
import type { NetworkSpec } from "../network/networkSpec";
import { snapshotEpochs } from "../config/recordedEpochs";

const BYTES_PER_FLOAT = 4;
const BYTES_PER_MEBIBYTE = 1024 * 1024;

/** What the activations that a run keeps will take on disk, in MiB. */
export function estimateKeptMebibytes(
  rows: number,
  { layers }: Pick<NetworkSpec, "layers">,
  { training, analysis }: Pick<Config, "training" | "analysis">,
): number {
  const units = layers.reduce((sum, layer) => sum + layer.units, 0);
  const snapshots = snapshotEpochs(training.epochs, analysis.snapshots).length;
  return (rows * units * snapshots * BYTES_PER_FLOAT) / BYTES_PER_MEBIBYTE;
}
