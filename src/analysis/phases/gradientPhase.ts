/** One recorded epoch of one layer: the norms of the mini-batch gradients' mean and deviation. */
export interface GradientPoint {
  readonly epoch: number;
  readonly mean: number;
  readonly deviation: number;
}

/**
 * Where a layer's gradients turn from drift (signal-to-noise, mean ÷ deviation, above 1) to diffusion (below 1), as in
 * Shwartz-Ziv & Tishby (2017), section 3.4. A turn is the first of eight recorded epochs in a row on the other side,
 * so that a few noisy epochs make none.
 */
export type GradientPhase =
  | { readonly kind: "crossed"; readonly epoch: number }
  /** Below 1 from `epoch` on, and above 1 again from `again` to the end. */
  | { readonly kind: "crossed and back"; readonly epoch: number; readonly again: number }
  /** Below 1 from the first recorded epoch on. */
  | { readonly kind: "from the start" }
  | { readonly kind: "none" }
  /** There is no deviation between mini-batches: one batch an epoch. */
  | { readonly kind: "undefined" };

/** Recorded epochs in a row on one side that make a turn. */
export const TURN_EPOCHS = 8;

/** @param points in the order of their epochs; those without a finite mean or deviation do not count */
export function describeGradientPhase(points: Iterable<GradientPoint>): GradientPhase {
  const compared = [...points].filter(
    ({ mean, deviation }) =>
      Number.isFinite(mean) && Number.isFinite(deviation) && (mean > 0 || deviation > 0),
  );
  if (compared.length === 0) {
    return { kind: "undefined" };
  }
  let isBelow = false;
  let inARow = 0;
  let first: number | undefined;
  let again: number | undefined;
  for (const [index, { mean, deviation }] of compared.entries()) {
    inARow = mean < deviation === isBelow ? 0 : inARow + 1;
    if (inARow === TURN_EPOCHS) {
      isBelow = !isBelow;
      inARow = 0;
      const turn = index - TURN_EPOCHS + 1;
      first ??= turn;
      again = isBelow ? undefined : turn;
    }
  }
  if (first === undefined) {
    return { kind: "none" };
  }
  if (again !== undefined) {
    return { kind: "crossed and back", epoch: compared[first]!.epoch, again: compared[again]!.epoch };
  }
  return first === 0 ? { kind: "from the start" } : { kind: "crossed", epoch: compared[first]!.epoch };
}

/** Epochs are counted from 1 once they are trained. */
export const FIRST_EPOCH = 1;

/** The epoch of the first crossing, the first epoch if it is below 1 from the start; undefined if there is none, or none to see. */
export function crossingOf(phase: GradientPhase): number | undefined {
  switch (phase.kind) {
    case "crossed":
    case "crossed and back":
      return phase.epoch;
    case "from the start":
      return FIRST_EPOCH;
    case "none":
    case "undefined":
      return undefined;
  }
}

/** Signal-to-noise of one epoch: the norm of the mean gradient by the norm of the deviation between mini-batches. */
export function signalToNoise({ mean, deviation }: Pick<GradientPoint, "mean" | "deviation">): number {
  return mean / deviation;
}

/**
 * The t-value of the mean gradient, signal-to-noise · √batches: unlike the signal-to-noise ratio it does not depend on
 * the size of the mini-batches. A gradient that is nothing but noise has about 1.
 */
export function gradientT(point: Pick<GradientPoint, "mean" | "deviation">, batches: number): number {
  return signalToNoise(point) * Math.sqrt(batches);
}
