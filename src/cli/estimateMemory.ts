import { estimatorOf, type EstimatorSettings } from "../information/estimators/estimators";
import type { EstimateSize } from "../information/estimators/shared/estimatorKind";

const BYTES_PER_MEBIBYTE = 1024 * 1024;

/** What an estimate will take at most, in MiB, beside what the runtime itself needs. */
export function estimateMemoryMebibytes(
  settings: EstimatorSettings,
  resamples: number,
  size: EstimateSize,
): number {
  const { activations, inputs, labels } = size;
  const given =
    activations.byteLength +
    (inputs?.values.byteLength ?? 0) +
    labels.sampled.byteLength +
    (labels.conditional?.byteLength ?? 0);
  // Rows that are drawn again are copied.
  const copies = resamples > 0 ? 2 : 1;
  return (given * copies + estimatorOf(settings).workBytes(settings, size)) / BYTES_PER_MEBIBYTE;
}
