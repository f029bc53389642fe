import { resolve } from "node:path";
import { NetworkCollector } from "../analysis/phases/networkCollector";
import { QUANTITY_UNITS } from "../analysis/study/networkFigures";
import { StudyFigures, type StudyFigure } from "../analysis/study/studyFigures";
import { countOf } from "../base/text";
import { readRunFile } from "../disk/readRunFile";
import type { RunEvent, RunStarted } from "../run/runEvent";
import { CellCollector } from "./cellCollector";
import { describeFailure, EXIT_FAILED, EXIT_OK } from "./exit";
import type { CliEnvironment } from "./recordRun";
import type { SummarizeArguments } from "./summarizeArguments";
import { describeDamage } from "../run/runFileDamage";

/** `ib-analysis summarize`: the tables of a stored run, or its figures over the networks. @returns the exit code */
export async function summarizeCommand(
  { runPath, format }: SummarizeArguments,
  { currentFolder, messages, out }: Pick<CliEnvironment, "currentFolder" | "messages" | "out">,
): Promise<number> {
  const path = resolve(currentFolder, runPath);
  const collector = format === "table" ? new CellCollector() : new FigureCollector();
  const read = await readRunFile(path, runPath, (event) => {
    collector.add(event);
  });
  if (!read.ok) {
    messages.write(`${describeFailure(read.failure)}\n`);
    return EXIT_FAILED;
  }
  const { header, damage } = read.value;
  if (damage !== undefined) {
    messages.write(`${describeDamage(runPath, damage)}\n`);
  }
  if (collector instanceof CellCollector) {
    for (const text of collector.texts()) {
      out.write(`${text}\n`);
    }
    return EXIT_OK;
  }
  const planned = header.cells.length;
  if (collector.ended < planned) {
    messages.write(
      `The run has ${countOf(planned, "network")}; the figures are of the ${collector.ended} that came to their end without diverging.\n`,
    );
  }
  if (format === "csv") {
    out.write(`${CSV_COLUMNS.join(",")}\n`);
    for (const figure of collector.figures()) {
      out.write(`${csvRow(figure)}\n`);
    }
  } else {
    out.write(`${JSON.stringify(toJson(header, [...collector.figures()]))}\n`);
  }
  return EXIT_OK;
}

/** Keeps of networks that have ended their figures only. */
class FigureCollector {
  private study = new StudyFigures(false);
  private readonly networks = new NetworkCollector();
  /** Networks that came to their end without diverging. */
  ended = 0;

  add(event: RunEvent): void {
    if (event.type === "run/started") {
      this.study = new StudyFigures(event.config?.training.loss === "crossEntropy");
    }
    const network = this.networks.add(event);
    if (network !== undefined && network.finished.divergedAt === undefined) {
      this.ended++;
      this.study.add(network);
    }
  }

  figures(): Generator<StudyFigure, void> {
    return this.study.figures();
  }
}

const CSV_COLUMNS = [
  "variant",
  "quantity",
  "unit",
  "estimator",
  "layer",
  "rows",
  "epoch",
  "networks",
  "mean",
  "deviation",
  "lower",
  "upper",
  "median",
  "smallest",
  "largest",
] as const;

/** A figure by the names of the columns; undefined where there is nothing to say. */
function toRecord(
  figure: StudyFigure,
): Readonly<Record<(typeof CSV_COLUMNS)[number], string | number | undefined>> {
  const { variant, quantity, estimator, layer, rows, epoch, count, interval } = figure;
  return {
    variant,
    quantity,
    unit: QUANTITY_UNITS[quantity],
    estimator,
    layer,
    rows,
    epoch,
    networks: count,
    mean: figure.mean,
    deviation: figure.deviation,
    lower: interval?.lower,
    upper: interval?.upper,
    median: figure.median,
    smallest: figure.smallest,
    largest: figure.largest,
  };
}

/** A row by RFC 4180, with nothing where there is no figure. */
function csvRow(figure: StudyFigure): string {
  const record = toRecord(figure);
  return CSV_COLUMNS.map((column) => {
    const value = record[column];
    const text = value === undefined || Number.isNaN(value) ? "" : String(value);
    return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }).join(",");
}

/** What the figures are of, and the figures; what is no number is null. */
function toJson(
  { runId, createdAt, configName, configHash, config, cells, tool }: RunStarted,
  figures: readonly StudyFigure[],
): object {
  return { runId, createdAt, tool, configName, configHash, config, cells, figures: figures.map(toRecord) };
}
