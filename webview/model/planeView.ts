import { SNAPSHOT_COLUMNS_FIXED, SNAPSHOT_COLUMNS_PER_LAYER } from "../../src/protocol/viewMessages";
import { readValue, type GrowingTable } from "../state/growingTable";
import type { CellInfo } from "../state/store";
import { text } from "../strings";
import { createEpochScale, placeEpoch, type EpochScale } from "./epochScale";
import { formatBits, formatCount } from "./formatNumber";
import { describeResolutions, nameLayer } from "./layerLegend";
import { selectRows } from "./selectRows";

/** One layer at one snapshot, in bits. Both figures are NaN where there is no estimate. */
export interface PlanePoint {
  readonly epoch: number;
  readonly ixt: number;
  readonly ity: number;
  /** Place of the epoch on the colour scale, 0 to 1. */
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
  /** Indices of the first and the last point with an estimate; undefined where there is none. */
  readonly ends?: readonly [number, number];
}

/** A line across the plane at a quantity of the data. */
export interface PlaneMark {
  readonly axis: "x" | "y";
  readonly value: number;
  readonly label: string;
}

export interface PlaneView {
  /** Said instead of a picture where there is nothing to draw. */
  readonly empty?: string;
  readonly trajectories: readonly PlaneTrajectory[];
  /** Axes run from 0 to here. */
  readonly xMax: number;
  readonly yMax: number;
  readonly xTitle: string;
  /** What I(X;T) is measured by, in lines: without it the figure says nothing, so it stands on the axis. */
  readonly resolutions: readonly string[];
  readonly yTitle: string;
  readonly marks: readonly PlaneMark[];
  readonly epochScale: EpochScale;
  readonly caption?: string;
  /** The picture in words, for readers who do not see it. */
  readonly summary: string;
}

/** Below this two entropies are the same at the three decimals that they are written with. */
const SAME_BITS = 5e-4;

/**
 * The information plane of one network.
 * @param epochsPlanned end of the colour scale while the run goes on, so that colours do not move under the reader
 * @param beforeFirst what to say as long as there is no snapshot
 */
export function buildPlaneView(
  info: CellInfo,
  snapshots: GrowingTable,
  hiddenLayers: readonly number[],
  epochsPlanned: number,
  beforeFirst: string,
): PlaneView {
  const lastEpoch = snapshots.rows === 0 ? 0 : readValue(snapshots, snapshots.rows - 1, 0);
  const epochScale = createEpochScale(Math.max(lastEpoch, epochsPlanned));
  const { rows, recorded } = selectRows(snapshots);
  const visible = [...info.layers.keys()].filter((layer) => !hiddenLayers.includes(layer));
  const trajectories = visible.map((layer) => traceLayer(info, snapshots, layer, rows, epochScale.last));
  const points = trajectories.flatMap((trajectory) => trajectory.points).filter(isEstimate);
  const empty =
    visible.length === 0
      ? text("planeAllHidden")
      : snapshots.rows === 0
        ? beforeFirst
        : points.length === 0
          ? text("planeNoEstimates")
          : undefined;
  return {
    ...(empty === undefined ? {} : { empty }),
    trajectories,
    xMax: findAxisEnd(
      [info.inputEntropy],
      points.map(({ ixt }) => ixt),
    ),
    yMax: findAxisEnd(
      [info.labelEntropy, info.inputLabelInformation],
      points.map(({ ity }) => ity),
    ),
    xTitle: text("planeX"),
    resolutions: describeResolutions(info.layers),
    yTitle: text("planeY"),
    marks: placeMarks(info),
    epochScale,
    ...(rows.length < recorded
      ? { caption: text("drawnSnapshots", formatCount(rows.length), formatCount(recorded)) }
      : {}),
    summary: summarize(trajectories, lastEpoch),
  };
}

/** Snapshots without an estimate, by layer. */
export function countMissingEstimates(layers: number, snapshots: GrowingTable): readonly number[] {
  return Array.from({ length: layers }, (_, layer) => {
    let missing = 0;
    for (let row = 0; row < snapshots.rows; row++) {
      missing += isEstimate(readPoint(snapshots, row, layer, 0)) ? 0 : 1;
    }
    return missing;
  });
}

function traceLayer(
  info: CellInfo,
  snapshots: GrowingTable,
  layer: number,
  rows: readonly number[],
  lastEpoch: number,
): PlaneTrajectory {
  const points = rows.map((row) => readPoint(snapshots, row, layer, lastEpoch));
  const present = points.map(isEstimate);
  const first = present.indexOf(true);
  const last = present.lastIndexOf(true);
  return {
    layer,
    tag: nameLayer(layer),
    title: `${nameLayer(layer)}: ${info.layers[layer]!.name}`,
    points,
    gapEdges: [...present.keys()].filter(
      (index) => present[index] === true && (present[index - 1] === false || present[index + 1] === false),
    ),
    ...(first < 0 ? {} : { ends: [first, last] as const }),
  };
}

function readPoint(snapshots: GrowingTable, row: number, layer: number, lastEpoch: number): PlanePoint {
  const epoch = readValue(snapshots, row, 0);
  const column = SNAPSHOT_COLUMNS_FIXED + SNAPSHOT_COLUMNS_PER_LAYER * layer;
  const ixt = readValue(snapshots, row, column);
  const ity = readValue(snapshots, row, column + 1);
  const position = placeEpoch(epoch, lastEpoch);
  return Number.isFinite(ixt) && Number.isFinite(ity)
    ? { epoch, ixt, ity, position }
    : { epoch, ixt: NaN, ity: NaN, position };
}

function isEstimate({ ixt }: PlanePoint): boolean {
  return Number.isFinite(ixt);
}

/** Axes end at what the data can give at most, or beyond it where an estimate lies beyond it. */
function findAxisEnd(bounds: readonly number[], values: readonly number[]): number {
  const end = [...bounds, ...values].reduce(
    (max, value) => (value > max && value < Infinity ? value : max),
    0,
  );
  return end > 0 ? end : 1;
}

function placeMarks(info: CellInfo): readonly PlaneMark[] {
  const { inputEntropy, labelEntropy, inputLabelInformation } = info;
  const onX: PlaneMark = {
    axis: "x",
    value: inputEntropy,
    label: text("markInputEntropy", formatBits(inputEntropy)),
  };
  const onY: readonly PlaneMark[] =
    Math.abs(labelEntropy - inputLabelInformation) < SAME_BITS
      ? [{ axis: "y", value: labelEntropy, label: text("markLabelBoth", formatBits(labelEntropy, 3)) }]
      : [
          { axis: "y", value: labelEntropy, label: text("markLabelEntropy", formatBits(labelEntropy, 3)) },
          {
            axis: "y",
            value: inputLabelInformation,
            label: text("markInputLabelInformation", formatBits(inputLabelInformation, 3)),
          },
        ];
  return [onX, ...onY].filter(({ value }) => Number.isFinite(value) && value > 0);
}

function summarize(trajectories: readonly PlaneTrajectory[], lastEpoch: number): string {
  const layers = trajectories.map(({ title, points, ends }) => {
    const first = points[ends?.[0] ?? -1];
    const last = points[ends?.[1] ?? -1];
    return first === undefined || last === undefined
      ? text("planeSummaryLayerEmpty", title)
      : text(
          "planeSummaryLayer",
          title,
          formatBits(first.ixt),
          formatBits(last.ixt),
          formatBits(first.ity, 3),
          formatBits(last.ity, 3),
        );
  });
  const firstEpoch = trajectories[0]?.points[0]?.epoch ?? 0;
  return [
    text("planeSummary", trajectories.length, formatCount(firstEpoch), formatCount(lastEpoch)),
    ...layers,
  ].join(" ");
}
