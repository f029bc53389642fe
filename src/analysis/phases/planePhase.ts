import type { Uncounted } from "../../information/estimate";
import { largest, medianOf, runningMedian, smallest } from "./orderStatistics";

/** What a layer's I(X;T) does over the epochs. */
export type PlanePhaseKind =
  /** I(X;T) reaches its ceiling, where it says nothing about the layer. */
  "saturated" | "fitting and compression" | "fitting only" | "compression only" | "neither";

/** The rise and the fall of one layer's I(X;T), in bits, and the epoch that parts them. */
export interface PlanePhase {
  readonly kind: PlanePhaseKind;
  /** The peak less the smallest value before the peak. */
  readonly rise: number;
  /** The peak less the smallest value after the peak. */
  readonly fall: number;
  /** What a step between two snapshots changes by chance. */
  readonly noise: number;
  /** The epoch of the peak, and the epochs around it at which I(X;T) is as large but for noise. */
  readonly onset: { readonly epoch: number; readonly from: number; readonly to: number };
  readonly uncounted?: Uncounted;
}

/** A rise or a fall counts from so many bits on… */
export const MOVEMENT_MIN_BITS = 0.5;
/** …and from so many times the noise on. */
export const MOVEMENT_MIN_NOISES = 3;
/** A peak this near to the ceiling is the ceiling, in bits. */
const CEILING_MARGIN_BITS = 0.05;
/** The peak is told from its neighbors by at least so many bits… */
const PEAK_MARGIN_BITS = 0.1;
/** …and so many times the noise. */
const PEAK_MARGIN_NOISES = 2;
/** Makes the median absolute deviation of a normal variable its standard deviation. */
const NORMAL_MAD = 1.48;
/** Fewer snapshots have no rise and no fall. */
const SNAPSHOTS_MIN = 3;

/**
 * The phases of one layer: Shwartz-Ziv & Tishby (2017), section 3.3, speak of fitting while I(X;T) rises and of
 * compression while it falls. I(X;T) is smoothed by a running median of three snapshots first.
 * @param epochs ascending; snapshots without an estimate (NaN) do not count
 * @param ixt I(X;T) in bits at these epochs
 * @param ceiling the most that the estimator can give, in bits
 * @returns undefined if fewer than three snapshots have an estimate
 */
export function describePlanePhase(
  { epochs, ixt }: { readonly epochs: readonly number[]; readonly ixt: readonly number[] },
  ceiling: number,
  uncounted?: Uncounted,
): PlanePhase | undefined {
  const known = ixt.flatMap((value, index) => (Number.isFinite(value) ? [index] : []));
  if (known.length < SNAPSHOTS_MIN) {
    return undefined;
  }
  const values = runningMedian(known.map((index) => ixt[index]!));
  const at = (place: number): number => epochs[known[place]!]!;
  const peak = values.indexOf(largest(values));
  const rise = values[peak]! - smallest(values.slice(0, peak + 1));
  const fall = values[peak]! - smallest(values.slice(peak));
  const noise = noiseOf(known.map((index) => ixt[index]!));
  const margin = Math.max(PEAK_MARGIN_BITS, PEAK_MARGIN_NOISES * noise);
  const isPeak = (value: number): boolean => value >= values[peak]! - margin;
  let from = peak;
  while (from > 0 && isPeak(values[from - 1]!)) {
    from--;
  }
  let to = peak;
  while (to < values.length - 1 && isPeak(values[to + 1]!)) {
    to++;
  }
  const counts = (bits: number, movement: Uncounted): boolean =>
    movement !== uncounted && bits >= MOVEMENT_MIN_BITS && bits >= MOVEMENT_MIN_NOISES * noise;
  return {
    kind:
      ceiling - values[peak]! <= CEILING_MARGIN_BITS
        ? "saturated"
        : kindOf(counts(rise, "rise"), counts(fall, "fall")),
    rise,
    fall,
    noise,
    onset: { epoch: at(peak), from: at(from), to: at(to) },
    ...(uncounted && { uncounted }),
  };
}

function kindOf(rises: boolean, falls: boolean): PlanePhaseKind {
  if (rises) {
    return falls ? "fitting and compression" : "fitting only";
  }
  return falls ? "compression only" : "neither";
}

/** Steps of a path that changes slowly are noise, and a step has the noise of two snapshots. */
function noiseOf(values: readonly number[]): number {
  const steps = values.slice(1).map((value, index) => value - values[index]!);
  const middle = medianOf(steps);
  return (NORMAL_MAD * medianOf(steps.map((step) => Math.abs(step - middle)))) / Math.SQRT2;
}
