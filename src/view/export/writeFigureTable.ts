import type { RunView } from "../viewMessages";
import { listFigures, nameFigures } from "./figureRows";

/**
 * Every figure of a run as CSV: a row for each network, epoch and layer, with fields that are empty where nothing was
 * recorded. Lines that begin with # say what run it is, with its config and versions.
 */
export function writeFigureTable(run: RunView): string {
  const keys = [...new Set(run.cells.flatMap(({ estimators }) => estimators.map(({ key }) => key)))];
  const lines = [
    comment(`run ${run.runId}, ${run.configName}, ${run.createdAt}, ${run.status}`),
    ...(run.tool === undefined ? [] : [comment(`recorded by ${run.tool}`)]),
    ...(run.config === undefined ? [] : [comment(`config ${JSON.stringify(JSON.parse(run.config))}`)]),
    comment("information in bits; losses as the config has them; gradient norms as recorded, not divided"),
    [
      "network",
      "variant",
      "seed",
      "engine",
      "epoch",
      "layer",
      "name",
      "units",
      "activation",
      ...nameFigures(keys),
    ]
      .map(writeField)
      .join(","),
  ];
  for (const cell of run.cells) {
    const { position, variant, variantName, seed, engine, layers } = cell;
    for (const { epoch, layer, figures } of listFigures(cell, keys)) {
      const { name, units, activation } = layers[layer]!;
      const head = [
        position,
        variantName ?? variant,
        seed,
        engine,
        epoch,
        layer + 1,
        name,
        units,
        activation,
      ];
      lines.push([...head.map(writeField), ...figures.map(writeFigure)].join(","));
    }
  }
  return `${lines.join("\n")}\n`;
}

function comment(text: string): string {
  return `# ${text.replace(/[\r\n]+/gu, " ")}`;
}

function writeFigure(value: number): string {
  return Number.isNaN(value) ? "" : String(value);
}

/** Quoted if it must be; a text that a spreadsheet would take for a formula is marked as a text. */
function writeField(value: string | number): string {
  const text = typeof value === "string" && /^[=+\-@\t\r]/u.test(value) ? `'${value}` : String(value);
  return /[",\r\n#]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
