/**
 * Where a layer's gradients turn from drift (mean above deviation) to diffusion (deviation above mean).
 *
 * The crossing is the recorded epoch at which the epochs are best split in two: the fewest recorded points lie
 * on the wrong side, with the deviation above the mean before it or below the mean from it on. It follows that
 * from the crossing up to any later recorded epoch the deviation was above the mean at more than half of the
 * points. A single noisy point early in training therefore makes no crossing. Ten points at least must be
 * recorded from the crossing on.
 *
 * A mean that is above the deviation again at the end, by ten points more than not, is told with the stretch of epochs
 * before it in which the deviation was above by most.
 */
export type GradientCrossing =
  | { readonly kind: "at"; readonly epoch: number }
  /** The deviation was above from `epoch` on, and the mean is above it again from `again` on. */
  | { readonly kind: "back"; readonly epoch: number; readonly again: number }
  /** The deviation was above from the first recorded epoch on. */
  | { readonly kind: "from-start" }
  | { readonly kind: "none" }
  /** There are no points to compare. */
  | { readonly kind: "undefined" };

const POINTS_AFTER = 10;

/** One recorded epoch of one layer. */
export interface GradientPoint {
  readonly epoch: number;
  readonly mean: number;
  readonly deviation: number;
}

/** Finds the crossing in points ordered by epoch; points without a mean or a deviation do not count. */
export function findGradientCrossing(points: Iterable<GradientPoint>): GradientCrossing {
  const compared = [...points].filter(
    ({ mean, deviation }) => Number.isFinite(mean) && Number.isFinite(deviation),
  );
  if (compared.length === 0) {
    return { kind: "undefined" };
  }
  const stretch = findStretch(compared);
  if (stretch !== undefined) {
    return { kind: "back", epoch: compared[stretch.from]!.epoch, again: compared[stretch.to]!.epoch };
  }
  // The best split is where the surplus of points with the mean above, counted from the start, was last largest.
  let surplus = 0;
  let largest = 0;
  let split = 0;
  for (const [index, { mean, deviation }] of compared.entries()) {
    surplus += Math.sign(mean - deviation);
    if (surplus >= largest) {
      largest = surplus;
      split = index + 1;
    }
  }
  if (split === 0) {
    return { kind: "from-start" };
  }
  return compared.length - split < POINTS_AFTER
    ? { kind: "none" }
    : { kind: "at", epoch: compared[split]!.epoch };
}

/** The stretch in which most points more have the deviation above than the mean, where the mean is above after it. */
function findStretch(
  points: readonly GradientPoint[],
): { readonly from: number; readonly to: number } | undefined {
  let surplus = 0;
  let begin = 0;
  let best = 0;
  let stretch = { from: 0, to: 0 };
  let after = 0;
  for (const [index, { mean, deviation }] of points.entries()) {
    const sign = Math.sign(deviation - mean);
    if (surplus <= 0) {
      surplus = 0;
      begin = index;
    }
    surplus += sign;
    after -= sign;
    if (surplus > best) {
      best = surplus;
      stretch = { from: begin, to: index + 1 };
      after = 0;
    }
  }
  return best >= POINTS_AFTER && after >= POINTS_AFTER ? stretch : undefined;
}
