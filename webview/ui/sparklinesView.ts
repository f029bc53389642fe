import { formatBits } from "../kit/formatNumber";
import { placeEpoch } from "../kit/epochScale";
import { hasPoint } from "../kit/series";
import type { InformationView } from "../pictures/information/informationView";

/** I(X;T) of one layer over the epochs, small. */
export interface Sparkline {
  readonly layer: number;
  readonly depth: number;
  readonly tag: string;
  readonly title: string;
  /** The data of an SVG path in a box of 100 × 100. */
  readonly path: string;
  /** The newest figure, in bits. */
  readonly newest: string;
}

/** The layers' I(X;T) for the side bar, on common axes. */
export function buildSparklines({ lines, xRange, yMax }: InformationView): readonly Sparkline[] {
  return lines
    .filter(({ points }) => hasPoint(points))
    .map(({ layer, depth, tag, title, points, smoothed }) => {
      let isDown = false;
      const path = (smoothed ?? points)
        .map(({ x, y }) => {
          if (!Number.isFinite(y)) {
            isDown = false;
            return "";
          }
          const place = `${(100 * placeEpoch(x, xRange[1])).toFixed(1)} ${(100 - (100 * y) / yMax).toFixed(1)}`;
          const step = `${isDown ? "L" : "M"}${place}`;
          isDown = true;
          return step;
        })
        .join("");
      return { layer, depth, tag, title, path, newest: formatBits(points.at(-1)?.y ?? NaN) };
    });
}
