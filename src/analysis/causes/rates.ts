import type { CellResult } from "../cellResult";

/**
 * A rate below this share of the optimizer's default is a low one, above it a high one. Advice for either ends at this
 * rate, so that none leads to the other.
 */
const LOW_RATE = 0.1;

/** A rate to try in place of one that is too low. */
export function higherRate({ settings }: CellResult): number {
  return round(LOW_RATE * settings.defaultLearningRate);
}

/** A rate to try in place of one that is too high, by this factor lower if that is not below a low one. */
export function lowerRate({ settings }: CellResult, factor = 10): number {
  const { learningRate, defaultLearningRate } = settings;
  const lower = learningRate / factor;
  return round(
    compareRate(settings) > 0
      ? Math.max(LOW_RATE * defaultLearningRate, Math.min(defaultLearningRate, lower))
      : lower,
  );
}

export function isHighRate({ settings }: CellResult): boolean {
  return compareRate(settings) > 0;
}

export function isLowRate({ settings }: CellResult): boolean {
  return compareRate(settings) < 0;
}

/** Above 0 of a high rate, below 0 of a low one, 0 between the two. */
function compareRate({ learningRate, defaultLearningRate }: CellResult["settings"]): number {
  const share = learningRate / (LOW_RATE * defaultLearningRate);
  return Math.abs(share - 1) < 0.01 ? 0 : share - 1;
}

/** Three digits that count: a rate that a person would write. */
function round(rate: number): number {
  return Number(rate.toPrecision(3));
}
