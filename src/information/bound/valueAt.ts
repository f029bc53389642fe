import type { CurvePoint } from "./curvePoint";

/**
 * The bound at an I(X;T), in bits: on the chords between the curve's points, which time sharing between their
 * encoders achieves, so that the figure is never above the true curve. Beyond the last point the curve is level.
 * @param points by I(X;T), the origin first
 */
export function valueAt({ points }: { readonly points: readonly CurvePoint[] }, ixt: number): number {
  const right = points.findIndex((point) => point.ixt >= ixt);
  if (right < 0) {
    return points.at(-1)!.ity;
  }
  const to = points[right]!;
  const from = points[Math.max(0, right - 1)]!;
  const width = to.ixt - from.ixt;
  return width > 0 ? from.ity + ((to.ity - from.ity) * Math.max(0, ixt - from.ixt)) / width : to.ity;
}
