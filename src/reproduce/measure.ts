import { bits, percent } from "../base/numbers";
import { randomStream } from "../base/random";
import { BootstrapSets, overNetworks } from "../analysis/phases/overNetworks";
import { runningMedian } from "../analysis/phases/orderStatistics";
import type { PlanePhase } from "../analysis/phases/planePhase";
import type { Finding, Trained } from "./claim";

/** Shares of the networks from which a claim holds, and up to which it does not. */
const MOST = 0.8;
const HALF = 0.5;
/** Fewer networks decide nothing. */
const NETWORKS_MIN = 3;

/** The last hidden layer by the run's first estimator, which the paper's claims are about. */
export function lastHidden({ phases }: Trained): PlanePhase | undefined {
  return phases.estimators[0]?.at(-2)?.phase;
}

export function compresses(phase: PlanePhase | undefined): boolean {
  return phase?.kind === "fitting and compression" || phase?.kind === "compression only";
}

/** A path over all rows by the first estimator, smoothed: of one layer, counted from the end if negative. */
export function pathOf(
  { snapshots }: Trained,
  layer: number,
  axis: "ixt" | "ity",
): { readonly epochs: readonly number[]; readonly values: readonly number[] } {
  const values = snapshots.map(
    ({ estimates }) => estimates.find(({ rows }) => rows === "all")?.layers.at(layer)?.[axis] ?? NaN,
  );
  return { epochs: snapshots.map(({ epoch }) => epoch), values: runningMedian(values) };
}

/** By how much I(output;Y) over all rows falls after its peak, in bits. */
export function forgotten(network: Trained): number {
  const { values } = pathOf(network, -1, "ity");
  const peak = values.indexOf(Math.max(...values));
  return values[peak]! - Math.min(...values.slice(peak));
}

/** Networks by their variant, in the order of the variants. */
export function byVariant(networks: readonly Trained[]): readonly (readonly Trained[])[] {
  const variants = [...new Set(networks.map(({ started }) => started.cell.variant))].sort((a, b) => a - b);
  return variants.map((variant) => networks.filter(({ started }) => started.cell.variant === variant));
}

/** Whether a share of networks is most, about half or few of them. */
export function judgeShare(count: number, networks: number): Finding {
  if (networks < NETWORKS_MIN) {
    return "undecided";
  }
  const share = count / networks;
  return share >= MOST ? "reproduced" : share >= HALF ? "partly reproduced" : "not reproduced";
}

/** "4 of 5 networks (80.0 %)". */
export function writeCount(count: number, networks: number): string {
  return `${count} of ${networks} networks${networks === 0 ? "" : ` (${percent(count / networks)})`}`;
}

/** "1.33 ± 0.40 bit (95 % interval of the mean 1.05 to 1.61)". */
export function writeBits(values: readonly number[]): string {
  const known = values.filter(Number.isFinite);
  const { count, mean, deviation } = overNetworks(known);
  if (count === 0) {
    return "no figure";
  }
  const spread = Number.isNaN(deviation) ? "" : ` ± ${bits(deviation)}`;
  const interval = new BootstrapSets(() => randomStream(0, "resample")).interval(known);
  return `${bits(mean)}${spread} bit${interval === undefined ? "" : ` (95 % interval of the mean ${bits(interval.lower)} to ${bits(interval.upper)})`}`;
}

/** "epoch 38 (28 to 61)": median and range; how many networks have one if not all do. */
export function writeEpochs(epochs: readonly (number | undefined)[]): string {
  const { count, median, smallest, largest } = overNetworks(epochs);
  return count === 0
    ? "none"
    : `epoch ${median} (${smallest} to ${largest}${count === epochs.length ? "" : `; ${count} of ${epochs.length} networks`})`;
}
