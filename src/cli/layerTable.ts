import { percent } from "../base/numbers";
import { largestDataProcessingViolations } from "../analysis/dataProcessing";
import { FIRST_EPOCH, type GradientPhase } from "../analysis/phases/gradientPhase";
import {
  phasesOfNetwork,
  type LayerPhases,
  type NetworkPhases,
  type RecordedNetwork,
} from "../analysis/phases/networkPhases";
import type { PlanePhase } from "../analysis/phases/planePhase";
import type { LayerTrajectory } from "../analysis/trajectory";
import { largestShare } from "../run/largestClass";
import { shareOfCeiling } from "../information/estimate";
import { intervalOf, type Interval } from "../run/intervalOf";
import type { CellBound, CellFinished, CellSnapshot, CellStarted, EstimatorSummary } from "../run/runEvent";
import { writeFixed } from "../base/text";
import { formatTable, type Column } from "./formatTable";

/** What a cell's events say at its end, for the table. */
export interface CellSummary extends RecordedNetwork {
  /** Whether its losses are cross-entropies. */
  readonly isCrossEntropy: boolean;
  /** How it ended; left out before its end. */
  readonly finished?: CellFinished;
}

/** A table of the layers for each estimator, in bits, and the lines that say how far to trust them. */
export function describeCell(summary: CellSummary): string {
  const { started, snapshots, epochs, finished, isCrossEntropy } = summary;
  const phases = phasesOfNetwork(summary, isCrossEntropy);
  const lines = started.estimators.flatMap((estimator, index) =>
    describeEstimator(summary, estimator, phases.estimators[index]!),
  );
  lines.push(
    ...describeGradients(started, phases),
    `All figures in bits, after ${snapshots.length} snapshots.`,
    ...EXPLANATIONS,
    "onset: the epoch of the peak; in brackets, between which epochs noise does not tell the curve from its peak.",
    ...writeData(summary),
    ...writeBound(summary),
  );
  const lastEpoch = epochs.at(-1);
  if (finished?.divergedAt !== undefined) {
    lines.push(
      `Diverged after epoch ${finished.divergedAt}: the loss is not finite, so there is no accuracy and no figure at the end.`,
    );
  } else if (lastEpoch !== undefined) {
    const { epoch, training, test } = lastEpoch;
    lines.push(
      `Accuracy after epoch ${epoch}: ${shareOrNone(training.accuracy)} on training rows, ${shareOrNone(test.accuracy)} on test rows (largest class of all rows ${writeLargestClass(summary)}).`,
      ...(Number.isFinite(phases.generalizationGap)
        ? [`Generalization gap: a label costs ${figure(phases.generalizationGap)} bit more on test rows.`]
        : []),
    );
  }
  return lines.join("\n");
}

/** What the columns of the tables mean. */
export const EXPLANATIONS: readonly string[] = [
  "rise, fall: how far I(X;T) goes up to its peak and down after it, the onset (a running median of 3 snapshots; they count from 0.5 bit and three times the noise on).",
  "missing: what of the label the layer does not tell, I(X;Y) - I(T;Y). excess: I(X;T) beyond what an encoder at the bound needs for the same I(T;Y).",
];

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

/** What an estimator's interval is called at the head of a column. */
const SPREAD_HEADINGS = {
  bounds: "bounds",
  confidence: "95 % over rows",
  monteCarlo: "95 % of draws",
} as const satisfies Readonly<Record<NonNullable<EstimatorSummary["spread"]>, string>>;

function describeEstimator(
  { started, snapshots }: CellSummary,
  { key, title, resolutions, spread, hasNoBound, uncounted }: EstimatorSummary,
  phases: readonly LayerPhases[],
): string[] {
  const trajectories = trajectoriesOf(started, snapshots, key);
  const last = snapshots
    .at(-1)
    ?.estimates.find(({ estimator, rows }) => estimator === key && rows === "all")?.layers;
  const withBound = phases.some(({ excess }) => !Number.isNaN(excess));
  const columns: readonly Column[] = [
    { heading: "layer", isText: true },
    { heading: "units" },
    { heading: "activation", isText: true },
    { heading: "I(X;T) end" },
    ...(spread === undefined ? [] : [{ heading: SPREAD_HEADINGS[spread] }]),
    { heading: "of ceiling" },
    { heading: "I(T;Y) end" },
    ...(spread === undefined ? [] : [{ heading: SPREAD_HEADINGS[spread] }]),
    { heading: "missing" },
    ...(withBound ? [{ heading: "excess" }] : []),
    { heading: "rise" },
    { heading: "fall" },
    { heading: "onset" },
    { heading: "phases", isText: true },
  ];
  const rows = trajectories.map((layer, index) => {
    const { units, activation } = started.layers[index]!;
    const { phase, missing, excess } = phases[index]!;
    const end = last?.[index];
    const figures = end === undefined ? undefined : intervalOf(end, spread);
    return [
      layer.name,
      String(units),
      activation,
      figure(layer.ixt.at(-1)),
      ...(spread === undefined ? [] : [interval(figures, "ixt")]),
      end === undefined ? "-" : shareOrNone(shareOfCeiling(end).ixt),
      figure(layer.ity.at(-1)),
      ...(spread === undefined ? [] : [interval(figures, "ity")]),
      figure(missing),
      ...(withBound ? [figure(excess)] : []),
      figure(phase?.rise),
      figure(phase?.fall),
      phase === undefined ? "-" : writeOnset(phase),
      phase?.kind ?? "-",
    ];
  });
  const { ixt, ity } = largestDataProcessingViolations(trajectories);
  return [
    `${title}: ${describeResolutions(started, resolutions)}`,
    "",
    formatTable(columns, rows),
    ...describeUncounted(started, uncounted),
    `${headRises(hasNoBound)}: largest rise with depth ${figure(ixt.bits)} bit in I(X;T), ${figure(ity.bits)} bit in I(T;Y).`,
    "",
  ];
}

/** Why a rise or a fall in a layer makes no phase. */
export function describeUncounted(
  { layers }: CellStarted,
  uncounted: EstimatorSummary["uncounted"] = [],
): readonly string[] {
  const reasons = {
    fall: "its bins follow the values, and a few values that grow make them coarser",
    rise: "values that grow fall into more bins, or stand out of the noise, whatever the layer has learned",
  };
  return (["rise", "fall"] as const).flatMap((movement) => {
    const names = layers.flatMap(({ name }, index) => (uncounted[index] === movement ? [name] : []));
    return names.length === 0
      ? []
      : [`A ${movement} of I(X;T) is not counted in ${names.join(", ")}: ${reasons[movement]}.`];
  });
}

/** The table of the gradients' phases. */
function describeGradients(
  { layers }: CellStarted,
  { gradients, batches }: NetworkPhases,
): readonly string[] {
  if (gradients.every(({ phase }) => phase.kind === "undefined")) {
    return [
      "Gradients: one mini-batch an epoch has no deviation between mini-batches, so there are no gradient phases.",
      "",
    ];
  }
  return [
    describeT(batches),
    "",
    formatTable(
      [
        { heading: "layer", isText: true },
        { heading: "signal-to-noise at first" },
        { heading: "below 1", isText: true },
        { heading: "t at first" },
        { heading: "t at the end" },
      ],
      layers.map(({ name }, index) => {
        const { phase, firstSnr, firstT, lastT } = gradients[index]!;
        return [name, ratio(firstSnr), writeGradientPhase(phase), ratio(firstT), ratio(lastT)];
      }),
    ),
    "",
  ];
}

export function describeT(batches: number): string {
  return `Gradients: the mean over the ${batches} mini-batches of an epoch by their standard deviation (signal-to-noise), and t = signal-to-noise · √${batches}, about 1 for nothing but noise.`;
}

/** The epoch of the peak, and between which epochs it may lie as well if noise leaves that open. */
function writeOnset({ onset: { epoch, from, to } }: PlanePhase): string {
  return from === to ? String(epoch) : `${epoch} [${from}, ${to}]`;
}

function writeGradientPhase(phase: GradientPhase): string {
  switch (phase.kind) {
    case "crossed":
      return `from epoch ${phase.epoch}`;
    case "crossed and back":
      return `${phase.epoch <= FIRST_EPOCH ? "from the start" : `from epoch ${phase.epoch}`}, above 1 again from epoch ${phase.again}`;
    case "from the start":
      return "from the start";
    case "none":
      return "never";
    case "undefined":
      return "-";
  }
}

/** A ratio with two decimals; a dash if there is none. */
export function ratio(value: number): string {
  return Number.isFinite(value) ? value.toFixed(2) : "-";
}

/** Which law rises with depth break: only Shannon's information has one. */
export function headRises(hasNoBound: EstimatorSummary["hasNoBound"]): string {
  return hasNoBound === true
    ? "Not Shannon's information, so it may rise with depth"
    : "Data-processing inequality";
}

/** Each layer's path over the information plane by one estimator, over all rows. */
export function trajectoriesOf(
  started: CellStarted,
  snapshots: readonly CellSnapshot[],
  estimator: string,
): LayerTrajectory[] {
  const points = snapshots.flatMap(({ epoch, estimates }) =>
    estimates
      .filter((estimate) => estimate.rows === "all" && estimate.estimator === estimator)
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

/** A figure in bits; a dash if there is none. */
export function figure(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? "-" : writeFixed(value, 3);
}

function shareOrNone(share: number): string {
  return Number.isNaN(share) ? "-" : percent(share);
}
