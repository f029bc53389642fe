import type { CellResult, EpochFigures } from "./cellResult";

/** What the recorded curves of a training say, as numbers without words. */
export interface LearningFigures {
  readonly startLoss: number;
  readonly endLoss: number;
  readonly smallestLoss: number;
  /** Share of the loss at half of the epochs that was taken off in the second half. */
  readonly lateFall: number;
  /** Share of the steps in the second half that went up by more than a thousandth; NaN if there are too few. */
  readonly lateRises: number;
  /** The largest of these steps up, as a share of the loss before it. */
  readonly wobble: number;
  /** L2 norm of all weights at the end, as a multiple of that at the start. */
  readonly weightGrowth: number;
  /** The largest t-value, mean ÷ deviation × √batches, that a layer's gradient has late (median); NaN for one batch. */
  readonly drift: number;
}

/** Fewer recorded epochs than this in the second half tell nothing of rises. */
const LATE_EPOCHS_MIN = 5;
const RISE = 1e-3;

/** @returns undefined if no epoch was recorded */
export function measureLearning({
  epochs,
  batchesPerEpoch,
  weightNorms,
}: CellResult): LearningFigures | undefined {
  const finite = epochs.filter(({ trainingLoss }) => Number.isFinite(trainingLoss));
  const first = finite[0];
  const last = finite.at(-1);
  if (first === undefined || last === undefined) {
    return undefined;
  }
  const late = finite.filter(({ epoch }) => epoch >= last.epoch / 2);
  // A single recorded epoch jumps: the ends of the half are means over a quarter of its points.
  const span = Math.max(1, Math.floor(late.length / 4));
  const before = meanLoss(late.slice(0, span));
  const after = meanLoss(late.slice(-span));
  const steps = late.slice(1).map(({ trainingLoss }, index) => trainingLoss / late[index]!.trainingLoss - 1);
  return {
    startLoss: first.trainingLoss,
    endLoss: after,
    smallestLoss: Math.min(...finite.map(({ trainingLoss }) => trainingLoss)),
    lateFall: before > 0 ? (before - after) / before : 0,
    lateRises:
      steps.length < LATE_EPOCHS_MIN ? NaN : steps.filter((step) => step > RISE).length / steps.length,
    wobble: Math.max(0, ...steps),
    weightGrowth: weightNorms.end / weightNorms.start,
    drift: lateDrift(late, batchesPerEpoch),
  };
}

function lateDrift(late: readonly EpochFigures[], batches: number): number {
  const layers = late[0]?.layers.length ?? 0;
  const drifts = Array.from({ length: layers }, (_, layer) =>
    median(
      late
        .map(({ layers: figures }) => {
          const { gradientMean, gradientDeviation } = figures[layer]!;
          return (gradientMean / gradientDeviation) * Math.sqrt(batches);
        })
        .filter((value) => Number.isFinite(value)),
    ),
  ).filter((value) => Number.isFinite(value));
  return drifts.length === 0 ? NaN : Math.max(...drifts);
}

function meanLoss(epochs: readonly EpochFigures[]): number {
  return epochs.reduce((sum, { trainingLoss }) => sum + trainingLoss, 0) / epochs.length;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
