import { CholeskyDecomposition, Matrix } from "ml-matrix";

/** Foresees where a fixed-point iteration leads to. */
export interface Extrapolation {
  /**
   * @param current a point of positive numbers
   * @param next where the iteration takes it
   * @returns a point that is likely nearer to the fixed point than `next`, positive everywhere if `next` is
   */
  readonly propose: (current: Float64Array, next: Float64Array) => Float64Array;
  /** Forgets the past: after a proposal that was no good. */
  readonly reset: () => void;
}

/** Steps that are looked back on. */
const MEMORY = 8;

/** No number falls by more than this factor at once, so that none becomes negative. */
const LARGEST_FALL = 0.05;

/** Keeps the least-squares problem solvable when steps are nearly parallel, in shares of its trace. */
const RIDGE = 1e-12;

/** Below this a probability's residual is no longer weighed by its size. */
const SMALLEST_WEIGHED = 1e-12;

/**
 * Anderson 1965: the mix of the last steps whose residual g(z) - z is smallest. Near a phase transition plain steps
 * shrink by less than 1 % each; these take tens instead of thousands. Residuals are weighed by 1/z, the Fisher
 * metric of probabilities. Nothing makes sure that a proposal is better: the caller compares (Henderson & Varadhan
 * 2019).
 */
export function createExtrapolation(): Extrapolation {
  let differences: Step[] = [];
  let last: Step | undefined;
  return {
    reset: () => {
      differences = [];
      last = undefined;
    },
    propose: (current, next) => {
      const step = { residual: subtract(next, current), next };
      if (last !== undefined) {
        differences.push({
          residual: subtract(step.residual, last.residual),
          next: subtract(next, last.next),
        });
        if (differences.length > MEMORY) {
          differences.shift();
        }
      }
      last = step;
      const proposed = Float64Array.from(next);
      for (const [i, coefficient] of mixOf(differences, step).entries()) {
        const difference = differences[i]!.next;
        for (let j = 0; j < proposed.length; j++) {
          proposed[j]! -= coefficient * difference[j]!;
        }
      }
      return keepPositive(proposed, next);
    },
  };
}

interface Step {
  /** g(z) - z, or a difference of two of these. */
  readonly residual: Float64Array;
  /** g(z), or a difference of two of these. */
  readonly next: Float64Array;
}

/** The coefficients c that make residual - Σ c_i difference_i shortest, by the normal equations. */
function mixOf(differences: readonly Step[], { residual, next }: Step): readonly number[] {
  const count = differences.length;
  const weights = new Float64Array(next.length);
  for (let j = 0; j < weights.length; j++) {
    weights[j] = 1 / (next[j]! + SMALLEST_WEIGHED);
  }
  const products = Matrix.zeros(count, count);
  const aims: number[] = [];
  for (let a = 0; a < count; a++) {
    for (let b = 0; b <= a; b++) {
      const product = weightedProduct(differences[a]!.residual, differences[b]!.residual, weights);
      products.set(a, b, product);
      products.set(b, a, product);
    }
    aims.push(weightedProduct(differences[a]!.residual, residual, weights));
  }
  const trace = count === 0 ? 0 : products.trace();
  if (!(trace > 0 && Number.isFinite(trace))) {
    return [];
  }
  for (let i = 0; i < count; i++) {
    products.set(i, i, products.get(i, i) + RIDGE * trace);
  }
  const decomposition = new CholeskyDecomposition(products);
  return decomposition.isPositiveDefinite() ? decomposition.solve(Matrix.columnVector(aims)).to1DArray() : [];
}

function weightedProduct(a: Float64Array, b: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < weights.length; j++) {
    sum += a[j]! * b[j]! * weights[j]!;
  }
  return sum;
}

function subtract(a: Float64Array, b: Float64Array): Float64Array {
  const difference = new Float64Array(a.length);
  for (let j = 0; j < a.length; j++) {
    difference[j] = a[j]! - b[j]!;
  }
  return difference;
}

/** Limits the fall of every entry and scales the sum back to 1. */
function keepPositive(proposed: Float64Array, next: Float64Array): Float64Array {
  let total = 0;
  for (let j = 0; j < proposed.length; j++) {
    const least = LARGEST_FALL * next[j]!;
    // Written so that a NaN, too, becomes the least.
    proposed[j] = proposed[j]! > least ? proposed[j]! : least;
    total += proposed[j]!;
  }
  for (let j = 0; j < proposed.length; j++) {
    proposed[j]! /= total;
  }
  return proposed;
}
