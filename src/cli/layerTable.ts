import { percent } from "../base/numbers";
import { largestDataProcessingViolations } from "../analysis/dataProcessing";
import type { LayerTrajectory } from "../analysis/trajectory";
import { largestShare } from "../run/largestClass";
import { shareOfCeiling } from "../information/estimate";
import { intervalOf, type Interval } from "../run/intervalOf";
import type {
  CellBound,
  CellEpoch,
  CellFinished,
  CellSnapshot,
  CellStarted,
  EstimatorSummary,
} from "../run/runEvent";
import { writeFixed } from "../base/text";
import { formatTable, type Column } from "./formatTable";

/** What a cell's events say at its end, for the table. */
export interface CellSummary {
  readonly started: CellStarted;
  readonly snapshots: readonly CellSnapshot[];
  readonly bound?: CellBound;
  readonly lastEpoch?: CellEpoch;
  /** How it ended; left out before its end. */
  readonly finished?: CellFinished;
}

/** A table of the layers for each estimator, in bits, and the lines that say how far to trust them. */
export function describeCell(summary: CellSummary): string {
  const { started, snapshots, lastEpoch, finished } = summary;
  const lines = started.estimators.flatMap((estimator) => describeEstimator(summary, estimator));
  lines.push(
    `All figures in bits, after ${snapshots.length} snapshots.`,
    ...writeData(summary),
    ...writeBound(summary),
  );
  if (finished?.divergedAt !== undefined) {
    lines.push(
      `Diverged after epoch ${finished.divergedAt}: the loss is not finite, so there is no accuracy and no figure at the end.`,
    );
  } else if (lastEpoch !== undefined) {
    const { epoch, training, test } = lastEpoch;
    lines.push(
      `Accuracy after epoch ${epoch}: ${shareOrNone(training.accuracy)} on training rows, ${shareOrNone(test.accuracy)} on test rows (largest class of all rows ${writeLargestClass(summary)}).`,
    );
  }
  return lines.join("\n");
}

/** What was recognized and left out of the data, and its entropies. */
export function writeData({ started }: { readonly started: CellStarted }): string[] {
  const { name, notes = [], inputEntropy, labelEntropy, inputLabelInformation } = started.dataset;
  return [
    ...notes.map((note) => `${name}: ${note}`),
    `H(X) = ${figure(inputEntropy)}, H(Y) = ${figure(labelEntropy)}, I(X;Y) = ${figure(inputLabelInformation)}.`,
  ];
}

/** The share of the largest class, which an accuracy is to be read beside. */
export function writeLargestClass({ started }: { readonly started: CellStarted }): string {
  return shareOrNone(largestShare(started.dataset.classShares));
}

/** What the bound is of, on a line; none if there is no bound. */
export function writeBound({ bound }: { readonly bound?: CellBound }): string[] {
  return bound === undefined
    ? []
    : [`Bound: ${bound.of}, within ${bound.accuracy.toPrecision(1)} bit. ${bound.notes.join(" ")}`];
}

const BETA_SHOWN_MAX = 1000;

/** What an estimator's interval is called at the head of a column. */
const SPREAD_HEADINGS = {
  bounds: "bounds",
  confidence: "95 % over rows",
  monteCarlo: "95 % of draws",
} as const satisfies Readonly<Record<NonNullable<EstimatorSummary["spread"]>, string>>;

function describeEstimator(
  { started, snapshots }: CellSummary,
  { key, title, resolutions, spread, hasNoBound }: EstimatorSummary,
): string[] {
  const trajectories = trajectoriesOf(started, snapshots, "all", key);
  const onTrainingRows = trajectoriesOf(started, snapshots, "training", key);
  const last = snapshots
    .at(-1)
    ?.estimates.find(({ estimator, rows }) => estimator === key && rows === "all")?.layers;
  const withBound = last?.some(({ belowBound }) => belowBound !== undefined) ?? false;
  const columns: readonly Column[] = [
    { heading: "layer", isText: true },
    { heading: "units" },
    { heading: "activation", isText: true },
    { heading: "I(X;T) max" },
    { heading: "at epoch" },
    { heading: "I(X;T) end" },
    ...(spread === undefined ? [] : [{ heading: SPREAD_HEADINGS[spread] }]),
    { heading: "of ceiling" },
    { heading: "I(T;Y) end" },
    ...(spread === undefined ? [] : [{ heading: SPREAD_HEADINGS[spread] }]),
    { heading: "on training rows" },
    ...(withBound ? [{ heading: "below bound" }, { heading: "at β" }] : []),
  ];
  const rows = trajectories.map((layer, index) => {
    const peak = indexOfLargest(layer.ixt);
    const { units, activation } = started.layers[index]!;
    const end = last?.[index];
    const figures = end === undefined ? undefined : intervalOf(end, spread);
    return [
      layer.name,
      String(units),
      activation,
      figure(layer.ixt[peak]),
      String(layer.epochs[peak] ?? "-"),
      figure(layer.ixt.at(-1)),
      ...(spread === undefined ? [] : [interval(figures, "ixt")]),
      end === undefined ? "-" : shareOrNone(shareOfCeiling(end).ixt),
      figure(layer.ity.at(-1)),
      ...(spread === undefined ? [] : [interval(figures, "ity")]),
      figure(onTrainingRows[index]?.ity.at(-1)),
      ...(withBound ? [figure(end?.belowBound), writeBeta(end?.beta)] : []),
    ];
  });
  const { ixt, ity } = largestDataProcessingViolations(trajectories);
  return [
    `${title}: ${describeResolutions(started, resolutions)}`,
    "",
    formatTable(columns, rows),
    `${headRises(hasNoBound)}: largest rise with depth ${figure(ixt.bits)} bit in I(X;T), ${figure(ity.bits)} bit in I(T;Y).`,
    "",
  ];
}

/** Which law rises with depth break: only Shannon's information has one. */
export function headRises(hasNoBound: EstimatorSummary["hasNoBound"]): string {
  return hasNoBound === true
    ? "Not Shannon's information, so it may rise with depth"
    : "Data-processing inequality";
}

/** Each layer's path over the information plane, by one estimator and from one kind of rows. */
export function trajectoriesOf(
  started: CellStarted,
  snapshots: readonly CellSnapshot[],
  rows: "all" | "training",
  estimator = started.estimators[0]?.key,
): LayerTrajectory[] {
  const points = snapshots.flatMap(({ epoch, estimates }) =>
    estimates
      .filter((estimate) => estimate.rows === rows && estimate.estimator === estimator)
      .map(({ layers }) => ({ epoch, layers })),
  );
  return started.layers.map(({ name }, index) => ({
    name,
    epochs: points.map(({ epoch }) => epoch),
    ixt: points.map(({ layers }) => layers[index]!.ixt),
    ity: points.map(({ layers }) => layers[index]!.ity),
  }));
}

/** The measurement channels, each named once. */
export function describeResolutions({ layers }: CellStarted, resolutions: readonly string[]): string {
  const distinct = [...new Set(resolutions)];
  return distinct
    .map((resolution) => {
      const measured = layers.filter((_, index) => resolutions[index] === resolution);
      return distinct.length === 1
        ? resolution
        : `${resolution} (${measured.map(({ name }) => name).join(", ")})`;
    })
    .join("; ");
}

function interval(figures: Interval | undefined, coordinate: "ixt" | "ity"): string {
  return figures === undefined
    ? "-"
    : `${figure(figures.lower[coordinate])} to ${figure(figures.upper[coordinate])}`;
}

/** The largest of the values that are numbers; NaN if none is, undefined if there is none. */
export function largestOf(values: readonly number[]): number | undefined {
  return values[indexOfLargest(values)];
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

/** A figure in bits; a dash if there is none. */
export function figure(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? "-" : writeFixed(value, 3);
}

/** At the far end of the bound its slope is nearly level, and β only large. */
function writeBeta(beta: number | undefined): string {
  return beta === undefined ? "-" : beta > BETA_SHOWN_MAX ? `> ${BETA_SHOWN_MAX}` : beta.toPrecision(3);
}

function shareOrNone(share: number): string {
  return Number.isNaN(share) ? "-" : percent(share);
}
