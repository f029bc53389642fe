import type { Proceed } from "../../base/proceed";
import { addCluster, tidyClusters, type BottleneckProblem, type Clusters } from "./bottleneckProblem";
import { findPeaks, searchStarts, type DecoderPeak } from "./clusterSearch";
import { createExtrapolation } from "./extrapolate";
import { informationOfStep, selfConsistentStep, type SelfConsistentStep } from "./selfConsistent";

/** The information bottleneck at one β. */
export interface BottleneckSolution {
  readonly beta: number;
  /** Bits; a pair that an encoder achieves. */
  readonly ixt: number;
  readonly ity: number;
  /** How far the Lagrangian I(X;T) - β I(T;Y) may be above its minimum, in bits. */
  readonly gap: number;
  /** T, for the solutions at other β to start from. */
  readonly clusters: Clusters;
  /** Decoders that were the most promising further clusters. */
  readonly peaks: readonly Float64Array[];
}

/** The Lagrangian is settled when it is so near its minimum, in nats for each unit of β, which is nats of I(T;Y). */
const TOLERANCE = 5e-7;

/** A fall of the likelihood by less than this, in nats, is rounding. */
const ROUNDING = 1e-14;

/** A round that raises the likelihood by less than this share of the tolerance has led nowhere. */
const LEAST_RISE = 0.01;

/** After these rounds each further one is content with twice the tolerance; the gap says so. */
const PATIENT_ROUNDS = 3;
const ROUNDS_MAX = 16;
/** Steps of one round, after which rare clusters that grow, but slowly, are given a larger share. */
const STEPS_MAX = 80;

/** Clusters rarer than this are dropped. */
const SMALLEST_SHARE = 1e-9;
/** Between rounds, clusters whose merger loses no more than this share of the tolerance become one. */
const SAME_LATER = 0.01;
/** Peaks this near in every class are the same new cluster. */
const SAME_PEAK = 1e-3;

/**
 * Minimizes I(X;T) - β I(T;Y) over all p(t|x): steps of the self-consistent equations until the clusters have
 * settled, then a search for clusters that are missing or should split, and again with these.
 *
 * @param start what T is at first: the solution at a larger β, whose clusters merge or die out
 * @param others clusters of the solution at a smaller β: places where one may be missing
 */
export function solveBottleneck(
  problem: BottleneckProblem,
  beta: number,
  start: Clusters,
  others: Clusters,
  proceed: Proceed,
): BottleneckSolution {
  let tolerance = TOLERANCE * beta;
  let clusters = tidyClusters(start, problem.classes, SMALLEST_SHARE, TOLERANCE);
  let likelihoodBefore = -Infinity;
  let extrapolates = true;
  for (let round = 1; ; round++) {
    const settled = settle(problem, beta, clusters, { tolerance: tolerance / 2, extrapolates }, proceed);
    // Extrapolation can lead back to a saddle point that a new cluster was to leave; plain steps do not.
    extrapolates = settled.step.logLikelihood > likelihoodBefore + tolerance * LEAST_RISE;
    likelihoodBefore = settled.step.logLikelihood;
    const peaks = findPeaks(
      problem,
      beta,
      settled.step.logPartition,
      searchStarts(problem, [settled.clusters, others]),
      proceed,
    );
    const gap = Math.max(0, settled.excess, peaks[0]!.logGain);
    clusters = tidyClusters(settled.clusters, problem.classes, SMALLEST_SHARE, SAME_LATER * TOLERANCE);
    if (gap <= tolerance || round === ROUNDS_MAX) {
      return {
        beta,
        ...informationOfStep(problem, settled.step),
        gap: gap / Math.LN2,
        clusters,
        peaks: peaks.map(({ decoder }) => decoder),
      };
    }
    tolerance *= round < PATIENT_ROUNDS ? 1 : 2;
    for (const { decoder, share } of distinctPeaks(peaks, tolerance / 2)) {
      clusters = addCluster(clusters, decoder, share);
    }
  }
}

/**
 * One more step from the clusters of a solution, on another problem: the inputs before they were merged. It gives
 * a pair that is achieved there and says how near it is to the best.
 */
export function carryOver(
  problem: BottleneckProblem,
  { beta, clusters, peaks }: BottleneckSolution,
  proceed: Proceed,
): BottleneckSolution {
  const step = selfConsistentStep(problem, beta, clusters, proceed);
  const found = findPeaks(problem, beta, step.logPartition, peaks, proceed);
  const gap = Math.max(0, largestExcess(clusters, step.joint, problem.classes), found[0]!.logGain);
  return { beta, ...informationOfStep(problem, step), gap: gap / Math.LN2, clusters, peaks };
}

interface Settled {
  readonly clusters: Clusters;
  /** The step that starts at these clusters. */
  readonly step: SelfConsistentStep;
  /** ln F of the cluster that is to grow fastest. */
  readonly excess: number;
  readonly steps: number;
}

/**
 * Steps until no cluster grows by more than the tolerance: by a step p(t) is multiplied with F of its decoder, and
 * the Lagrangian over these decoders is within the largest ln F of its minimum.
 */
function settle(
  problem: BottleneckProblem,
  beta: number,
  start: Clusters,
  { tolerance, extrapolates }: { readonly tolerance: number; readonly extrapolates: boolean },
  proceed: Proceed,
): Settled {
  const { count } = start;
  const extrapolation = createExtrapolation();
  let clusters = start;
  let step = selfConsistentStep(problem, beta, clusters, proceed);
  for (let steps = 1; ; steps++) {
    const excess = largestExcess(clusters, step.joint, problem.classes);
    if (excess <= tolerance || steps >= STEPS_MAX) {
      return { clusters, step, excess, steps };
    }
    let proposed: Clusters = {
      count,
      joint: extrapolates ? extrapolation.propose(clusters.joint, step.joint) : step.joint,
    };
    let proposedStep = selfConsistentStep(problem, beta, proposed, proceed);
    if (!(proposedStep.logLikelihood >= step.logLikelihood - ROUNDING)) {
      // The plain step never lowers the likelihood.
      extrapolation.reset();
      steps++;
      proposed = { count, joint: step.joint };
      proposedStep = selfConsistentStep(problem, beta, proposed, proceed);
    }
    clusters = proposed;
    step = proposedStep;
  }
}

function largestExcess({ count, joint }: Clusters, next: Float64Array, classes: number): number {
  let largest = 0;
  for (let t = 0; t < count; t++) {
    let before = 0;
    let after = 0;
    for (let at = t * classes; at < (t + 1) * classes; at++) {
      before += joint[at]!;
      after += next[at]!;
    }
    largest = before > 0 ? Math.max(largest, Math.log(after / before)) : largest;
  }
  return largest;
}

function distinctPeaks(peaks: readonly DecoderPeak[], tolerance: number): DecoderPeak[] {
  const distinct: DecoderPeak[] = [];
  for (const peak of peaks) {
    const isNew = distinct.every(({ decoder }) =>
      decoder.some((probability, y) => Math.abs(probability - peak.decoder[y]!) > SAME_PEAK),
    );
    if (isNew && peak.logGain > tolerance) {
      distinct.push(peak);
    }
  }
  return distinct;
}
