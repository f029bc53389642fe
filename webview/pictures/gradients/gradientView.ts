import {
  describeGradientPhase,
  type GradientPhase,
  type GradientPoint,
} from "../../../src/analysis/phases/gradientPhase";
import { layerColumn, type LayerFigure } from "../../../src/view/tables";
import { readEpoch, readValue, type GrowingTable } from "../../state/growingTable";
import type { CellInfo } from "../../state/store";
import { text } from "./strings";
import { text as sharedText } from "../../kit/strings";
import { formatCount } from "../../kit/formatNumber";

import { groupBy } from "../../../src/base/groupBy";
import { nameLayer } from "../../kit/nameLayer";
import { selectRows } from "../../state/selectRows";
import { SMOOTH_PARTS, smoothOnLogarithmicAxis } from "../../kit/smoothSeries";
import { findGaps, findRange, type SeriesPoint } from "../../kit/series";

/** The two lines of a layer, epoch by epoch alike. */
export interface GradientPair {
  readonly mean: readonly SeriesPoint[];
  /** Empty with one mini-batch an epoch. */
  readonly deviation: readonly SeriesPoint[];
}

/** One layer's mini-batch gradients over epochs, both figures divided by the norm of the layer's weights. */
export interface GradientLines extends GradientPair {
  readonly layer: number;
  readonly tag: string;
  readonly title: string;
  /** What is drawn in the foreground; left out where no epochs lie so close that there is something to smooth. */
  readonly smoothed?: GradientPair;
  /** Epochs at which a line breaks because a figure is not positive or not finite. */
  readonly gaps: readonly number[];
  readonly phase: GradientPhase;
}

export interface GradientView {
  /** Said instead of a picture if there is nothing to draw. */
  readonly empty?: string;
  readonly lines: readonly GradientLines[];
  /** Both axes are logarithmic. */
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
  readonly xTitle: string;
  readonly yTitle: string;
  /** With one mini-batch an epoch there is no deviation to draw. */
  readonly hasDeviation: boolean;
  readonly captions: readonly string[];
  readonly summary: string;
}

/**
 * The gradient phases of one network: log-log over epochs, as in figure 4 of Shwartz-Ziv & Tishby (2017).
 * @param beforeFirst what to say as long as there is no epoch
 */
export function buildGradientView(
  info: CellInfo,
  epochs: GrowingTable,
  hiddenLayers: readonly number[],
  beforeFirst: string,
): GradientView {
  const visible = [...info.layers.keys()].filter((layer) => !hiddenLayers.includes(layer));
  const { rows, recorded } = selectRows(epochs);
  const hasDeviation = info.batchesPerEpoch > 1;
  const lastEpoch = recorded === 0 ? 1 : readEpoch(epochs, recorded - 1);
  const lines = visible.map((layer) => traceLayer(info, epochs, layer, rows, hasDeviation, lastEpoch));
  const range = findRange(lines.flatMap(({ mean, deviation }) => [mean, deviation]));
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
    lines,
    xRange: [1, Math.max(2, lastEpoch)],
    yRange: range === undefined ? [0.1, 1] : [range[0] / 1.3, range[1] * 1.3],
    xTitle: text("gradientX"),
    yTitle: text("gradientY"),
    hasDeviation,
    captions: [
      ...(hasDeviation ? describeCrossings(lines) : [text("gradientSingleBatch")]),
      ...(lines.some(({ smoothed }) => smoothed !== undefined)
        ? [text("gradientSmoothed", SMOOTH_PARTS)]
        : []),
      ...lines.flatMap((line) => describeGaps(line, epochs, hasDeviation)),
      ...(rows.length < recorded
        ? [sharedText("drawnEpochs", formatCount(rows.length), formatCount(recorded))]
        : []),
    ],
    summary: text("gradientSummary", lines.length, 1, formatCount(lastEpoch)),
  };
}

function traceLayer(
  info: CellInfo,
  epochs: GrowingTable,
  layer: number,
  rows: readonly number[],
  hasDeviation: boolean,
  lastEpoch: number,
): GradientLines {
  // Epoch 0 has no place on a logarithmic axis.
  const points = rows.map((row) => readPoint(epochs, row, layer)).filter(({ epoch }) => epoch >= 1);
  const mean = points.map((point) => ({ x: point.epoch, y: onLogarithmicAxis(point.mean) }));
  const deviation = hasDeviation
    ? points.map((point) => ({ x: point.epoch, y: onLogarithmicAxis(point.deviation) }))
    : [];
  const smoothed = {
    mean: smoothOnLogarithmicAxis(mean, lastEpoch),
    deviation: smoothOnLogarithmicAxis(deviation, lastEpoch),
  };
  return {
    layer,
    tag: nameLayer(layer),
    title: `${nameLayer(layer)}: ${info.layers[layer]!.name}`,
    mean,
    deviation,
    ...(smoothed.mean.length < mean.length ? { smoothed } : {}),
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
