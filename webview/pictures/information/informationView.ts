import { rangeOfEpochs, type EpochRange } from "../../kit/epochAxis";
import { smoothTimeLine, type TimeLine } from "../../kit/timeLine";
import { formatCount } from "../../kit/formatNumber";
import { identifyLayer, listVisible, type LayerIdentity } from "../../kit/nameLayer";
import { findGaps, findRange } from "../../kit/series";
import type { TimeMark } from "../../kit/timeMarks";
import type { TimeOptions } from "../../picture/timeOptions";
import { createFigureReader } from "../../state/figureReader";
import type { GrowingTable } from "../../state/growingTable";
import type { CellInfo } from "../../state/store";
import { text } from "./strings";

/** One layer's I(X;T) over the epochs, in bits. */
export interface InformationLine extends TimeLine, LayerIdentity {
  /** Epochs at which the line breaks because there is no estimate. */
  readonly gaps: readonly number[];
}

export interface InformationView {
  /** Said instead of a picture if there is nothing to draw. */
  readonly empty?: string;
  readonly lines: readonly InformationLine[];
  readonly marks: readonly TimeMark[];
  readonly xRange: EpochRange;
  readonly yMax: number;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly captions: readonly string[];
  readonly summary: string;
}

export interface InformationOptions extends TimeOptions {
  /** Index of the estimator that is shown. */
  readonly estimator: number;
  readonly hiddenLayers: readonly number[];
}

/** I(X;T) of each layer over the epochs, which shows compression without colors to be decoded. */
export function buildInformationView(
  info: CellInfo,
  snapshots: GrowingTable,
  {
    estimator,
    hiddenLayers,
    lastEpoch,
    epochAxis,
    smoothing,
    marks,
    networks,
    beforeFirst,
  }: InformationOptions,
): InformationView {
  const visible = listVisible(info.layers, hiddenLayers);
  const lines = visible.map((layer): InformationLine => {
    const points = Array.from({ length: snapshots.rows }, (_, row) => {
      const read = createFigureReader(snapshots, row, info.layers.length, estimator, layer);
      const ixt = read("ixt");
      return { x: read("epoch"), y: Number.isFinite(ixt) ? ixt : NaN };
    }).filter(({ x }) => x >= 1);
    return {
      ...identifyLayer(layer, info.layers),
      ...smoothTimeLine(points, lastEpoch, smoothing),
      gaps: findGaps(points),
    };
  });
  const range = findRange(lines.map(({ points }) => points));
  const empty =
    visible.length === 0
      ? text("informationAllHidden")
      : snapshots.rows === 0
        ? beforeFirst
        : range === undefined
          ? text("informationNothing")
          : undefined;
  return {
    ...(empty === undefined ? {} : { empty }),
    lines,
    marks,
    xRange: rangeOfEpochs(epochAxis, lastEpoch),
    yMax: Math.max(range?.[1] ?? 0, 1e-3) * 1.04,
    xTitle: text("informationX"),
    yTitle: text("informationY"),
    captions: [
      text("informationAbout", info.estimators[estimator]?.title ?? ""),
      ...(networks > 1 ? [text("informationMean", formatCount(networks))] : []),
      ...(lines.some(({ smoothed }) => smoothed !== undefined)
        ? [text("informationSmoothed", smoothing)]
        : []),
    ],
    summary: text("informationSummary", lines.length, formatCount(lastEpoch)),
  };
}
