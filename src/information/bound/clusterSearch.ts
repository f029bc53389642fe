import type { Proceed } from "../../base/proceed";
import type { BottleneckProblem, Clusters } from "./bottleneckProblem";
import { createExtrapolation } from "./extrapolate";
import { logOf } from "./selfConsistent";

/** A decoder p(y|t) at which one more cluster would pay, or the most promising one if none does. */
export interface DecoderPeak {
  readonly decoder: Float64Array;
  /** ln F of the candidate, in nats; above 0 the Lagrangian falls when it becomes a cluster. */
  readonly logGain: number;
  /** The share of T that the cluster would best take from all others alike, up to second order; 0 if none. */
  readonly share: number;
}

/** Climbs that are tried, from the best starts that differ by more than the separation in some class. */
const CLIMBS_MAX = 16;
const START_SEPARATION = 0.02;
const CLIMB_STEPS_MAX = 60;

const SHARE_MAX = 0.5;

/** A climb ends where the mean shift moves the decoder by no more than this in any class. */
const CLIMB_TOLERANCE = 1e-7;

/**
 * Starts are p(y|x) with so much of p(y) in it. None is without: a decoder that lacks a class is a place the climb
 * cannot leave, though it be no peak, since every input with that class is infinitely far from it.
 */
const SHARES_OF_LABELS = [0.01, 0.5] as const;

/** With two classes decoders lie on a line, which a grid covers. */
const GRID_OF_TWO_CLASSES = 200;

/** Starts for `findPeaks`: two near every p(y|x), every given cluster, p(y), and for two classes a grid. */
export function searchStarts(problem: BottleneckProblem, given: readonly Clusters[]): Float64Array[] {
  const { classes, conditional, labels } = problem;
  const starts: Float64Array[] = [labels];
  for (let at = 0; at < conditional.length; at += classes) {
    for (const share of SHARES_OF_LABELS) {
      starts.push(labels.map((probability, y) => (1 - share) * conditional[at + y]! + share * probability));
    }
  }
  for (const { joint } of given) {
    for (let at = 0; at < joint.length; at += classes) {
      const row = joint.subarray(at, at + classes);
      const probability = row.reduce((sum, both) => sum + both, 0);
      if (probability > 0) {
        starts.push(row.map((both) => both / probability));
      }
    }
  }
  for (let i = 1; classes === 2 && i < GRID_OF_TWO_CLASSES; i++) {
    starts.push(Float64Array.of(i / GRID_OF_TWO_CLASSES, 1 - i / GRID_OF_TWO_CLASSES));
  }
  return starts;
}

/**
 * The highest peaks, over all decoders r, of
 *
 *   F(r) = Σ_x p(x)/Z(x) exp(-β KL[p(y|x) || r]),
 *
 * best first. F is 1 on every cluster of a solution. Where it exceeds 1 a cluster there lowers the Lagrangian:
 * this is how a cluster that should split is found (Rose 1994). Where it exceeds 1 nowhere, no encoder is better
 * (the Kuhn-Tucker condition of rate distortion, Blahut 1972, with p(y|t) as the reproduction), and the Lagrangian
 * is within ln sup F of its minimum. F is a sum of bumps, one an input; the climb is a mean shift, which is the
 * self-consistent step of a cluster too small to change the others. With more than two classes the search does not
 * prove that no peak was missed.
 *
 * @param logPartition ln Z(x)
 */
export function findPeaks(
  problem: BottleneckProblem,
  beta: number,
  logPartition: Float64Array,
  starts: readonly Float64Array[],
  proceed: Proceed,
): DecoderPeak[] {
  const ranked: Position[] = [];
  for (const start of starts) {
    proceed();
    ranked.push(positionAt(problem, beta, logPartition, start));
  }
  // On a line, peaks lie beside the starts that are higher than their neighbors.
  const promising = problem.classes === 2 ? localMaxima(ranked) : ranked;
  promising.sort((a, b) => b.logGain - a.logGain);
  const chosen: Position[] = [];
  for (const position of promising) {
    if (chosen.length === CLIMBS_MAX) {
      break;
    }
    if (chosen.every(({ decoder }) => largestDifference(decoder, position.decoder) > START_SEPARATION)) {
      chosen.push(position);
    }
  }
  const peaks: DecoderPeak[] = [];
  for (const start of chosen) {
    const peak = climb(problem, beta, logPartition, start, proceed);
    peaks.push(peak);
  }
  return peaks.sort((a, b) => b.logGain - a.logGain);
}

interface Position extends DecoderPeak {
  /** Where the mean shift leads to. */
  readonly shifted: Float64Array;
}

function localMaxima(positions: readonly Position[]): Position[] {
  const along = positions.toSorted((a, b) => a.decoder[0]! - b.decoder[0]!);
  return along.filter(
    ({ logGain }, i) =>
      logGain >= (along[i - 1]?.logGain ?? -Infinity) && logGain >= (along[i + 1]?.logGain ?? -Infinity),
  );
}

/** Mean shifts, with extrapolation where it leads higher. */
function climb(
  problem: BottleneckProblem,
  beta: number,
  logPartition: Float64Array,
  start: Position,
  proceed: Proceed,
): DecoderPeak {
  const extrapolation = createExtrapolation();
  let position = start;
  for (let step = 0; step < CLIMB_STEPS_MAX; step++) {
    proceed();
    const proposed = extrapolation.propose(position.decoder, position.shifted);
    let next = positionAt(problem, beta, logPartition, proposed);
    if (!(next.logGain >= position.logGain)) {
      extrapolation.reset();
      next = positionAt(problem, beta, logPartition, position.shifted);
    }
    const moved = largestDifference(position.decoder, position.shifted);
    position = next;
    if (moved <= CLIMB_TOLERANCE) {
      break;
    }
  }
  return position;
}

function positionAt(
  { inputs, classes, probabilities, conditional, negativeEntropies }: BottleneckProblem,
  beta: number,
  logPartition: Float64Array,
  decoder: Float64Array,
): Position {
  const logDecoder = decoder.map(logOf);
  const exponents = new Float64Array(inputs);
  let largest = -Infinity;
  for (let x = 0; x < inputs; x++) {
    let negativeDivergence = -negativeEntropies[x]!;
    for (let y = 0, at = x * classes; y < classes; y++, at++) {
      negativeDivergence += conditional[at]! * logDecoder[y]!;
    }
    exponents[x] = beta * negativeDivergence - logPartition[x]!;
    largest = exponents[x]! > largest ? exponents[x]! : largest;
  }
  const shifted = new Float64Array(classes);
  let total = 0;
  let squares = 0;
  for (let x = 0; x < inputs; x++) {
    const ratio = Math.exp(exponents[x]! - largest);
    const weight = probabilities[x]! * ratio;
    total += weight;
    squares += weight * ratio;
    if (weight > 0) {
      for (let y = 0, at = x * classes; y < classes; y++, at++) {
        shifted[y]! += weight * conditional[at]!;
      }
    }
  }
  // With e(x) = exp(-β KL)/Z(x), the likelihood at share s rises by s Σ p (e - 1) - s²/2 Σ p (e - 1)².
  const rise = Math.exp(largest) * total - 1;
  const bend = Math.exp(2 * largest) * squares - 2 * rise - 1;
  return {
    decoder,
    logGain: largest + Math.log(total),
    share: rise > 0 && bend > 0 ? Math.min(SHARE_MAX, rise / bend) : 0,
    shifted: shifted.map((weight) => weight / total),
  };
}

function largestDifference(a: Float64Array, b: Float64Array): number {
  let largest = 0;
  for (let y = 0; y < a.length; y++) {
    largest = Math.max(largest, Math.abs(a[y]! - b[y]!));
  }
  return largest;
}
