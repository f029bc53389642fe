import type { EstimateFigure } from "../../../src/view/tables";
import type { GrowingTable } from "../../state/growingTable";
import type { CellInfo } from "../../state/store";
import { medianOf } from "../../../src/analysis/phases/orderStatistics";
import type { BoundDistance } from "./boundCurve";
import { partEpochs } from "../../kit/epochParts";
import { placeEpoch } from "../../kit/epochScale";
import { createFigureReader, type FigureReader } from "../../state/figureReader";
import { identifyLayer, type LayerIdentity } from "../../kit/nameLayer";

export type Interval = readonly [lower: number, upper: number];

/** One layer at one snapshot, in bits. Both figures are NaN if there is no estimate. */
export interface PlanePoint extends BoundDistance {
  readonly epoch: number;
  readonly ixt: number;
  readonly ity: number;
  /** Standard deviations over networks; left out of a point that is no mean. */
  readonly ixtDeviation?: number;
  readonly ityDeviation?: number;
  /** What I(X;T) and I(T;Y) lie between; left out if the estimate is a single figure. */
  readonly ixtInterval?: Interval;
  readonly ityInterval?: Interval;
  /** Place of the epoch on the color scale, 0 to 1. */
  readonly position: number;
}

/** The way of one layer through the plane. */
export interface PlaneTrajectory extends LayerIdentity {
  /** In the order of epochs; points without an estimate break the line. */
  readonly points: readonly PlanePoint[];
  /** The way in the foreground: each the median of points that lie close in time. Left out if it is the points. */
  readonly smoothed?: readonly SmoothedPoint[];
  /** The ways of single networks behind their mean. */
  readonly single?: readonly (readonly WayPoint[])[];
  /** Indices of points that lie next to a gap. */
  readonly gapEdges: readonly number[];
  /** Indices of the first and the last point with an estimate; undefined if there is none. */
  readonly ends?: readonly [number, number];
}

/** The median of some points, in the middle of their epochs. */
export interface SmoothedPoint extends Pick<PlanePoint, "epoch" | "ixt" | "ity" | "position"> {
  readonly from: number;
  readonly to: number;
  /** How many points it stands for. */
  readonly count: number;
}

/** A point of a line that is nothing but a line. */
export interface WayPoint {
  readonly x: number;
  readonly y: number;
}

/** How the way of a layer is drawn. */
export interface TraceOptions {
  readonly estimator: number;
  /** Rows of the snapshots. */
  readonly rows: readonly number[];
  /** The end of the scale of epochs. */
  readonly lastEpoch: number;
  /** Parts of the scale whose medians are drawn in the foreground; 0 for none. */
  readonly smoothing: number;
  /** The networks that the snapshots are the mean of, and their deviations; left out of a single network. */
  readonly mean?: { readonly deviations: GrowingTable; readonly members: readonly GrowingTable[] };
}

/** The way of a layer by one estimator. */
export function traceLayer(
  { layers }: CellInfo,
  snapshots: GrowingTable,
  layer: number,
  { estimator, rows, lastEpoch, smoothing, mean }: TraceOptions,
): PlaneTrajectory {
  const points = rows.map((row) => {
    const point = readPoint(createFigureReader(snapshots, row, layers.length, estimator, layer), lastEpoch);
    return mean === undefined
      ? point
      : withDeviation(point, createFigureReader(mean.deviations, row, layers.length, estimator, layer));
  });
  const smoothed = mean === undefined ? smoothWay(points, lastEpoch, smoothing) : points;
  const present = points.map(isEstimate);
  const first = present.indexOf(true);
  const last = present.lastIndexOf(true);
  return {
    ...identifyLayer(layer, layers),
    points,
    ...(smoothed.length < points.length ? { smoothed: smoothed as readonly SmoothedPoint[] } : {}),
    ...(mean === undefined
      ? {}
      : {
          single: mean.members.map((member) => readWay(member, layers.length, estimator, layer, lastEpoch)),
        }),
    gapEdges: [...present.keys()].filter(
      (index) => present[index] === true && (present[index - 1] === false || present[index + 1] === false),
    ),
    ...(first < 0 ? {} : { ends: [first, last] as const }),
  };
}

/** Points of one part of the scale of epochs as one: the median of each coordinate. */
function smoothWay(
  points: readonly PlanePoint[],
  lastEpoch: number,
  parts: number,
): readonly SmoothedPoint[] {
  const groups = partEpochs(
    points.map(({ epoch }) => epoch),
    (index) => isEstimate(points[index]!),
    lastEpoch,
    parts,
  );
  return groups.map((group) => {
    const middle = points[group[group.length >> 1]!]!;
    const median = (read: (point: PlanePoint) => number): number =>
      group.length === 1 ? read(middle) : medianOf(group.map((index) => read(points[index]!)));
    return {
      epoch: middle.epoch,
      position: middle.position,
      ixt: median(({ ixt }) => ixt),
      ity: median(({ ity }) => ity),
      from: points[group[0]!]!.epoch,
      to: points[group.at(-1)!]!.epoch,
      count: group.length,
    };
  });
}

/** Single networks are drawn thin and far behind: fewer points than these parts hold are not missed. */
const SINGLE_PARTS = 40;

const knownWays = new WeakMap<GrowingTable, Map<string, readonly WayPoint[]>>();

/** Kept as long as the network's table is: of fifty networks that train, two grow at a time. */
function readWay(
  snapshots: GrowingTable,
  ...figures: readonly [layers: number, estimator: number, layer: number, lastEpoch: number]
): readonly WayPoint[] {
  const ways = knownWays.get(snapshots) ?? new Map<string, readonly WayPoint[]>();
  knownWays.set(snapshots, ways);
  const key = figures.join(",");
  const way = ways.get(key) ?? traceWay(snapshots, ...figures);
  ways.set(key, way);
  return way;
}

/** The way of one layer, as a thin line needs it. */
export function traceWay(
  snapshots: GrowingTable,
  layers: number,
  estimator: number,
  layer: number,
  lastEpoch: number,
): readonly WayPoint[] {
  const points = Array.from({ length: snapshots.rows }, (_, row) => {
    const read = createFigureReader(snapshots, row, layers, estimator, layer);
    const [ixt, ity] = [read("ixt"), read("ity")];
    return Number.isFinite(ixt) && Number.isFinite(ity)
      ? { epoch: read("epoch"), position: 0, ixt, ity }
      : { epoch: read("epoch"), position: 0, ixt: NaN, ity: NaN };
  });
  return smoothWay(points, lastEpoch, SINGLE_PARTS).map(({ ixt, ity }) => ({ x: ixt, y: ity }));
}

function withDeviation(point: PlanePoint, read: FigureReader): PlanePoint {
  const [ixtDeviation, ityDeviation] = [read("ixt"), read("ity")];
  return Number.isFinite(ixtDeviation) && Number.isFinite(ityDeviation)
    ? { ...point, ixtDeviation, ityDeviation }
    : point;
}

/** How each layer lies by the bound at the newest snapshot. */
export function readNewestDistances(
  estimator: number,
  layers: number,
  snapshots: GrowingTable,
): readonly BoundDistance[] {
  return Array.from({ length: snapshots.rows === 0 ? 0 : layers }, (_, layer) =>
    readDistance(createFigureReader(snapshots, snapshots.rows - 1, layers, estimator, layer)),
  );
}

/** True where some snapshot has an I(T;Y) of this layer, be there an I(X;T) or not. */
export function hasLabelInformation(
  estimator: number,
  layers: number,
  layer: number,
  snapshots: GrowingTable,
): boolean {
  for (let row = 0; row < snapshots.rows; row++) {
    if (Number.isFinite(createFigureReader(snapshots, row, layers, estimator, layer)("ity"))) {
      return true;
    }
  }
  return false;
}

export function isEstimate({ ixt }: Pick<PlanePoint, "ixt">): boolean {
  return Number.isFinite(ixt);
}

function readPoint(read: FigureReader, lastEpoch: number): PlanePoint {
  const epoch = read("epoch");
  const ixt = read("ixt");
  const ity = read("ity");
  const position = placeEpoch(epoch, lastEpoch);
  if (!Number.isFinite(ixt) || !Number.isFinite(ity)) {
    return { epoch, ixt: NaN, ity: NaN, position };
  }
  const ixtInterval = readInterval(read, "ixtLower", "ixtUpper");
  const ityInterval = readInterval(read, "ityLower", "ityUpper");
  return {
    epoch,
    ...(ixtInterval === undefined ? {} : { ixtInterval }),
    ...(ityInterval === undefined ? {} : { ityInterval }),
    ...readDistance(read),
    position,
  };
}

function readInterval(
  read: FigureReader,
  lower: EstimateFigure,
  upper: EstimateFigure,
): Interval | undefined {
  const interval = [read(lower), read(upper)] as const;
  return interval.every(Number.isFinite) ? interval : undefined;
}

function readDistance(read: FigureReader): BoundDistance {
  const belowBound = read("belowBound");
  return {
    ixt: read("ixt"),
    ity: read("ity"),
    ...(Number.isFinite(belowBound) ? { belowBound } : {}),
  };
}
