import { percent } from "../percent";
import type { EstimateFlag } from "../estimate";

/** What an estimate by distances to neighbours gives. */
export interface NeighborInformation {
  /** Bits, not below 0: what is shown. */
  readonly bits: number;
  /** Bits as the formula gives them, which for independent variables scatter around 0. */
  readonly unclipped: number;
  readonly flags: readonly EstimateFlag[];
}

/** k is at most the number of other rows. */
export function usableNeighbors(neighbors: number, others: number): number {
  return Math.max(1, Math.min(neighbors, others));
}

/**
 * More rows at a common distance than single precision brings about: rounding alone can make two distances equal,
 * which does no harm.
 */
const NOTABLE_SHARE = 0.2;

/**
 * @param coincident share of the rows whose k-th neighbour is at distance 0
 * @param equidistant share of those whose k-th neighbour is one of several at the same distance, above 0
 */
export function tiedRows(coincident: number, equidistant = 0): EstimateFlag[] {
  const sentences = [
    ...(coincident > 0
      ? [
          `${percent(coincident)} of the rows coincide with their nearest neighbours, so that there is no density to measure: for these their shares are counted instead.`,
        ]
      : []),
    ...(equidistant > NOTABLE_SHARE
      ? [
          `For ${percent(equidistant)} of the rows several others are equally far, as where a variable takes few values: the formula assumes continuous variables, and its figure says little here.`,
        ]
      : []),
  ];
  return sentences.length > 0 ? [{ code: "ties", message: sentences.join(" ") }] : [];
}

export function tooFewRows(message: string): EstimateFlag {
  return { code: "too-few-rows", message };
}
