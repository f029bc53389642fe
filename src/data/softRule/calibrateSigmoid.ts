import { binaryEntropy } from "../../information/entropy";

/** p(y=1|x) = 1/(1 + exp(-steepness (f(x) - threshold))): γ and θ of the paper's section 3.1. */
export interface Sigmoid {
  readonly steepness: number;
  readonly threshold: number;
}

/** A double has 53 bits: more halvings than these change nothing. */
const HALVINGS = 60;
/** Steeper than 2^30, the rounding of the threshold would tell on which side of the threshold a value lies. */
const DOUBLINGS = 30;

/** p(y=1|x) at a pattern whose rule value is f(x). */
export function sigmoidProbability(sigmoid: Sigmoid, value: number): number {
  return 1 / (1 + Math.exp(-sigmoid.steepness * (value - sigmoid.threshold)));
}

/**
 * The sigmoid for which both labels are equally likely and I(X;Y) is `mutualInformation` bits, X uniform over
 * `values`, f(x) of every x. Where the values are so few that no steepness reaches that much, the steepest one
 * is given.
 */
export function calibrateSigmoid(values: Float64Array, mutualInformation: number): Sigmoid {
  const levels = countLevels(values);
  const informationAt = (steepness: number): number => information(levels, balance(levels, steepness));

  let low = 0;
  let high = 1;
  for (let step = 0; step < DOUBLINGS && informationAt(high) < mutualInformation; step++) {
    low = high;
    high *= 2;
  }
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (informationAt(middle) < mutualInformation) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return balance(levels, high);
}

/** A distinct value and the share of x that have it. */
interface Level {
  readonly value: number;
  readonly share: number;
}

function countLevels(values: Float64Array): readonly Level[] {
  const counts = new Map<number, number>();
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return Array.from(counts, ([value, count]) => ({ value, share: count / values.length }));
}

/** The threshold at which p(y=1) = 1/2: it lies between the smallest value and the largest. */
function balance(levels: readonly Level[], steepness: number): Sigmoid {
  let low = Math.min(...levels.map(({ value }) => value));
  let high = Math.max(...levels.map(({ value }) => value));
  for (let step = 0; step < HALVINGS; step++) {
    const threshold = (low + high) / 2;
    if (meanProbability(levels, { steepness, threshold }) > 0.5) {
      low = threshold;
    } else {
      high = threshold;
    }
  }
  return { steepness, threshold: (low + high) / 2 };
}

function meanProbability(levels: readonly Level[], sigmoid: Sigmoid): number {
  return levels.reduce((sum, { value, share }) => sum + share * sigmoidProbability(sigmoid, value), 0);
}

/** I(X;Y) = H(Y) - H(Y|X), in bits. */
function information(levels: readonly Level[], sigmoid: Sigmoid): number {
  const uncertain = levels.reduce(
    (sum, { value, share }) => sum + share * binaryEntropy(sigmoidProbability(sigmoid, value)),
    0,
  );
  return binaryEntropy(meanProbability(levels, sigmoid)) - uncertain;
}
