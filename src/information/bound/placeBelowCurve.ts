import type { PlaneFigures } from "../estimate";
import type { CurvePoint } from "./curvePoint";
import type { InformationCurve } from "./informationCurve";
import { valueAt } from "./valueAt";

/** Where a point of the information plane lies beside the bound. */
export interface PlaceBelowCurve {
  /**
   * How far below the curve, in bits of I(T;Y), at the point's own I(X;T). 0 for one above it by no more than the
   * curve's accuracy; negative for one further above, where no true figure lies.
   */
  readonly distance: number;
  /** The β at the place of the curve that is nearest; undefined if no β belongs to places of the curve. */
  readonly beta: number | undefined;
}

/** Places a point of the information plane, in bits, both figures finite. */
export function placeBelowCurve(curve: InformationCurve, { ixt, ity }: PlaneFigures): PlaceBelowCurve {
  const distance = valueAt(curve, ixt) - ity;
  return {
    distance: distance < 0 && distance >= -curve.accuracy ? 0 : distance,
    beta: curve.deterministic ? undefined : nearestBeta(curve.points, ixt, ity),
  };
}

/** Of the nearest place on the chords; between two points 1/β, the curve's slope, goes evenly from one to the other. */
function nearestBeta(points: readonly CurvePoint[], ixt: number, ity: number): number | undefined {
  let best = Infinity;
  let beta = points[0]!.beta;
  for (let i = 1; i < points.length; i++) {
    const from = points[i - 1]!;
    const to = points[i]!;
    const across = to.ixt - from.ixt;
    const up = to.ity - from.ity;
    const along = ((ixt - from.ixt) * across + (ity - from.ity) * up) / (across ** 2 + up ** 2);
    const share = Math.min(1, Math.max(0, along));
    const away = Math.hypot(from.ixt + share * across - ixt, from.ity + share * up - ity);
    if (away < best && from.beta !== undefined && to.beta !== undefined) {
      best = away;
      beta = 1 / ((1 - share) / from.beta + share / to.beta);
    }
  }
  return beta;
}
