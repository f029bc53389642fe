import { largestDataProcessingViolations } from "../analysis/dataProcessing";
import { epochsToLearn } from "../analysis/phases/epochsTo";
import { crossingOf, FIRST_EPOCH, type GradientPhase } from "../analysis/phases/gradientPhase";
import { phasesOfNetwork, type LayerPhases, type NetworkPhases } from "../analysis/phases/networkPhases";
import { BootstrapSets, compareEpochs, overNetworks } from "../analysis/phases/overNetworks";
import type { PlanePhase } from "../analysis/phases/planePhase";
import { randomStream } from "../base/random";
import { shareOfCeiling } from "../information/estimate";
import type { CellBound, CellEpoch, CellStarted, EstimatorSummary } from "../run/runEvent";
import { describeDivergence } from "../run/divergence";
import { formatTable } from "./formatTable";
import {
  describeResolutions,
  describeT,
  describeUncounted,
  EXPLANATIONS,
  figure,
  headRises,
  ratio,
  trajectoriesOf,
  writeBound,
  writeData,
  writeLargestClass,
  type CellSummary,
} from "./layerTable";

/** What the table needs of a network, so that the snapshots of many need not be kept. Figures in bits. */
export interface NetworkDigest {
  readonly started: CellStarted;
  readonly bound?: CellBound;
  readonly lastEpoch?: CellEpoch;
  /** Left out when it did not diverge. */
  readonly divergedAt?: number;
  readonly phases: NetworkPhases;
  /** The epoch at which the output tells nearly all of I(X;Y); undefined if it never does. */
  readonly epochsToLearn: number | undefined;
  /** In the order of the estimators. */
  readonly estimators: readonly EstimatorDigest[];
}

interface EstimatorDigest {
  readonly layers: readonly LayerDigest[];
  /** The largest rises with depth. */
  readonly violations: { readonly ixt: number; readonly ity: number };
}

/** Undefined or NaN if there is no figure. */
interface LayerDigest {
  readonly ixt: number | undefined;
  readonly ceilingShare: number | undefined;
  readonly ity: number | undefined;
}

/** Takes from a network that has ended what the table needs. */
export function digestNetwork(summary: CellSummary): NetworkDigest {
  const { started, bound, epochs, finished, isCrossEntropy } = summary;
  const lastEpoch = epochs.at(-1);
  return {
    started,
    ...(bound === undefined ? {} : { bound }),
    ...(lastEpoch === undefined ? {} : { lastEpoch }),
    ...(finished?.divergedAt === undefined ? {} : { divergedAt: finished.divergedAt }),
    phases: phasesOfNetwork(summary, isCrossEntropy),
    epochsToLearn: epochsToLearn(summary),
    estimators: started.estimators.map(({ key }) => digestEstimator(summary, key)),
  };
}

function digestEstimator({ started, snapshots }: CellSummary, key: string): EstimatorDigest {
  const trajectories = trajectoriesOf(started, snapshots, key);
  const last = snapshots
    .at(-1)
    ?.estimates.find(({ estimator, rows }) => estimator === key && rows === "all")?.layers;
  const { ixt, ity } = largestDataProcessingViolations(trajectories);
  return {
    layers: trajectories.map((layer, index) => {
      const end = last?.[index];
      return { ixt: layer.ixt.at(-1), ceilingShare: end && shareOfCeiling(end).ixt, ity: layer.ity.at(-1) };
    }),
    violations: { ixt: ixt.bits, ity: ity.bits },
  };
}

/**
 * The table of several networks of one config: for each estimator and layer the mean ± the standard deviation over
 * the networks (n - 1 in its denominator; none of one network), in bits. Networks that diverged have no figures at
 * their end: they are named and left out.
 * @param ended the networks that have ended, in their order
 * @param planned how many the run was to have
 */
export function describeStudy(ended: readonly NetworkDigest[], planned: number): string {
  const networks = ended.filter(({ divergedAt }) => divergedAt === undefined);
  const divergence = describeDivergence(
    ended.map(({ started: { cell }, divergedAt }) => ({ cell, divergedAt })),
    planned,
  );
  const [first] = networks;
  if (first === undefined) {
    return [`None of ${planned} networks was trained to its end.`]
      .concat(divergence === undefined ? [] : [`${divergence}.`])
      .join("\n");
  }
  const lines = first.started.estimators.flatMap((estimator, index) =>
    describeEstimator(first.started, estimator, index, networks),
  );
  lines.push(
    ...describeGradients(networks, first),
    `All figures in bits: mean ± standard deviation over ${nameNetworks(networks, planned)}; epochs as median (smallest to largest).`,
    ...EXPLANATIONS,
    ...(divergence === undefined ? [] : [`${divergence}: left out of the means.`]),
    ...writeData(first),
    ...writeBound(first),
  );
  const ends = networks.flatMap(({ lastEpoch }) => lastEpoch ?? []);
  if (ends.length > 0) {
    const training = ends.map((epoch) => epoch.training.accuracy);
    const test = ends.map((epoch) => epoch.test.accuracy);
    lines.push(
      `Accuracy at the end: ${spreadOfShares(training)} on training rows, ${spreadOfShares(test)} on test rows${intervalOfMean(test)} (largest class of all rows ${writeLargestClass(first)}).`,
    );
    const gaps = networks.map(({ phases }) => phases.generalizationGap);
    if (gaps.some(Number.isFinite)) {
      lines.push(`Generalization gap: a label costs ${spread(gaps)} bit more on test rows.`);
    }
  }
  return lines.join("\n");
}

/** The 95 % interval of the mean over networks, in percent; nothing of fewer than three. */
function intervalOfMean(shares: readonly number[]): string {
  const interval = new BootstrapSets(() => randomStream(0, "resample")).interval(
    shares.filter(Number.isFinite),
  );
  const write = (share: number): string => (100 * share).toFixed(1);
  return interval === undefined
    ? ""
    : `, their mean between ${write(interval.lower)} and ${write(interval.upper)} % with 95 %`;
}

function nameNetworks(ended: readonly NetworkDigest[], planned: number): string {
  const seeds = ended.map(({ started }) => started.cell.seed);
  if (planned === 1 && ended.length === 1) {
    return `1 network (seed ${seeds[0]!})`;
  }
  return ended.length === planned
    ? `${planned} networks (seeds ${Math.min(...seeds)} to ${Math.max(...seeds)})`
    : `the ${ended.length} of ${planned} networks that were trained to their end`;
}

/** @param index of the estimator */
function describeEstimator(
  started: CellStarted,
  { title, resolutions, hasNoBound, uncounted }: EstimatorSummary,
  index: number,
  networks: readonly NetworkDigest[],
): string[] {
  const digests = networks.flatMap(({ estimators }) => estimators[index] ?? []);
  const phasesOf = (layer: number): readonly LayerPhases[] =>
    networks.flatMap(({ phases }) => phases.estimators[index]?.[layer] ?? []);
  const withBound = started.layers.some((_, layer) =>
    phasesOf(layer).some(({ excess }) => !Number.isNaN(excess)),
  );
  const figures = started.layers.map(({ name, units, activation }, layer) => {
    const valuesOf = (figureName: keyof LayerDigest): readonly (number | undefined)[] =>
      digests.map(({ layers }) => layers[layer]?.[figureName]);
    return [
      name,
      String(units),
      activation,
      spread(valuesOf("ixt")),
      spreadOfShares(valuesOf("ceilingShare")),
      spread(valuesOf("ity")),
      spread(phasesOf(layer).map(({ missing }) => missing)),
      ...(withBound ? [spread(phasesOf(layer).map(({ excess }) => excess))] : []),
    ];
  });
  const phases = started.layers.map(({ name }, layer) => {
    const found = phasesOf(layer).map(({ phase }) => phase);
    return [
      name,
      spread(found.map((phase) => phase?.rise)),
      spread(found.map((phase) => phase?.fall)),
      medianOfEpochs(found.map((phase) => phase?.onset.epoch)),
      countPhases(found),
    ];
  });
  const ixt = Math.max(...digests.map(({ violations }) => violations.ixt));
  const ity = Math.max(...digests.map(({ violations }) => violations.ity));
  return [
    `${title}: ${describeResolutions(started, resolutions)}`,
    "",
    formatTable(
      [
        { heading: "layer", isText: true },
        { heading: "units" },
        { heading: "activation", isText: true },
        { heading: "I(X;T) end" },
        { heading: "of ceiling" },
        { heading: "I(T;Y) end" },
        { heading: "missing" },
        ...(withBound ? [{ heading: "excess" }] : []),
      ],
      figures,
    ),
    "",
    formatTable(
      [
        { heading: "layer", isText: true },
        { heading: "rise" },
        { heading: "fall" },
        { heading: "onset" },
        { heading: "phases", isText: true },
      ],
      phases,
    ),
    ...describeUncounted(started, uncounted),
    `${headRises(hasNoBound)}: largest rise with depth in any network ${figure(ixt)} bit in I(X;T), ${figure(ity)} bit in I(T;Y).`,
    "",
  ];
}

/** The gradients' phases, and how they lie to the onset of compression by the first estimator. */
function describeGradients(
  networks: readonly NetworkDigest[],
  { started }: NetworkDigest,
): readonly string[] {
  const all = networks.map(({ phases }) => phases);
  if (all.every(({ gradients }) => gradients.every(({ phase }) => phase.kind === "undefined"))) {
    return [
      "Gradients: one mini-batch an epoch has no deviation between mini-batches, so there are no gradient phases.",
      "",
    ];
  }
  const rows = started.layers.map(({ name }, layer) => {
    const gradients = all.map((phases) => phases.gradients[layer]!);
    const onsets = all.map((phases) => onsetOfCompression(phases.estimators[0]?.[layer]?.phase));
    const crossings = gradients.map(({ phase }) => crossingOf(phase));
    const { ratios, withinFactor2 } = compareEpochs(
      onsets.map((onset, network) => [onset, crossings[network]] as const),
    );
    return [
      name,
      spread(
        gradients.map(({ firstSnr }) => firstSnr),
        ratio,
      ),
      countAbove1(gradients.map(({ firstSnr }) => firstSnr)),
      countKinds(gradients.map(({ phase }) => nameGradientPhase(phase))),
      medianOfEpochs(crossings),
      ratios.count === 0 ? "-" : ratio(ratios.median),
      ratios.count === 0 ? "-" : `${withinFactor2} of ${ratios.count}`,
      spread(
        gradients.map(({ firstT }) => firstT),
        ratio,
      ),
      spread(
        gradients.map(({ lastT }) => lastT),
        ratio,
      ),
    ];
  });
  return [
    describeT(all[0]!.batches),
    "",
    formatTable(
      [
        { heading: "layer", isText: true },
        { heading: "signal-to-noise at first" },
        { heading: "above 1" },
        { heading: "below 1", isText: true },
        { heading: "crossing" },
        { heading: "onset ÷ crossing" },
        { heading: "within a factor 2" },
        { heading: "t at first" },
        { heading: "t at the end" },
      ],
      rows,
    ),
    "Onset of compression and crossing are two facts: that they lie together does not say that one causes the other.",
    "",
  ];
}

/** In how many networks the mean gradient is larger than its deviation: drift. */
function countAbove1(ratios: readonly number[]): string {
  const known = ratios.filter(Number.isFinite);
  return known.length === 0 ? "-" : `${known.filter((each) => each > 1).length} of ${known.length}`;
}

/** The epoch at which I(X;T) begins to fall; undefined if it does not, or nothing tells. */
function onsetOfCompression(phase: PlanePhase | undefined): number | undefined {
  return phase?.kind === "fitting and compression" || phase?.kind === "compression only"
    ? phase.onset.epoch
    : undefined;
}

function nameGradientPhase(phase: GradientPhase): string {
  switch (phase.kind) {
    case "crossed":
      return "later";
    case "crossed and back":
      return phase.epoch <= FIRST_EPOCH ? "from the start, then above again" : "later, then above again";
    case "from the start":
      return "from the start";
    case "none":
      return "never";
    case "undefined":
      return "not defined";
  }
}

/** How many networks show which phases. */
export function countPhases(phases: readonly (PlanePhase | undefined)[]): string {
  return countKinds(phases.map((phase) => phase?.kind ?? "no estimate"));
}

/** How many networks are of each kind, the most frequent kind first: "9 of 10 fitting only, 1 of 10 neither". */
function countKinds(kinds: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const kind of kinds) {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) =>
      count === kinds.length ? `${kind} (all)` : `${kind} (${count} of ${kinds.length})`,
    )
    .join(", ");
}

/** The median of epochs and between which they lie. */
export function medianOfEpochs(epochs: readonly (number | undefined)[]): string {
  const { count, median: middle, smallest, largest } = overNetworks(epochs);
  return count === 0
    ? "-"
    : `${middle} (${smallest} to ${largest})${count === epochs.length ? "" : ` (${count})`}`;
}

/** Mean ± standard deviation of those that are numbers, and of how many where some are not. */
export function spread(
  values: readonly (number | undefined)[],
  write: (value: number) => string = figure,
  unit = "",
): string {
  const { count, mean, deviation } = overNetworks(values);
  if (count === 0) {
    return "-";
  }
  const width = Number.isNaN(deviation) ? "" : ` ± ${write(deviation)}`;
  return `${write(mean)}${width}${unit}${count === values.length ? "" : ` (${count})`}`;
}

export function spreadOfShares(shares: readonly (number | undefined)[]): string {
  const inPercent = shares.map((share) => share && 100 * share);
  return spread(inPercent, (value) => value.toFixed(1), " %");
}
