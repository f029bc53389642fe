import type { RandomStream } from "../../base/random";
import { largest, medianOf, smallest } from "./orderStatistics";

/** A figure over the networks of a study. Networks without the figure do not count. */
export interface OverNetworks {
  /** How many networks have the figure. */
  readonly count: number;
  readonly mean: number;
  /** Standard deviation with n - 1 in its denominator; NaN of fewer than two. */
  readonly deviation: number;
  readonly median: number;
  readonly smallest: number;
  readonly largest: number;
}

/** @param values one a network; what is not finite or undefined is left out */
export function overNetworks(values: readonly (number | undefined)[]): OverNetworks {
  const known = values.filter((value): value is number => value !== undefined && Number.isFinite(value));
  const count = known.length;
  const mean = known.reduce((sum, value) => sum + value, 0) / count;
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    count,
    mean: count === 0 ? NaN : mean,
    deviation: count < 2 ? NaN : Math.sqrt(squares / (count - 1)),
    median: medianOf(known),
    smallest: count === 0 ? NaN : smallest(known),
    largest: count === 0 ? NaN : largest(known),
  };
}

const BOOTSTRAP_SETS = 2000;
const TAIL = 0.025;
/** Fewer networks drawn with replacement say nothing of others. */
const BOOTSTRAP_NETWORKS_MIN = 3;

/** Sets of networks drawn with replacement, the same for every figure of as many networks. */
export class BootstrapSets {
  readonly #random: () => RandomStream;
  /** For each number of networks the networks of all sets, one set after the other. */
  readonly #drawn = new Map<number, Uint16Array>();

  /** @param random a new stream from its beginning each time */
  constructor(random: () => RandomStream) {
    this.#random = random;
  }

  /**
   * A 95 % interval of the mean over networks by the percentile bootstrap (Efron & Tibshirani 1993, chapter 13): the means
   * of sets that are drawn with replacement from the networks. Undefined of fewer than three networks.
   */
  interval(values: readonly number[]): { readonly lower: number; readonly upper: number } | undefined {
    const count = values.length;
    if (count < BOOTSTRAP_NETWORKS_MIN) {
      return undefined;
    }
    const drawn = this.#draw(count);
    const means = new Float64Array(BOOTSTRAP_SETS);
    for (let set = 0; set < BOOTSTRAP_SETS; set++) {
      let sum = 0;
      for (let draw = set * count; draw < (set + 1) * count; draw++) {
        sum += values[drawn[draw]!]!;
      }
      means[set] = sum / count;
    }
    means.sort();
    const cut = Math.floor(TAIL * BOOTSTRAP_SETS);
    return { lower: means[cut]!, upper: means[BOOTSTRAP_SETS - 1 - cut]! };
  }

  #draw(count: number): Uint16Array {
    let drawn = this.#drawn.get(count);
    if (drawn === undefined) {
      const random = this.#random();
      drawn = Uint16Array.from({ length: BOOTSTRAP_SETS * count }, () => random.below(count));
      this.#drawn.set(count, drawn);
    }
    return drawn;
  }
}

/** Of pairs of epochs of the same networks: their ratios, and how many are within a factor 2. */
export function compareEpochs(pairs: readonly (readonly [number | undefined, number | undefined])[]): {
  readonly ratios: OverNetworks;
  readonly withinFactor2: number;
} {
  const ratios = pairs.flatMap(([onset, crossing]) =>
    onset === undefined || crossing === undefined || crossing <= 0 || onset <= 0 ? [] : [onset / crossing],
  );
  return {
    ratios: overNetworks(ratios),
    withinFactor2: ratios.filter((ratio) => ratio >= 0.5 && ratio <= 2).length,
  };
}
