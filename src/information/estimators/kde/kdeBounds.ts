import { entropyOfWeights } from "../../entropy";
import type { Estimator, PlaneInterval } from "../../estimate";
import { defineEstimator, type OwnEstimate } from "../shared/defineEstimator";
import { measureSurprise } from "./kernelSurprise";
import type { KernelSurprise } from "./surprise";
import { noiseFlags } from "../shared/resolution";
import { mixtureOfRows, type RowMixture } from "../shared/rowMixture";

export interface KdeSettings {
  /** σ² of the Gaussian noise that is added to every unit. */
  readonly variance: number;
}

/**
 * Bounds on the information in T + Z, with Gaussian noise Z of variance v in every unit, over the given rows
 * (Kolchinsky & Tracey 2017, section 4: the Kullback-Leibler and Bhattacharyya distances between Gaussians; used by
 * Saxe et al. 2018).
 *
 * The entropy of the mixture lies between, in d units,
 *   h_u = d/2 + (d/2) ln 2πv - (1/n) Σ_i ln (1/n) Σ_j exp(-|t_i - t_j|²/2v)   and
 *   h_l = d/2 + (d/2) ln 2πv - (1/n) Σ_i ln (1/n) Σ_j exp(-|t_i - t_j|²/8v),
 * and h(T|X) = d/2 + (d/2) ln 2πv, so that in I(X;T) = h - h(T|X) only the sums are left. h(T|y) is the entropy of the
 * mixture with the weights p(x|y) = p(y|x) / Σ_x p(y|x), which for one-hot labels are the rows of the class.
 *
 * I(T;Y) is published as h_u(T) - Σ_y p(y) h_u(T|y), and the same with h_l: a difference of two bounds, which holds
 * for neither side. What is certain takes h_l from one and h_u from the other, and is in `guaranteed`.
 */
export function createKdeEstimator({ variance }: KdeSettings): Estimator {
  return defineEstimator({
    describe: () => `Gaussian noise, σ² = ${variance}`,
    estimate: (sample, labels, proceed) => {
      const mixture = mixtureOfRows(sample, labels, proceed);
      const surprise = measureSurprise(mixture, variance, proceed);
      return {
        ...informationBetween(mixture, surprise),
        flags: noiseFlags(sample, Math.sqrt(variance)),
      };
    },
  });
}

function informationBetween(mixture: RowMixture, surprise: KernelSurprise): Omit<OwnEstimate, "flags"> {
  const { narrow: upperTotal, wide: lowerTotal } = surprise;
  const { narrowGivenLabel: upperGivenLabel, wideGivenLabel: lowerGivenLabel } = surprise;
  const ixt = intervalOf(lowerTotal, upperTotal, entropyOfWeights(mixture.counts));
  const labelEntropy = entropyOfWeights(mixture.labels.classWeights);
  const published = intervalOf(upperTotal - upperGivenLabel, lowerTotal - lowerGivenLabel, labelEntropy);
  const certain = intervalOf(lowerTotal - upperGivenLabel, upperTotal - lowerGivenLabel, labelEntropy);
  return {
    ixt: (ixt[0] + ixt[1]) / 2,
    ity: (published[0] + published[1]) / 2,
    bounds: planeInterval(ixt, published),
    guaranteed: planeInterval(ixt, certain),
  };
}

/** The two in order, within 0 and the ceiling: a difference of bounds can leave them, and so can rounding. */
function intervalOf(a: number, b: number, ceiling: number): readonly [number, number] {
  const clip = (value: number): number => Math.min(ceiling, Math.max(0, value));
  return [clip(Math.min(a, b)), clip(Math.max(a, b))];
}

function planeInterval(ixt: readonly [number, number], ity: readonly [number, number]): PlaneInterval {
  return { lower: { ixt: ixt[0], ity: ity[0] }, upper: { ixt: ixt[1], ity: ity[1] } };
}
