import { snapshotEpochs } from "./recordedEpochs";
import type { Config } from "../schema/configSchema";

const BYTES_PER_FLOAT = 4;
const BYTES_PER_MEBIBYTE = 1024 * 1024;

/** What the activations that a network's snapshots keep will take on disk, in MiB. @param units of all layers together */
export function estimateKeptMebibytes(
  rows: number,
  units: number,
  { training, analysis }: Pick<Config, "training" | "analysis">,
): number {
  const snapshots = snapshotEpochs(training.epochs, analysis.snapshots).length;
  return (rows * units * snapshots * BYTES_PER_FLOAT) / BYTES_PER_MEBIBYTE;
}
