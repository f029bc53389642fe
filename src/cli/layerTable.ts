import { largestDataProcessingViolations } from "../analysis/dataProcessing";
import type { LayerTrajectory } from "../analysis/trajectory";
import type { CellEpoch, CellSnapshot, CellStarted } from "../run/runEvent";

/** What a cell's events say at its end, for the table. */
export interface CellSummary {
  readonly started: CellStarted;
  readonly snapshots: readonly CellSnapshot[];
  readonly lastEpoch?: CellEpoch;
}

const HEADINGS = [
  "layer",
  "units",
  "activation",
  "I(X;T) max",
  "at epoch",
  "I(X;T) end",
  "I(T;Y) end",
  "on training rows",
];

/** A table of the layers, in bits, and the lines that say how far to trust it. */
export function describeCell({ started, snapshots, lastEpoch }: CellSummary): string {
  const trajectories = trajectoriesOf(started, snapshots, "all");
  const onTrainingRows = trajectoriesOf(started, snapshots, "training");
  const rows = trajectories.map((layer, index) => {
    const peak = indexOfLargest(layer.ixt);
    const { units, activation } = started.layers[index]!;
    return [
      layer.name,
      String(units),
      activation,
      figure(layer.ixt[peak]),
      String(layer.epochs[peak] ?? "-"),
      figure(layer.ixt.at(-1)),
      figure(layer.ity.at(-1)),
      figure(onTrainingRows[index]?.ity.at(-1)),
    ];
  });
  const lines = [formatTable([HEADINGS, ...rows])];
  const { inputEntropy, labelEntropy, inputLabelInformation } = started.dataset;
  lines.push(
    `All figures in bits, by ${resolutions(started)}, after ${snapshots.length} snapshots.`,
    `H(X) = ${figure(inputEntropy)}, H(Y) = ${figure(labelEntropy)}, I(X;Y) = ${figure(inputLabelInformation)}.`,
  );
  const { ixt, ity } = largestDataProcessingViolations(trajectories);
  lines.push(
    `Data-processing inequality: largest rise with depth ${figure(ixt.bits)} bit in I(X;T), ${figure(ity.bits)} bit in I(T;Y).`,
  );
  if (lastEpoch !== undefined) {
    const { epoch, training, test } = lastEpoch;
    lines.push(
      `Accuracy after epoch ${epoch}: ${percent(training.accuracy)} on training rows, ${percent(test.accuracy)} on test rows.`,
    );
  }
  return lines.join("\n");
}

/** Each layer's path over the information plane, from one kind of rows. */
export function trajectoriesOf(
  started: CellStarted,
  snapshots: readonly CellSnapshot[],
  rows: "all" | "training",
): LayerTrajectory[] {
  const points = snapshots.flatMap(({ epoch, estimates }) =>
    estimates.filter((estimate) => estimate.rows === rows).map(({ layers }) => ({ epoch, layers })),
  );
  return started.layers.map(({ name }, index) => ({
    name,
    epochs: points.map(({ epoch }) => epoch),
    ixt: points.map(({ layers }) => layers[index]!.ixt),
    ity: points.map(({ layers }) => layers[index]!.ity),
  }));
}

/** The measurement channels, each named once. */
function resolutions(started: CellStarted): string {
  const distinct = [...new Set(started.layers.map(({ resolution }) => resolution))];
  return `${started.estimator}: ${distinct
    .map((resolution) => {
      const layers = started.layers.filter((layer) => layer.resolution === resolution);
      return distinct.length === 1
        ? resolution
        : `${resolution} (${layers.map(({ name }) => name).join(", ")})`;
    })
    .join("; ")}`;
}

function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_heading, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (isText(column) ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join("  "),
  );
  lines.splice(1, 0, widths.map((width) => "-".repeat(width)).join("  "));
  return lines.map((line) => line.trimEnd()).join("\n");
}

/** Layer and activation read from the left; figures line up at the right. */
function isText(column: number): boolean {
  return column === 0 || column === 2;
}

function indexOfLargest(values: readonly number[]): number {
  let best = 0;
  for (const [index, value] of values.entries()) {
    if (value > values[best]! || Number.isNaN(values[best]!)) {
      best = index;
    }
  }
  return best;
}

function figure(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? "-" : value.toFixed(3);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
