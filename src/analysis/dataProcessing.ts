import type { EstimateFlag, PlaneFigures, PlaneInterval } from "../information/estimate";
import type { LayerTrajectory } from "./trajectory";

/** By how much, where and when a deeper layer's estimate exceeds that of the layer before it, in bits. */
export interface DataProcessingViolation {
  readonly quantity: "I(X;T)" | "I(T;Y)";
  readonly bits: number;
  readonly layer: string;
  readonly epoch: number;
}

/**
 * The largest violation of the data-processing inequality among a network's estimates. Y - X - T1 - … - Tk is a
 * Markov chain, so neither I(X;T) nor I(T;Y) can rise with depth (Shwartz-Ziv & Tishby 2017, section 2.3); an
 * estimate can, because each layer's bins are its own. A note about the estimator, not an error of the network.
 * @returns for each quantity the largest rise from one layer to the next; 0 bits if none rises
 */
export function largestDataProcessingViolations(layers: readonly LayerTrajectory[]): {
  readonly ixt: DataProcessingViolation;
  readonly ity: DataProcessingViolation;
} {
  return {
    ixt: largestRise(layers, "I(X;T)", (layer) => layer.ixt),
    ity: largestRise(layers, "I(T;Y)", (layer) => layer.ity),
  };
}

function largestRise(
  layers: readonly LayerTrajectory[],
  quantity: DataProcessingViolation["quantity"],
  values: (layer: LayerTrajectory) => readonly number[],
): DataProcessingViolation {
  let worst: DataProcessingViolation = { quantity, bits: 0, layer: "", epoch: 0 };
  for (const [index, layer] of layers.entries()) {
    const earlier = layers[index - 1];
    if (earlier === undefined) {
      continue;
    }
    for (const [snapshot, epoch] of layer.epochs.entries()) {
      const bits = values(layer)[snapshot]! - values(earlier)[snapshot]!;
      if (bits > worst.bits) {
        worst = { quantity, bits, layer: layer.name, epoch };
      }
    }
  }
  return worst;
}

/** Less than this many bits is not worth a note. */
const NOTABLE_BITS = 0.05;

/** The bound and the figures are sums of thousands of terms; a distance below this many bits is shown as 0. */
const BOUND_ROUNDING_BITS = 5e-4;

/** Standard errors on each side of a figure that hold it with 95 % when errors are normal. */
const NORMAL_95 = 1.96;

/** A layer's figures and what they lie between, as far as the estimator says so. */
interface SpreadFigures extends PlaneFigures {
  readonly bounds?: PlaneInterval | undefined;
  readonly confidence?: PlaneInterval | undefined;
  readonly standardError?: PlaneFigures | undefined;
}

/**
 * Flags an I(T;Y) above I(X;T). Y - X - T is a Markov chain since T is a function of X, so that I(T;Y) ≤ I(X;T) of
 * Shannon's information; an estimate can break it, because each of its figures errs in its own way. What the
 * estimator's own spread explains is passed over.
 */
export function labelExcessFlags(estimate: SpreadFigures): EstimateFlag[] {
  return estimate.ity - estimate.ixt - spreadOf(estimate) > NOTABLE_BITS ? [LABEL_EXCESS] : [];
}

const LABEL_EXCESS: EstimateFlag = {
  code: "data-processing",
  message:
    "I(T;Y) is estimated above I(X;T), which no true value can be: a layer is computed from the inputs, so it cannot tell more of the labels than it keeps of the inputs. It is an error of the estimator, most likely an I(X;T) that is too low.",
};

/**
 * Flags a point above the bound. No layer can be above the bound of the inputs themselves; it can be above that of
 * merged or noisy inputs, which know less than the network is given.
 * @param belowBound how far the point lies below the bound, in bits; 0 within the bound's accuracy, negative above it
 */
export function aboveBoundFlags(
  estimate: SpreadFigures,
  belowBound: number,
  isBoundOfInputs: boolean,
): EstimateFlag[] {
  // The bound rises by at most one bit a bit, so that the spread of both figures is as far as the point can move.
  return -belowBound > BOUND_ROUNDING_BITS + spreadOf(estimate)
    ? [isBoundOfInputs ? ABOVE_BOUND : ABOVE_COARSE_BOUND]
    : [];
}

const ABOVE_BOUND: EstimateFlag = {
  code: "above-bound",
  message:
    "The figures lie above the bound, where no encoder can be: an estimate above the bound is an error of the estimator, not information.",
};

const ABOVE_COARSE_BOUND: EstimateFlag = {
  code: "above-coarse-bound",
  message:
    "The figures lie above the bound, which is no error here: the network is given the inputs as they are, and the bound is of noisy or merged inputs, which tell less of the labels.",
};

/** By how much I(T;Y) - I(X;T) may be too large, in bits, for all that the estimator says of its figures. */
function spreadOf({ ixt, ity, bounds, confidence, standardError }: SpreadFigures): number {
  const intervals = [bounds, confidence].map((interval) =>
    interval === undefined ? 0 : ity - interval.lower.ity + interval.upper.ixt - ixt,
  );
  const errors = standardError === undefined ? 0 : NORMAL_95 * (standardError.ixt + standardError.ity);
  return Math.max(0, errors, ...intervals.filter(Number.isFinite));
}
