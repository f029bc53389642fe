import type { CursorPoint } from "./cursorMarks";

/** The ends of a chart, in pixels. */
export interface ChartEdges {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A point with its place on the page, in pixels. */
export type PlacedPoint = CursorPoint & {
  readonly px: number;
  readonly py: number;
  /** It lies outside of what the chart shows: only its name is drawn, with an arrow to where it lies. */
  readonly isOutside: boolean;
};

/** Pixels by which a point on an edge may lie beyond it. */
const MARGIN = 1;

/** By the signs of the ways to a point from the chart: to the left or the right, and up or down. */
const ARROWS: Readonly<Record<string, string>> = {
  "-1 0": "←",
  "1 0": "→",
  "0 -1": "↑",
  "0 1": "↓",
  "-1 -1": "↖",
  "1 -1": "↗",
  "-1 1": "↙",
  "1 1": "↘",
};

/**
 * Where the points of a cursor are drawn. One outside of what is shown is left out, or if there is a rail named there at the
 * height of the nearest edge.
 */
export function placeCursorPoints(
  points: readonly CursorPoint[],
  edges: ChartEdges,
  hasRail: boolean,
  place: (point: CursorPoint) => { readonly px: number; readonly py: number },
): readonly PlacedPoint[] {
  return points.flatMap((point): readonly PlacedPoint[] => {
    const { px, py } = place(point);
    const across = sideOf(px, edges.left, edges.right);
    const down = sideOf(py, edges.top, edges.bottom);
    const arrow = ARROWS[`${across} ${down}`];
    if (arrow === undefined) {
      return [{ ...point, px, py, isOutside: false }];
    }
    return hasRail
      ? [
          {
            ...point,
            label: `${arrow} ${point.label}`,
            px: Math.min(edges.right, Math.max(edges.left, px)),
            py: Math.min(edges.bottom, Math.max(edges.top, py)),
            isOutside: true,
          },
        ]
      : [];
  });
}

function sideOf(value: number, low: number, high: number): -1 | 0 | 1 {
  return value < low - MARGIN ? -1 : value > high + MARGIN ? 1 : 0;
}
