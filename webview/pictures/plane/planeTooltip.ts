import { describeDistance } from "./boundCurve";
import { formatBits, formatCount } from "../../kit/formatNumber";
import type { Interval, SmoothedPoint } from "./planeTrajectory";
import type { PlaneView } from "./planeView";
import { text } from "./strings";
import { text as sharedText } from "../../kit/strings";
import type { Density } from "../../kit/chartSpec";

/** From this share on, how near a figure is to its ceiling says more than the figure. */
const NEAR_CEILING = 0.9;

/** What is said of one point of the plane, in lines. */
export function describePlanePoint(
  { trajectories, bound, inputEntropy, networks }: PlaneView,
  trajectory: number,
  point: number,
  density: Density,
): readonly string[] {
  const { title, points, smoothed } = trajectories[trajectory]!;
  if (smoothed !== undefined) {
    return describeSmoothed(title, smoothed[point]!);
  }
  const { epoch, ixtDeviation, ityDeviation, ixt, ity, ixtInterval, ityInterval, belowBound } =
    points[point]!;
  const share = ixt / inputEntropy;
  return [
    title,
    sharedText("tooltipEpoch", formatCount(epoch)),
    ...(ixtDeviation === undefined ? [] : [text("tooltipMean", formatCount(networks ?? 0))]),
    ...describeFigure(
      text("tooltipIxt", withDeviation(formatBits(ixt), ixtDeviation, 2)),
      ixtInterval,
      2,
      density,
    ),
    ...(share > NEAR_CEILING && share < Infinity
      ? [text("tooltipCeiling", String(Math.round(100 * share)))]
      : []),
    ...describeFigure(
      text("tooltipIty", withDeviation(formatBits(ity, 3), ityDeviation, 3)),
      ityInterval,
      3,
      density,
    ),
    ...describeDistance({ ixt, ity, ...(belowBound !== undefined && { belowBound }) }, bound, inputEntropy),
  ];
}

function describeSmoothed(
  title: string,
  { epoch, count, from, to, ixt, ity }: SmoothedPoint,
): readonly string[] {
  return [
    title,
    count === 1
      ? sharedText("tooltipEpoch", formatCount(epoch))
      : text("tooltipMedian", formatCount(count), formatCount(from), formatCount(to)),
    text("tooltipIxt", formatBits(ixt)),
    text("tooltipIty", formatBits(ity, 3)),
  ];
}

function withDeviation(figure: string, deviation: number | undefined, decimals: 2 | 3): string {
  return deviation === undefined
    ? figure
    : text("tooltipWithDeviation", figure, formatBits(deviation, decimals));
}

/** A figure with its interval, which has a line of its own if there is little room. */
function describeFigure(
  figure: string,
  interval: Interval | undefined,
  decimals: 2 | 3,
  density: Density,
): readonly string[] {
  if (interval === undefined) {
    return [figure];
  }
  const [lower, upper] = interval;
  const written = text("tooltipInterval", formatBits(lower, decimals), formatBits(upper, decimals));
  return density === "narrow"
    ? [figure, text("tooltipIntervalAlone", written)]
    : [text("tooltipFigureWithInterval", figure, written)];
}
