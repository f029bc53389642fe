import type { Proceed } from "../../base/proceed";
import type { Estimator } from "../estimate";
import {
  binarySymmetricChannel,
  clusterLabels,
  erasureChannel,
  separateClusters,
  zChannel,
  type KnownChannel,
} from "./knownDistributions";

/** A figure, and an interval if the estimator gives one. */
export interface FoundBits {
  readonly bits: number;
  readonly interval?: readonly [number, number];
}

/** An estimator in front of a distribution whose information is known in closed form. */
export interface KnownAnswer {
  readonly estimator: string;
  readonly distribution: string;
  readonly trueBits: number;
  /** How far the estimate may be off, in bits: rounding for what is exact, the sampling for what is sampled. */
  readonly tolerance: number;
  readonly estimate: (proceed: Proceed) => FoundBits;
}

const EXACT_BITS = 1e-12;
const CLUSTER_BITS = 1e-3;

/** Samples that a mean is taken over; one sample of 1000 rows strays by about 0.04 bit. */
export const SAMPLES = 10;
export const SAMPLED_ROWS = 1000;
export const SAMPLED_BITS = 0.05;

/** I(T;Y) of three channels whose inputs the activations tell apart, which counting gives exactly. */
export function channelAnswers(estimator: string, measure: Estimator): readonly KnownAnswer[] {
  const named: readonly (readonly [string, KnownChannel])[] = [
    ["binary symmetric channel, ε = 0.11", binarySymmetricChannel(0.11)],
    ["erasure channel, e = 0.25", erasureChannel(0.25)],
    ["Z channel, q = 0.3", zChannel(0.3)],
  ];
  return named.map(([distribution, { sample, labels, bits }]) => ({
    estimator,
    distribution,
    trueBits: bits,
    tolerance: EXACT_BITS,
    estimate: (proceed) => ({ bits: measure.estimate(sample, labels, proceed).ity }),
  }));
}

/** I(X;T) of points so far apart that noise or a kernel tells them all. */
export function clusterAnswer(estimator: string, measure: Estimator, rows = 800): KnownAnswer {
  return {
    estimator,
    distribution: "8 far-apart points",
    trueBits: 3,
    tolerance: CLUSTER_BITS,
    estimate: (proceed) => ({
      bits: measure.estimate(separateClusters(8, rows), clusterLabels(8, rows), proceed).ixt,
    }),
  };
}

/** The mean over samples that seeds from 0 on draw. */
export function meanOverSamples(estimate: (seed: number) => number): FoundBits {
  let sum = 0;
  for (let seed = 0; seed < SAMPLES; seed++) {
    sum += estimate(seed);
  }
  return { bits: sum / SAMPLES };
}
