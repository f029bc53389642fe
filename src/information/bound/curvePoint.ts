/** A point of a curve over the information plane, in bits. */
export interface CurvePoint {
  readonly ixt: number;
  readonly ity: number;
  /**
   * β for which the point is best: I(X;T) - β I(T;Y) is smallest there. The curve's slope at the point is 1/β, or
   * where the curve has a corner lies between the slopes at either side. At the origin it is the largest such β, at
   * which the curve leaves it; at the end of the curve the smallest. Left out if Y cannot be told from X at all, so that the point is best for every β.
   */
  readonly beta?: number;
}

/** How steeply the chord from one point to a later one rises: bits of I(T;Y) a bit of I(X;T). */
export function chordSlope(
  from: Pick<CurvePoint, "ixt" | "ity">,
  to: Pick<CurvePoint, "ixt" | "ity">,
): number {
  return (to.ity - from.ity) / (to.ixt - from.ixt);
}

/** A point less than this below a chord, in bits, is on it. */
const ROUNDING = 1e-13;

/**
 * The upper concave hull of points, by I(X;T): each point above the chord of its neighbors, rising from each to
 * the next. Points on a straight piece stay.
 */
export function upperHull<Point extends CurvePoint>(points: readonly Point[]): Point[] {
  const hull: Point[] = [];
  for (const point of points.toSorted((a, b) => a.ixt - b.ixt || b.ity - a.ity)) {
    const highest = hull.at(-1);
    if (highest !== undefined && (point.ixt === highest.ixt || point.ity <= highest.ity)) {
      continue;
    }
    while (hull.length >= 2 && depthBelow(hull.at(-2)!, hull.at(-1)!, point) > ROUNDING) {
      hull.pop();
    }
    hull.push(point);
  }
  return hull;
}

/** The points, with each 1/β put between the slopes of its chords, where it belongs but for rounding. */
export function withSlopesBetween(points: readonly Required<CurvePoint>[]): CurvePoint[] {
  return points.map(({ ixt, ity, beta }, i) => {
    const smallest = i === 0 ? 0 : 1 / chordSlope(points[i - 1]!, points[i]!);
    const largest = i === points.length - 1 ? smallest : 1 / chordSlope(points[i]!, points[i + 1]!);
    return { ixt, ity, beta: Math.min(largest, Math.max(smallest, beta)) };
  });
}

/** How far a point lies below the chord between its neighbors. */
function depthBelow(left: CurvePoint, point: CurvePoint, right: CurvePoint): number {
  return left.ity + chordSlope(left, right) * (point.ixt - left.ixt) - point.ity;
}
