import { largestDataProcessingViolations } from "../analysis/dataProcessing";
import { shareOfCeiling } from "../information/estimate";
import type { CellBound, CellEpoch, CellStarted, EstimatorSummary } from "../run/runEvent";
import { describeDivergence } from "../run/divergence";
import { formatTable, type Column } from "./formatTable";
import {
  describeResolutions,
  figure,
  headRises,
  largestOf,
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
  readonly largestIxt: number | undefined;
  readonly ixt: number | undefined;
  readonly ceilingShare: number | undefined;
  readonly ity: number | undefined;
  readonly ityOnTrainingRows: number | undefined;
  readonly belowBound: number | undefined;
}

/** Takes from a network that has ended what the table needs. */
export function digestNetwork(summary: CellSummary): NetworkDigest {
  const { started, bound, lastEpoch, finished } = summary;
  return {
    started,
    ...(bound === undefined ? {} : { bound }),
    ...(lastEpoch === undefined ? {} : { lastEpoch }),
    ...(finished?.divergedAt === undefined ? {} : { divergedAt: finished.divergedAt }),
    estimators: started.estimators.map(({ key }) => digestEstimator(summary, key)),
  };
}

function digestEstimator({ started, snapshots }: CellSummary, key: string): EstimatorDigest {
  const onAllRows = trajectoriesOf(started, snapshots, "all", key);
  const onTrainingRows = trajectoriesOf(started, snapshots, "training", key);
  const last = snapshots
    .at(-1)
    ?.estimates.find(({ estimator, rows }) => estimator === key && rows === "all")?.layers;
  const { ixt, ity } = largestDataProcessingViolations(onAllRows);
  return {
    layers: onAllRows.map((layer, index) => {
      const end = last?.[index];
      return {
        largestIxt: largestOf(layer.ixt),
        ixt: layer.ixt.at(-1),
        ceilingShare: end && shareOfCeiling(end).ixt,
        ity: layer.ity.at(-1),
        ityOnTrainingRows: onTrainingRows[index]?.ity.at(-1),
        belowBound: end?.belowBound,
      };
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
    describeEstimator(
      first.started,
      estimator,
      networks.flatMap(({ estimators }) => estimators[index] ?? []),
    ),
  );
  lines.push(
    `All figures in bits: mean ± standard deviation over ${nameNetworks(networks, planned)}.`,
    ...(divergence === undefined ? [] : [`${divergence}: left out of the means.`]),
    ...writeData(first),
    ...writeBound(first),
  );
  const ends = networks.flatMap(({ lastEpoch }) => lastEpoch ?? []);
  if (ends.length > 0) {
    const training = ends.map((epoch) => epoch.training.accuracy);
    const test = ends.map((epoch) => epoch.test.accuracy);
    lines.push(
      `Accuracy at the end: ${spreadOfShares(training)} on training rows, ${spreadOfShares(test)} on test rows (largest class of all rows ${writeLargestClass(first)}).`,
    );
  }
  return lines.join("\n");
}

function nameNetworks(ended: readonly NetworkDigest[], planned: number): string {
  const seeds = ended.map(({ started }) => started.cell.seed);
  return ended.length === planned
    ? `${planned} networks (seeds ${Math.min(...seeds)} to ${Math.max(...seeds)})`
    : `the ${ended.length} of ${planned} networks that were trained to their end`;
}

/** @param digests of this estimator, one a network */
function describeEstimator(
  started: CellStarted,
  { title, resolutions, hasNoBound }: EstimatorSummary,
  digests: readonly EstimatorDigest[],
): string[] {
  const withBound = digests.some(({ layers }) => layers.some(({ belowBound }) => belowBound !== undefined));
  const columns: readonly Column[] = [
    { heading: "layer", isText: true },
    { heading: "units" },
    { heading: "activation", isText: true },
    { heading: "I(X;T) max" },
    { heading: "I(X;T) end" },
    { heading: "of ceiling" },
    { heading: "I(T;Y) end" },
    { heading: "on training rows" },
    ...(withBound ? [{ heading: "below bound" }] : []),
  ];
  const rows = started.layers.map(({ name, units, activation }, index) => {
    const valuesOf = (figureName: keyof LayerDigest): readonly (number | undefined)[] =>
      digests.map(({ layers }) => layers[index]?.[figureName]);
    return [
      name,
      String(units),
      activation,
      spread(valuesOf("largestIxt")),
      spread(valuesOf("ixt")),
      spreadOfShares(valuesOf("ceilingShare")),
      spread(valuesOf("ity")),
      spread(valuesOf("ityOnTrainingRows")),
      ...(withBound ? [spread(valuesOf("belowBound"))] : []),
    ];
  });
  const ixt = Math.max(...digests.map(({ violations }) => violations.ixt));
  const ity = Math.max(...digests.map(({ violations }) => violations.ity));
  return [
    `${title}: ${describeResolutions(started, resolutions)}`,
    "",
    formatTable(columns, rows),
    `${headRises(hasNoBound)}: largest rise with depth in any network ${figure(ixt)} bit in I(X;T), ${figure(ity)} bit in I(T;Y).`,
    "",
  ];
}

/** Mean ± standard deviation of those that are numbers, and of how many where some are not. */
function spread(
  values: readonly (number | undefined)[],
  write: (value: number) => string = figure,
  unit = "",
): string {
  const known = values.filter((value) => value !== undefined && Number.isFinite(value)) as readonly number[];
  if (known.length === 0) {
    return "-";
  }
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = known.length === 1 ? "" : ` ± ${write(Math.sqrt(squares / (known.length - 1)))}`;
  return `${write(mean)}${deviation}${unit}${known.length === values.length ? "" : ` (${known.length})`}`;
}

function spreadOfShares(shares: readonly (number | undefined)[]): string {
  const inPercent = shares.map((share) => share && 100 * share);
  return spread(inPercent, (value) => value.toFixed(1), " %");
}
