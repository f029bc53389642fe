import type { TimeLine } from "../../kit/timeChart";
import { formatCount } from "../../kit/formatNumber";
import { depthOf } from "../../kit/layerRamp";
import { nameLayer } from "../../kit/nameLayer";
import { findGaps, findRange } from "../../kit/series";
import { smoothOnLogarithmicAxis } from "../../kit/smoothSeries";
import type { TimeMark } from "../../kit/timeMarks";
import { createFigureReader } from "../../state/figureReader";
import type { GrowingTable } from "../../state/growingTable";
import type { CellInfo } from "../../state/store";
import { text } from "./strings";

/** One layer's I(X;T) over the epochs, in bits. */
export interface InformationLine extends TimeLine {
  readonly layer: number;
  readonly depth: number;
  readonly tag: string;
  readonly title: string;
  /** Epochs at which the line breaks because there is no estimate. */
  readonly gaps: readonly number[];
}

export interface InformationView {
  /** Said instead of a picture if there is nothing to draw. */
  readonly empty?: string;
  readonly lines: readonly InformationLine[];
  readonly marks: readonly TimeMark[];
  /** The axis of epochs is logarithmic. */
  readonly xRange: readonly [number, number];
  readonly yMax: number;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly captions: readonly string[];
  readonly summary: string;
}

export interface InformationOptions {
  /** Index of the estimator that is shown. */
  readonly estimator: number;
  readonly hiddenLayers: readonly number[];
  readonly lastEpoch: number;
  readonly smoothing: number;
  readonly marks: readonly TimeMark[];
  /** How many networks the figures are means over; 1 of a single network. */
  readonly networks: number;
  /** What to say as long as there is no snapshot. */
  readonly beforeFirst: string;
}

/** I(X;T) of each layer over the epochs, which shows compression without colors to be decoded. */
export function buildInformationView(
  info: CellInfo,
  snapshots: GrowingTable,
  { estimator, hiddenLayers, lastEpoch, smoothing, marks, networks, beforeFirst }: InformationOptions,
): InformationView {
  const visible = [...info.layers.keys()].filter((layer) => !hiddenLayers.includes(layer));
  const lines = visible.map((layer): InformationLine => {
    const points = Array.from({ length: snapshots.rows }, (_, row) => {
      const read = createFigureReader(snapshots, row, info.layers.length, estimator, layer);
      const ixt = read("ixt");
      return { x: read("epoch"), y: Number.isFinite(ixt) ? ixt : NaN };
    }).filter(({ x }) => x >= 1);
    const smoothed = smoothOnLogarithmicAxis(points, lastEpoch, smoothing);
    return {
      layer,
      depth: depthOf(layer, info.layers.length),
      tag: nameLayer(layer),
      title: `${nameLayer(layer)}: ${info.layers[layer]!.name}`,
      points,
      ...(smoothed.length < points.length ? { smoothed } : {}),
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
    xRange: [1, Math.max(2, lastEpoch)],
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
