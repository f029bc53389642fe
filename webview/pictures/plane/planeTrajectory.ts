import type { EstimateFigure } from "../../../src/view/tables";
import type { GrowingTable } from "../../state/growingTable";
import type { CellInfo } from "../../state/store";
import type { BoundDistance } from "./boundCurve";
import { placeEpoch } from "../../kit/epochScale";
import { createFigureReader, type FigureReader } from "../../state/figureReader";
import { nameLayer } from "../../kit/nameLayer";

export type Interval = readonly [lower: number, upper: number];

/** One layer at one snapshot, in bits. Both figures are NaN if there is no estimate. */
export interface PlanePoint extends BoundDistance {
  readonly epoch: number;
  readonly ixt: number;
  readonly ity: number;
  /** What I(X;T) and I(T;Y) lie between; left out if the estimate is a single figure. */
  readonly ixtInterval?: Interval;
  readonly ityInterval?: Interval;
  /** Place of the epoch on the color scale, 0 to 1. */
  readonly position: number;
}

/** The way of one layer through the plane. */
export interface PlaneTrajectory {
  readonly layer: number;
  readonly tag: string;
  readonly title: string;
  /** In the order of epochs; points without an estimate break the line. */
  readonly points: readonly PlanePoint[];
  /** Indices of points that lie next to a gap. */
  readonly gapEdges: readonly number[];
  /** Indices of the first and the last point with an estimate; undefined if there is none. */
  readonly ends?: readonly [number, number];
}

/** The way of a layer by one estimator, over some of the snapshots' rows. */
export function traceLayer(
  { layers }: CellInfo,
  snapshots: GrowingTable,
  estimator: number,
  layer: number,
  rows: readonly number[],
  lastEpoch: number,
): PlaneTrajectory {
  const points = rows.map((row) =>
    readPoint(createFigureReader(snapshots, row, layers.length, estimator, layer), lastEpoch),
  );
  const present = points.map(isEstimate);
  const first = present.indexOf(true);
  const last = present.lastIndexOf(true);
  return {
    layer,
    tag: nameLayer(layer),
    title: `${nameLayer(layer)}: ${layers[layer]!.name}`,
    points,
    gapEdges: [...present.keys()].filter(
      (index) => present[index] === true && (present[index - 1] === false || present[index + 1] === false),
    ),
    ...(first < 0 ? {} : { ends: [first, last] as const }),
  };
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

export function isEstimate({ ixt }: PlanePoint): boolean {
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
