import { rangeOfEpochs, type EpochRange } from "../../kit/epochAxis";
import {
  describeGradientPhase,
  gradientT,
  signalToNoise,
  type GradientPhase,
  type GradientPoint,
} from "../../../src/analysis/phases/gradientPhase";
import { layerColumn, type LayerFigure } from "../../../src/view/tables";
import type { GradientFigure } from "../../../src/view/viewMessages";
import { readEpoch, readValue, type GrowingTable } from "../../state/growingTable";
import type { CellInfo } from "../../state/store";
import { text, type StringKey } from "./strings";
import { text as sharedText } from "../../kit/strings";
import { formatCount } from "../../kit/formatNumber";
import { groupBy } from "../../../src/base/groupBy";
import { identifyLayer, listVisible, type LayerIdentity } from "../../kit/nameLayer";
import { selectRows } from "../../state/selectRows";
import { smoothOnLogarithmicAxis } from "../../kit/smoothSeries";
import { smoothTimeLine, type TimeLine } from "../../kit/timeLine";
import type { TimeMark } from "../../kit/timeMarks";
import type { TimeOptions } from "../../picture/timeOptions";
import { findGaps, findRange, type SeriesPoint } from "../../kit/series";

/** The two lines of a layer, epoch by epoch alike. */
export interface GradientPair {
  readonly mean: readonly SeriesPoint[];
  /** Empty with one mini-batch an epoch. */
  readonly deviation: readonly SeriesPoint[];
}

/** One layer's mini-batch gradients over epochs, both figures divided by the norm of the layer's weights. */
export interface GradientLines extends GradientPair, LayerIdentity {
  /** What is drawn in the foreground; left out where no epochs lie so close that there is something to smooth. */
  readonly smoothed?: GradientPair;
  /** Mean ÷ deviation, or that times √batches, by the figure that is shown; empty with one mini-batch an epoch. */
  readonly ratio: TimeLine;
  /** Epochs at which a line breaks because a figure is not positive or not finite. */
  readonly gaps: readonly number[];
  readonly phase: GradientPhase;
}

export interface GradientView {
  /** Said instead of a picture if there is nothing to draw. */
  readonly empty?: string;
  /** With one mini-batch an epoch there is no ratio to draw, and the mean is drawn by itself. */
  readonly figure: GradientFigure;
  readonly lines: readonly GradientLines[];
  readonly marks: readonly TimeMark[];
  readonly xRange: EpochRange;
  readonly yRange: readonly [number, number];
  readonly xTitle: string;
  readonly yTitle: string;
  /** With one mini-batch an epoch there is no deviation to draw. */
  readonly hasDeviation: boolean;
  readonly captions: readonly string[];
  readonly summary: string;
}

export interface GradientOptions extends TimeOptions {
  readonly figure: GradientFigure;
  readonly hiddenLayers: readonly number[];
}

const Y_TITLE: Readonly<Record<GradientFigure, StringKey>> = {
  signalToNoise: "gradientYSignalToNoise",
  t: "gradientYT",
  meanAndDeviation: "gradientY",
};

const ABOUT: Readonly<Record<GradientFigure, StringKey>> = {
  signalToNoise: "gradientAboutSignalToNoise",
  t: "gradientAboutT",
  meanAndDeviation: "gradientAboutPair",
};

/** The gradient phases of one network: log-log over epochs, as in figure 4 of Shwartz-Ziv & Tishby (2017). */
export function buildGradientView(
  info: CellInfo,
  epochs: GrowingTable,
  options: GradientOptions,
): GradientView {
  const { hiddenLayers, lastEpoch, epochAxis, smoothing, marks, networks, beforeFirst } = options;
  const visible = listVisible(info.layers, hiddenLayers);
  const { rows, recorded } = selectRows(epochs);
  const hasDeviation = info.batchesPerEpoch > 1;
  const figure = hasDeviation ? options.figure : "meanAndDeviation";
  const lines = visible.map((layer) => traceLayer(info, epochs, layer, rows, { ...options, figure }));
  const range = findRange(
    lines.flatMap(({ mean, deviation, ratio }) =>
      figure === "meanAndDeviation" ? [mean, deviation] : [ratio.points],
    ),
  );
  const empty =
    visible.length === 0
      ? text("gradientAllHidden")
      : recorded === 0
        ? beforeFirst
        : range === undefined
          ? text("gradientNothing")
          : undefined;
  return {
    ...(empty === undefined ? {} : { empty }),
    figure,
    lines,
    marks,
    xRange: rangeOfEpochs(epochAxis, lastEpoch),
    yRange: spanOf(range, figure),
    xTitle: text("gradientX"),
    yTitle: text(hasDeviation ? Y_TITLE[figure] : "gradientYMean"),
    hasDeviation,
    captions: [
      ...(hasDeviation ? [text(ABOUT[figure]), ...describeCrossings(lines)] : [text("gradientSingleBatch")]),
      ...(networks > 1 ? [text("gradientMeanOver", formatCount(networks))] : []),
      ...(lines.some(({ smoothed }) => smoothed !== undefined) ? [text("gradientSmoothed", smoothing)] : []),
      ...lines.flatMap((line) => describeGaps(line, epochs, hasDeviation)),
      ...(rows.length < recorded
        ? [sharedText("drawnEpochs", formatCount(rows.length), formatCount(recorded))]
        : []),
    ],
    summary: text("gradientSummary", text(Y_TITLE[figure]), lines.length, 1, formatCount(lastEpoch)),
  };
}

/** A little room around the figures; the line at 1 is always in sight. */
function spanOf(
  range: readonly [number, number] | undefined,
  figure: GradientFigure,
): readonly [number, number] {
  const [low, high] = range ?? [0.1, 1];
  return figure === "meanAndDeviation"
    ? [low / 1.3, high * 1.3]
    : [Math.min(low / 1.15, 0.8), Math.max(high * 1.15, 1.25)];
}

function traceLayer(
  info: CellInfo,
  epochs: GrowingTable,
  layer: number,
  rows: readonly number[],
  { figure, lastEpoch, smoothing }: GradientOptions,
): GradientLines {
  const hasDeviation = info.batchesPerEpoch > 1;
  // Epoch 0 has no place on a logarithmic axis.
  const points = rows.map((row) => readPoint(epochs, row, layer)).filter(({ epoch }) => epoch >= 1);
  const lineOf = (read: (point: GradientPoint) => number): readonly SeriesPoint[] =>
    points.map((point) => ({ x: point.epoch, y: onLogarithmicAxis(read(point)) }));
  const mean = lineOf((point) => point.mean);
  const deviation = hasDeviation ? lineOf((point) => point.deviation) : [];
  const ratio =
    figure === "meanAndDeviation"
      ? []
      : lineOf(figure === "t" ? (point) => gradientT(point, info.batchesPerEpoch) : signalToNoise);
  const smooth = (line: readonly SeriesPoint[]) => smoothOnLogarithmicAxis(line, lastEpoch, smoothing);
  const smoothed = { mean: smooth(mean), deviation: smooth(deviation) };
  return {
    ...identifyLayer(layer, info.layers),
    mean,
    deviation,
    ...(smoothed.mean.length < mean.length ? { smoothed } : {}),
    ratio: smoothTimeLine(ratio, lastEpoch, smoothing),
    gaps: [...new Set([...findGaps(mean), ...findGaps(deviation)])],
    phase: describeGradientPhase(readPoints(epochs, layer)),
  };
}

function* readPoints(epochs: GrowingTable, layer: number): Iterable<GradientPoint> {
  for (let row = 0; row < epochs.rows; row++) {
    yield readPoint(epochs, row, layer);
  }
}

function readPoint(epochs: GrowingTable, row: number, layer: number): GradientPoint {
  const read = (figure: LayerFigure): number => readValue(epochs, row, layerColumn(layer, figure));
  const weightNorm = read("weightNorm");
  return {
    epoch: readEpoch(epochs, row),
    mean: read("gradientMean") / weightNorm,
    deviation: read("gradientDeviation") / weightNorm,
  };
}

function onLogarithmicAxis(value: number): number {
  return value > 0 && value < Infinity ? value : NaN;
}

/** One sentence; layers that have a crossing in common are named together. */
function describeCrossings(lines: readonly GradientLines[]): readonly string[] {
  const groups = groupBy(lines, ({ phase }) => JSON.stringify(phase));
  const crossings = [...groups.values()].flatMap((group) => {
    const tags = group.map(({ tag }) => tag).join(", ");
    return describeCrossing(tags, group[0]!.phase) ?? [];
  });
  return crossings.length === 0 ? [] : [text("gradientCrossings", crossings.join("; "))];
}

function describeCrossing(tags: string, phase: GradientPhase): string | undefined {
  switch (phase.kind) {
    case "crossed":
      return text("crossingAt", tags, formatCount(phase.epoch));
    case "crossed and back":
      return text("crossingBack", tags, formatCount(phase.epoch), formatCount(phase.again));
    case "from the start":
      return text("crossingFromStart", tags);
    case "none":
      return text("crossingNone", tags);
    case "undefined":
      return undefined;
  }
}

function describeGaps(
  { layer, tag }: GradientLines,
  epochs: GrowingTable,
  hasDeviation: boolean,
): readonly string[] {
  let gaps = 0;
  for (const { mean, deviation } of readPoints(epochs, layer)) {
    const drawn =
      !Number.isNaN(onLogarithmicAxis(mean)) && !(hasDeviation && Number.isNaN(onLogarithmicAxis(deviation)));
    gaps += drawn ? 0 : 1;
  }
  return gaps === 0 ? [] : [text("gradientGaps", tag, formatCount(gaps), formatCount(epochs.rows))];
}
