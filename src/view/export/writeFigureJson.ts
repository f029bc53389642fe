import type { RunView } from "../viewMessages";
import { listFigures, nameFigures } from "./figureRows";

/**
 * Every figure of a run as JSON, with its config, seeds and versions: for each network the names of the columns and
 * rows of figures; null where nothing was recorded.
 */
export function writeFigureJson(run: RunView): string {
  return `${JSON.stringify(
    {
      run: run.runId,
      configName: run.configName,
      createdAt: run.createdAt,
      status: run.status,
      recordedBy: run.tool ?? null,
      config: run.config === undefined ? null : (JSON.parse(run.config) as unknown),
      units: { information: "bits" },
      networks: run.cells.map((cell) => {
        const keys = cell.estimators.map(({ key }) => key);
        return {
          network: cell.position,
          variant: cell.variantName ?? cell.variant,
          seed: cell.seed,
          engine: cell.engine,
          data: { name: cell.datasetName, rows: cell.rows, trainingRows: cell.trainingRows },
          inputEntropy: cell.inputEntropy,
          labelEntropy: cell.labelEntropy,
          inputLabelInformation: cell.inputLabelInformation,
          layers: cell.layers,
          estimators: cell.estimators,
          notes: cell.notes.map(({ text }) => text),
          columns: ["epoch", "layer", ...nameFigures(keys)],
          rows: [...listFigures(cell, keys)].map(({ epoch, layer, figures }) => [
            epoch,
            layer + 1,
            ...figures.map((figure) => (Number.isFinite(figure) ? figure : null)),
          ]),
        };
      }),
    },
    undefined,
    1,
  )}\n`;
}
