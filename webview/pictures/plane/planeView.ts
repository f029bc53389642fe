import { snapshotColumn, type EstimateFigure } from "../../../src/view/tables";
import type { BoundView, EstimateSpread } from "../../../src/view/viewMessages";
import { readEpoch, type GrowingTable } from "../../state/growingTable";
import type { CellInfo } from "../../state/store";
import { text, type StringKey } from "./strings";
import { listOtherData, type ComparedRun } from "./comparedRuns";
import { buildBoundCurve, type BoundCurve } from "./boundCurve";
import { createEpochScale, type EpochScale } from "../../kit/epochScale";
import { formatCount } from "../../kit/formatNumber";
import { listVisible } from "../../kit/nameLayer";
import { describeResolutions } from "./describeResolutions";
import { countMissingEstimates, describeMissing } from "./missingEstimates";
import { placeMarks, type PlaneMark } from "./planeMarks";
import { summarizePlane } from "./planeSummary";
import {
  hasLabelInformation,
  isEstimate,
  traceLayer,
  type PlaneTrajectory,
  type TraceOptions,
} from "./planeTrajectory";
import { selectRows } from "../../state/selectRows";

/** What is drawn around the trajectories where the estimates are no single figures. */
export interface PlaneBand {
  readonly spread: EstimateSpread;
  /** What its edges are, in words. */
  readonly key: string;
}

export interface PlaneView {
  /** Said instead of a picture if there is nothing to draw. */
  readonly empty?: string;
  /** The name of the estimator, where the plane stands beside those of others. */
  readonly title?: string;
  readonly trajectories: readonly PlaneTrajectory[];
  /** The epoch that the plane ends at, whatever the cursor; left out of a plane of all epochs. */
  readonly epoch?: number;
  /** Every network at that epoch, behind their mean; left out elsewhere. */
  readonly dots?: readonly PlaneDot[];
  /** Other runs on the same axes; left out if there are none. */
  readonly compared?: readonly ComparedRun[];
  /** One of these is of other data: the bound and the ends of the plane are not its own, and no area is out of its reach. */
  readonly hasOtherData?: true;
  /** How many networks the ways are the means over; left out of a single network. */
  readonly networks?: number;
  readonly band?: PlaneBand;
  readonly bound?: BoundCurve;
  /** Axes run from 0 to here. */
  readonly xMax: number;
  readonly yMax: number;
  readonly xTitle: string;
  /** What I(X;T) is measured by, in lines: without it the figure says nothing, so it stands on the axis. */
  readonly resolutions: readonly string[];
  /** Those of all planes side by side, for which each keeps the same room; left out if there is one plane. */
  readonly comparedResolutions?: readonly (readonly string[])[];
  readonly yTitle: string;
  readonly marks: readonly PlaneMark[];
  /** H(X) in bits, which no I(X;T) can exceed. */
  readonly inputEntropy: number;
  readonly epochScale: EpochScale;
  readonly captions: readonly string[];
  /** Sentences on snapshots without an estimate; the legend says the same if there is one plane. */
  readonly missing: readonly string[];
  /** The picture in words, for readers who do not see it. */
  readonly summary: string;
}

/** One layer of one network. */
export interface PlaneDot {
  readonly depth: number;
  readonly x: number;
  readonly y: number;
}

/** What a plane is built from besides the network and its estimates. */
export interface PlaneOptions {
  /** Left out if there is none, and where the reader hides it. */
  readonly bound?: BoundView | undefined;
  readonly hiddenLayers?: readonly number[];
  /** End of the color scale while the run goes on, so that colors do not move under the reader. */
  readonly epochsPlanned?: number;
  /** What to say as long as there is no snapshot. */
  readonly beforeFirst?: string;
  /** Snapshots that are drawn at most, about. */
  readonly drawnSnapshots?: number;
  /** Parts of the scale of epochs whose medians are drawn in the foreground; 0 draws every point. */
  readonly smoothing?: number;
  readonly mean?: NonNullable<TraceOptions["mean"]>;
  readonly compared?: readonly ComparedRun[];
  /** The part of the bound that a finite sample guarantees is drawn too. */
  readonly showsWorst?: boolean;
}

/** The cursor shows true figures, so that points are thinned only where there are very many. */
const SNAPSHOTS_DRAWN = 4000;

/** Figures whose gaps must be drawn as gaps. */
const DRAWN_FIGURES: readonly EstimateFigure[] = [
  "ixt",
  "ity",
  "ixtLower",
  "ixtUpper",
  "ityLower",
  "ityUpper",
];

/** Never called confidence if it is bounds. */
const BAND_KEY: Readonly<Record<EstimateSpread, StringKey>> = {
  bounds: "bandBounds",
  confidence: "bandConfidence",
  monteCarlo: "bandMonteCarlo",
};

/** The information plane of one network as one of its estimators, given by its index, measures it. */
export function buildPlaneView(
  estimator: number,
  info: CellInfo,
  snapshots: GrowingTable,
  options: PlaneOptions = {},
): PlaneView {
  const {
    hiddenLayers = [],
    epochsPlanned = 0,
    beforeFirst = "",
    drawnSnapshots = SNAPSHOTS_DRAWN,
    smoothing = 0,
    mean,
  } = options;
  const label = info.estimators[estimator];
  const isOfBound = label?.hasNoBound !== true;
  const bound = isOfBound ? options.bound : undefined;
  const lastEpoch = snapshots.rows === 0 ? 0 : readEpoch(snapshots, snapshots.rows - 1);
  const epochScale = createEpochScale(Math.max(lastEpoch, epochsPlanned));
  const { rows, recorded } = selectRows(snapshots, listDrawnColumns(info, estimator), drawnSnapshots);
  const visible = listVisible(info.layers, hiddenLayers);
  const trajectories = visible.map((layer) =>
    traceLayer(info, snapshots, layer, {
      estimator,
      rows,
      lastEpoch: epochScale.last,
      smoothing,
      ...(mean === undefined ? {} : { mean }),
    }),
  );
  const points = trajectories.flatMap((trajectory) => trajectory.points).filter(isEstimate);
  const compared = options.compared ?? [];
  const others = listOtherData(compared, info);
  const elsewhere = compared.flatMap(({ ways }) => ways.flatMap((way) => way.points));
  const empty =
    visible.length === 0
      ? text("planeAllHidden")
      : snapshots.rows === 0
        ? beforeFirst
        : points.length === 0
          ? explainNothing(info, snapshots, estimator, visible)
          : undefined;
  const spread = label?.spread;
  const curve =
    bound === undefined ? undefined : buildBoundCurve(bound, info.trainingRows, options.showsWorst === true);
  return {
    ...(empty === undefined ? {} : { empty }),
    trajectories,
    ...(mean === undefined ? {} : { networks: mean.members.length }),
    ...(compared.length === 0 ? {} : { compared }),
    ...(others.length === 0 ? {} : { hasOtherData: true as const }),
    ...(spread === undefined ? {} : { band: { spread, key: text(BAND_KEY[spread]) } }),
    ...(curve === undefined ? {} : { bound: curve }),
    xMax: findAxisEnd([info.inputEntropy], [...points.map(({ ixt }) => ixt), ...elsewhere.map(({ x }) => x)]),
    yMax: findAxisEnd(
      [info.labelEntropy, info.inputLabelInformation, curve?.points.at(-1)?.y ?? 0],
      [...points.map(({ ity }) => ity), ...elsewhere.map(({ y }) => y)],
    ),
    xTitle: text("planeX"),
    resolutions: describeResolutions(label?.resolutions ?? []),
    yTitle: text("planeY"),
    marks: placeMarks(info),
    inputEntropy: info.inputEntropy,
    epochScale,
    captions: [
      ...describeLines(trajectories, smoothing, mean?.members.length),
      ...(rows.length < recorded
        ? [text("drawnSnapshots", formatCount(rows.length), formatCount(recorded))]
        : []),
      ...(isOfBound || options.bound === undefined ? [] : [text("boundOfShannon")]),
      ...(others.length === 0 ? [] : [text("boundOfOthers", others.join("; "))]),
    ],
    missing: describeMissing(countMissingEstimates(estimator, info.layers.length, snapshots), recorded),
    summary: summarizePlane(trajectories, lastEpoch, label?.title ?? "", bound),
  };
}

/** What the lines in the foreground and those behind are. */
function describeLines(
  trajectories: readonly PlaneTrajectory[],
  smoothing: number,
  networks: number | undefined,
): readonly string[] {
  if (networks !== undefined) {
    return [text("planeMean", formatCount(networks))];
  }
  return trajectories.some(({ smoothed }) => smoothed !== undefined)
    ? [text("planeSmoothed", smoothing)]
    : [];
}

function listDrawnColumns({ layers, estimators }: CellInfo, estimator: number): readonly number[] {
  return estimators[estimator] === undefined
    ? []
    : layers.flatMap((_, layer) =>
        DRAWN_FIGURES.map((figure) => snapshotColumn(layers.length, estimator, layer, figure)),
      );
}

/** Why no snapshot has a place in the plane: some estimators give no I(X;T) of some networks. */
function explainNothing(
  { layers, estimators }: CellInfo,
  snapshots: GrowingTable,
  estimator: number,
  visible: readonly number[],
): string {
  return visible.some((layer) => hasLabelInformation(estimator, layers.length, layer, snapshots))
    ? text("planeNoInputInformation", estimators[estimator]!.title)
    : text("planeNoEstimates");
}

/** Axes end at what the data can give at most, or beyond it where an estimate lies beyond it. */
function findAxisEnd(bounds: readonly number[], values: readonly number[]): number {
  const end = [...bounds, ...values].reduce(
    (max, value) => (value > max && value < Infinity ? value : max),
    0,
  );
  return end > 0 ? end : 1;
}
