import type { Proceed } from "../../base/proceed";
import type { BottleneckProblem, Clusters } from "./bottleneckProblem";

/**
 * The self-consistent equations of the information bottleneck (Tishby, Pereira & Bialek 1999, eqs. 28-30):
 *
 *   p(t|x) = p(t) exp(-β KL[p(y|x) || p(y|t)]) / Z(x),   p(t) = Σ_x p(x) p(t|x),   p(y|t) = Σ_x p(y|x) p(x|t).
 *
 * One step is an expectation-maximization step on ℓ = Σ_x p(x) ln Z(x) (Slonim & Weiss 2002), so ℓ never falls, and
 * -ℓ - β I(X;Y) is the Lagrangian I(X;T) - β I(T;Y) at its encoder or above. Everything here is in nats.
 */
export interface SelfConsistentStep {
  /** p(t,y) after the step, count × classes. */
  readonly joint: Float64Array;
  /** ln Z(x), one an input. */
  readonly logPartition: Float64Array;
  /** ℓ of the clusters that were given. */
  readonly logLikelihood: number;
  /** H(T|X) of the encoder p(t|x), in nats. */
  readonly encoderEntropy: number;
}

/** ln p(y|t) where p(y|t) is 0: finite, so that 0 times the value is 0, and low enough that its exponential is 0. */
const LOG_OF_ZERO = -1e4;

/** Smaller p(t|x) are left out: exp(-45) is below what the sums can hold beside 1. */
const LOG_NEGLIGIBLE = -45;

/** Rows between two questions whether to go on are so many that they take about this many exponentials. */
const EXPONENTIALS_PER_QUESTION = 1 << 17;

/**
 * @param beta what a bit of I(T;Y) is worth in bits of I(X;T); it has no unit
 */
export function selfConsistentStep(
  problem: BottleneckProblem,
  beta: number,
  { count, joint }: Clusters,
  proceed: Proceed,
): SelfConsistentStep {
  const { inputs, classes, probabilities, conditional, negativeEntropies } = problem;
  const logCluster = new Float64Array(count);
  const logDecoder = new Float64Array(count * classes);
  for (let t = 0; t < count; t++) {
    let probability = 0;
    for (let y = 0; y < classes; y++) {
      probability += joint[t * classes + y]!;
    }
    logCluster[t] = Math.log(probability);
    for (let y = 0; y < classes; y++) {
      logDecoder[t * classes + y] = logOf(joint[t * classes + y]! / probability);
    }
  }
  const next = new Float64Array(count * classes);
  const logPartition = new Float64Array(inputs);
  const encoder = new Float64Array(count);
  const rowsPerQuestion = Math.max(1, Math.floor(EXPONENTIALS_PER_QUESTION / (count * classes)));
  let logLikelihood = 0;
  let encoderEntropy = 0;
  for (let x = 0; x < inputs; x++) {
    if (x % rowsPerQuestion === 0) {
      proceed();
    }
    const row = x * classes;
    let largest = -Infinity;
    for (let t = 0; t < count; t++) {
      let negativeDivergence = -negativeEntropies[x]!;
      for (let y = 0, at = t * classes; y < classes; y++, at++) {
        negativeDivergence += conditional[row + y]! * logDecoder[at]!;
      }
      const exponent = logCluster[t]! + beta * negativeDivergence;
      encoder[t] = exponent;
      largest = exponent > largest ? exponent : largest;
    }
    let partition = 0;
    let weighted = 0;
    for (let t = 0; t < count; t++) {
      const exponent = encoder[t]! - largest;
      if (exponent > LOG_NEGLIGIBLE) {
        const weight = Math.exp(exponent);
        encoder[t] = weight;
        partition += weight;
        weighted += weight * exponent;
      } else {
        encoder[t] = 0;
      }
    }
    const scale = probabilities[x]! / partition;
    for (let t = 0; t < count; t++) {
      const both = encoder[t]! * scale;
      if (both > 0) {
        for (let y = 0, at = t * classes; y < classes; y++, at++) {
          next[at]! += both * conditional[row + y]!;
        }
      }
    }
    logPartition[x] = largest + Math.log(partition);
    logLikelihood += probabilities[x]! * logPartition[x]!;
    encoderEntropy += probabilities[x]! * (Math.log(partition) - weighted / partition);
  }
  return { joint: next, logPartition, logLikelihood, encoderEntropy };
}

/** I(X;T) and I(T;Y) in bits of the encoder that a step has used: a pair that can be achieved. */
export function informationOfStep(
  { classes, labels }: BottleneckProblem,
  { joint, encoderEntropy }: SelfConsistentStep,
): { readonly ixt: number; readonly ity: number } {
  let clusterEntropy = 0;
  let labelInformation = 0;
  for (let start = 0; start < joint.length; start += classes) {
    let probability = 0;
    for (let y = 0; y < classes; y++) {
      probability += joint[start + y]!;
    }
    clusterEntropy -= probability > 0 ? probability * Math.log(probability) : 0;
    for (let y = 0; y < classes; y++) {
      const both = joint[start + y]!;
      labelInformation += both > 0 ? both * Math.log(both / probability / labels[y]!) : 0;
    }
  }
  return {
    ixt: Math.max(0, clusterEntropy - encoderEntropy) / Math.LN2,
    ity: Math.max(0, labelInformation) / Math.LN2,
  };
}

/** ln p, with a finite number for p = 0. */
export function logOf(probability: number): number {
  return probability > 0 ? Math.log(probability) : LOG_OF_ZERO;
}
