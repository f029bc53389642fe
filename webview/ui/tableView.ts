import { layerColumn, type EstimateFigure } from "../../src/view/tables";
import { signalToNoise } from "../../src/analysis/phases/gradientPhase";
import type { PlanePhaseKind } from "../../src/analysis/phases/planePhase";
import { formatCount } from "../kit/formatNumber";
import { nameLayer } from "../kit/nameLayer";
import { text, type StringKey } from "../kit/strings";
import { createFigureReader } from "../state/figureReader";
import { readEpoch, readValue } from "../state/growingTable";
import type { ShownNetwork } from "../state/shownNetwork";
import type { ShownPhases } from "../state/shownPhases";
import { findRowAt } from "../state/timeline";
import {
  describeColumns,
  figureCell,
  NO_FIGURE,
  type ColumnSpec,
  type TableCell,
  type TableColumn,
} from "./tableCell";

/** The figures behind all pictures at one epoch, a row a layer. */
export interface TableView {
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly { readonly layer: number; readonly cells: readonly TableCell[] }[];
}

/** What decides on the phases comes first, so that it is in sight where the table is wider than the window. */
const COLUMNS = [
  ["layer", "columnLayer", "hintLayer", false],
  ["phase", "columnPhase", "hintPhase", false],
  ["rise", "columnRise", "hintRise", true],
  ["fall", "columnFall", "hintFall", true],
  ["first", "columnFirst", "hintFirst", true],
  ["peak", "columnPeak", "hintPeak", true],
  ["peakEpoch", "columnPeakEpoch", "hintPeakEpoch", true],
  ["ixt", "columnIxt", "hintIxt", true],
  ["ity", "columnIty", "hintIty", true],
  ["belowBound", "columnBelowBound", "hintBelowBound", true],
  ["snr", "columnSnr", "hintSnr", true],
  ["units", "columnUnits", "hintUnits", true],
  ["activation", "columnActivation", "hintActivation", false],
  ["missing", "columnMissing", "hintMissing", true],
] as const satisfies readonly ColumnSpec[];

type ColumnKey = (typeof COLUMNS)[number][0];

/** Columns of medians where there are several networks, with the titles that say so. */
const MEDIAN_TITLES: Readonly<Record<string, StringKey>> = {
  rise: "columnRiseMedian",
  fall: "columnFallMedian",
};

const PHASE: Readonly<Record<PlanePhaseKind, StringKey>> = {
  saturated: "phaseSaturated",
  "fitting and compression": "phaseFittingAndCompression",
  "fitting only": "phaseFittingOnly",
  "compression only": "phaseCompressionOnly",
  neither: "phaseNeither",
};

/**
 * @param estimator index of the estimator that is shown
 * @param epoch the epoch that is looked at; the newest without one
 */
export function buildTableView(
  shown: ShownNetwork,
  phases: ShownPhases,
  estimator: number,
  epoch = Infinity,
): TableView {
  const { info, snapshots } = shown.cell;
  const row = findRowAt(snapshots, epoch);
  const at = row === undefined ? undefined : readEpoch(snapshots, row);
  const networks = shown.mean?.members.length ?? 1;
  const there = countAt(shown, at);
  const caption = text(
    networks < 2 ? "tableCaption" : there < networks ? "tableCaptionMeanSome" : "tableCaptionMean",
    at === undefined ? "?" : formatCount(at),
    info.estimators[estimator]?.title ?? "",
    formatCount(there),
    formatCount(networks),
  );
  return {
    caption,
    columns: describeColumns(
      networks < 2
        ? COLUMNS
        : COLUMNS.map(([key, title, hint, isFigure]) => [key, MEDIAN_TITLES[key] ?? title, hint, isFigure]),
    ),
    rows: info.layers.map((_, layer) => {
      const cells = describeLayer(shown, phases, estimator, layer, epoch);
      return { layer, cells: COLUMNS.map(([key]) => cells[key]) };
    }),
  };
}

/** How many of the networks of a mean have a snapshot at an epoch: one that was canceled before has none. */
function countAt({ mean }: ShownNetwork, epoch: number | undefined): number {
  return (mean?.members ?? []).filter(({ snapshots }) => {
    const row = epoch === undefined ? undefined : findRowAt(snapshots, epoch);
    return row !== undefined && readEpoch(snapshots, row) === epoch;
  }).length;
}

function describeLayer(
  { cell, mean }: ShownNetwork,
  phases: ShownPhases,
  estimator: number,
  layer: number,
  epoch: number,
): Readonly<Record<ColumnKey, TableCell>> {
  const { info, snapshots } = cell;
  const label = info.layers[layer]!;
  const read = (row: number, figure: EstimateFigure, of = snapshots): number =>
    createFigureReader(of, row, info.layers.length, estimator, layer)(figure);
  const row = findRowAt(snapshots, epoch);
  const rows = Array.from({ length: snapshots.rows }, (_, each) => each);
  const known = rows.filter((each) => Number.isFinite(read(each, "ixt")));
  const peak = known.reduce<number | undefined>(
    (best, each) => (best === undefined || read(each, "ixt") > read(best, "ixt") ? each : best),
    undefined,
  );
  const [first] = known;
  const phase = phases.layers[layer];
  const deviationOf = (figure: EstimateFigure): number =>
    mean === undefined || row === undefined ? NaN : read(row, figure, mean.snapshotDeviations);
  const figureAt = (figure: EstimateFigure): number => (row === undefined ? NaN : read(row, figure));
  return {
    layer: { text: `${nameLayer(layer)} ${label.name}`, value: layer },
    units: { text: formatCount(label.units), value: label.units },
    activation: { text: label.activation, value: label.activation },
    first: figureCell(first === undefined ? NaN : read(first, "ixt")),
    peak: figureCell(peak === undefined ? NaN : read(peak, "ixt")),
    peakEpoch:
      peak === undefined
        ? NO_FIGURE
        : { text: formatCount(readEpoch(snapshots, peak)), value: readEpoch(snapshots, peak) },
    ixt: figureCell(figureAt("ixt"), deviationOf("ixt")),
    ity: figureCell(figureAt("ity"), deviationOf("ity"), 3),
    belowBound: figureCell(figureAt("belowBound"), deviationOf("belowBound"), 3),
    snr: figureCell(readSnr(cell, layer, epoch), NaN, 2),
    phase: describePhase(phase, phases.networks),
    rise: figureCell(phase?.rise ?? NaN),
    fall: figureCell(phase?.fall ?? NaN),
    missing: {
      text: text("tableOf", formatCount(rows.length - known.length), formatCount(rows.length)),
      value: rows.length - known.length,
    },
  };
}

function describePhase(phase: ShownPhases["layers"][number] | undefined, networks: number): TableCell {
  if (phase?.kind === undefined) {
    return { text: "–", value: "" };
  }
  const kind = text(PHASE[phase.kind]);
  return {
    text: networks > 1 ? text("phaseAgreement", kind, phase.agreeing, networks) : kind,
    value: kind,
  };
}

function readSnr({ epochs }: ShownNetwork["cell"], layer: number, epoch: number): number {
  const row = findRowAt(epochs, epoch);
  return row === undefined
    ? NaN
    : signalToNoise({
        mean: readValue(epochs, row, layerColumn(layer, "gradientMean")),
        deviation: readValue(epochs, row, layerColumn(layer, "gradientDeviation")),
      });
}
