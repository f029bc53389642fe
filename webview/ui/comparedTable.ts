import type { EstimateFigure } from "../../src/view/tables";
import { formatCount } from "../kit/formatNumber";
import { nameLayer } from "../kit/nameLayer";
import { text } from "../kit/strings";
import { averageRun } from "../state/averageRun";
import { createFigureReader } from "../state/figureReader";
import type { ShownNetwork } from "../state/shownNetwork";
import type { RunState } from "../state/store";
import { describeColumns, figureCell, NO_FIGURE, type ColumnSpec, type TableCell } from "./tableCell";
import type { TableView } from "./tableView";

const COLUMNS = [
  ["run", "columnRun", "hintRun", false],
  ["layer", "columnLayer", "hintLayer", false],
  ["ixt", "columnIxtEnd", "hintIxtEnd", true],
  ["ixtDifference", "columnDifference", "hintDifference", true],
  ["ity", "columnItyEnd", "hintItyEnd", true],
  ["ityDifference", "columnDifference", "hintDifference", true],
] as const satisfies readonly ColumnSpec[];

/**
 * How other runs end beside the one that is shown, layer by layer; undefined if there are none.
 * @param estimator index of the estimator that is shown
 */
export function buildComparedTable(
  shown: ShownNetwork,
  compared: readonly RunState[],
  estimator: number,
): TableView | undefined {
  const key = shown.cell.info.estimators[estimator]?.key;
  const runs = compared.flatMap((run) => averageRun(run, key) ?? []);
  if (runs.length === 0) {
    return undefined;
  }
  const own = (layer: number, figure: EstimateFigure): number =>
    layer < shown.cell.info.layers.length ? readEnd(shown.cell, estimator, layer, figure) : NaN;
  return {
    caption: text("comparedCaption", shown.cell.info.estimators[estimator]?.title ?? ""),
    columns: describeColumns(COLUMNS),
    rows: runs.flatMap(({ name, networks, cell, snapshotDeviations, estimator: place }) =>
      cell.info.layers.map((label, layer) => {
        const end = (figure: EstimateFigure): number => readEnd(cell, place, layer, figure);
        const deviation = (figure: EstimateFigure): number =>
          readEnd({ ...cell, snapshots: snapshotDeviations }, place, layer, figure);
        const [ixt, ity] = [end("ixt"), end("ity")];
        return {
          layer,
          cells: [
            {
              text: networks > 1 ? text("comparedRun", name, formatCount(networks)) : name,
              value: name,
            },
            { text: `${nameLayer(layer)} ${label.name}`, value: layer },
            figureCell(ixt, deviation("ixt"), 2),
            differenceCell(ixt - own(layer, "ixt"), 2),
            figureCell(ity, deviation("ity"), 3),
            differenceCell(ity - own(layer, "ity"), 3),
          ],
        };
      }),
    ),
  };
}

function readEnd(
  { info, snapshots }: Pick<ShownNetwork["cell"], "info" | "snapshots">,
  estimator: number,
  layer: number,
  figure: EstimateFigure,
): number {
  return snapshots.rows === 0
    ? NaN
    : createFigureReader(snapshots, snapshots.rows - 1, info.layers.length, estimator, layer)(figure);
}

function differenceCell(value: number, decimals: 2 | 3): TableCell {
  return Number.isFinite(value)
    ? { text: `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(decimals)}`, value }
    : NO_FIGURE;
}
