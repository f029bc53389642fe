import { placeOnRail } from "./placeOnRail";

/** Pixels between the chart and the labels of its rail. */
export const RAIL_GAP = 14;

/** Between two labels, in font sizes. */
const SPACING = 1.3;

/** Pixels of height that a pixel of distance to the rail counts for in the order of its labels. */
const FAR_WEIGHT = 0.12;

/** Pixels that labels keep from the upper and the lower end of the chart. */
const MARGIN = 2;

/** A point that is named on the rail, in pixels. */
interface RailPoint {
  readonly px: number;
  readonly py: number;
}

/**
 * Where the names of points stand in a column at the right of a chart, from the top. Of points of about the same height
 * the one farther away gets the lower label: their lines then do not cross.
 * @param left where the column begins
 */
export function layOutRail<Point extends RailPoint>(
  points: readonly Point[],
  left: number,
  { top, bottom }: { readonly top: number; readonly bottom: number },
  fontSize: number,
): readonly (Point & { readonly height: number })[] {
  const rank = ({ px, py }: RailPoint): number => py + FAR_WEIGHT * (left - px);
  const ordered = points.toSorted((a, b) => rank(a) - rank(b));
  const heights = placeOnRail(
    ordered.map(({ py }) => py),
    fontSize * SPACING,
    top + MARGIN,
    bottom - MARGIN,
  );
  return ordered.map((point, index) => ({ ...point, height: heights[index]! }));
}
