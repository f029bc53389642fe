import type { Proceed } from "../../base/proceed";
import { discreteInformation } from "../discreteInformation";
import type { LabelDistribution, PlaneFigures } from "../estimate";
import { labelsOfCells } from "../labelsOfCells";
import { labelEntropy } from "../labelEntropy";
import { shuffleInPlace, type RandomStream } from "../../base/random";

/** How the bias of estimates from counts is taken off. */
export const CORRECTION_NAMES = ["none", "millerMadow", "shuffle"] as const;
export type CorrectionName = (typeof CORRECTION_NAMES)[number];

/** Figures from counts with their bias taken off, in bits. */
export interface CorrectedFigures extends PlaneFigures {
  /** The figures as the correction gives them, before they are cut to what is possible. */
  readonly raw: PlaneFigures;
  /** The plain figures less the corrected ones. */
  readonly bias: PlaneFigures;
}

/** Enough that the mean over permutations is known to about a fifth of its spread over them. */
export const SHUFFLES = 20;

/**
 * I(X;T) and I(T;Y) as `discreteInformation` gives them, less the bias that finitely many rows bring about.
 *
 * - `millerMadow` (Miller 1955, "Note on the bias of information estimates"): an entropy estimated from n rows that
 *   fall into m different values is too small by about (m - 1) / (2n) nats; so H(T) for I(X;T), and
 *   H(T) + H(Y) - H(T,Y) for I(T;Y). It is the first term of an expansion for m far below n. Where p(y|x) is
 *   known rather than sampled the values of Y are counted all the same, and it takes off too much.
 * - `shuffle`: the mean of I(T;Y) over permutations of p(y|x) among the rows, where there is nothing to be found
 *   but bias, is taken off I(T;Y). I(X;T) stays as it is. The bias of dependent variables is smaller than that of
 *   independent ones, so this too takes off too much rather than too little.
 *
 * The corrected figures keep 0 ≤ I(T;Y) ≤ min(H(T), H(Y)) and I(X;T) ≤ H(X), with the plain entropies.
 *
 * @param cellOfRow the value of T for each row, below `cells`
 * @param inputEntropy H(X) in bits; log2 of the rows where every row is an input of its own
 * @param random for `shuffle`
 * @param proceed called for each permutation
 */
export function correctDiscrete(
  cellOfRow: Uint32Array,
  cells: number,
  labels: LabelDistribution,
  correction: CorrectionName,
  inputEntropy: number,
  random: RandomStream,
  proceed: Proceed,
): CorrectedFigures {
  const plain = discreteInformation(cellOfRow, cells, labels);
  const bias = estimateBias(cellOfRow, cells, labels, correction, random, proceed);
  const raw = { ixt: plain.ixt - bias.ixt, ity: plain.ity - bias.ity };
  const ixt = Math.min(raw.ixt, Math.max(plain.ixt, inputEntropy));
  const most = Math.max(plain.ity, Math.min(plain.ixt, labelEntropy(labels)));
  const ity = Math.min(Math.max(0, raw.ity), most);
  return { ixt, ity, raw, bias: { ixt: plain.ixt - ixt, ity: plain.ity - ity } };
}

function estimateBias(
  cellOfRow: Uint32Array,
  cells: number,
  labels: LabelDistribution,
  correction: CorrectionName,
  random: RandomStream,
  proceed: Proceed,
): PlaneFigures {
  switch (correction) {
    case "none":
      return { ixt: 0, ity: 0 };
    case "millerMadow":
      return millerMadowBias(cellOfRow, cells, labels);
    case "shuffle": {
      const ity = meanOfShuffles(cellOfRow, cells, labels, random, proceed);
      return { ixt: 0, ity };
    }
  }
}

function millerMadowBias(cellOfRow: Uint32Array, cells: number, labels: LabelDistribution): PlaneFigures {
  const rowsInCell = new Uint32Array(cells);
  for (let row = 0; row < cellOfRow.length; row++) {
    rowsInCell[cellOfRow[row]!]!++;
  }
  const { weights, classWeights } = labelsOfCells(cellOfRow, rowsInCell, labels);
  const bitsPerValue = 1 / (2 * cellOfRow.length * Math.LN2);
  const biasOfEntropy = (values: number): number => -(values - 1) * bitsPerValue;
  const ofCells = biasOfEntropy(countPositive(rowsInCell));
  return {
    ixt: ofCells,
    ity: ofCells + biasOfEntropy(countPositive(classWeights)) - biasOfEntropy(weights.length),
  };
}

function countPositive(weights: Uint32Array | Float64Array): number {
  let count = 0;
  for (let i = 0; i < weights.length; i++) {
    count += weights[i]! > 0 ? 1 : 0;
  }
  return count;
}

function meanOfShuffles(
  cellOfRow: Uint32Array,
  cells: number,
  labels: LabelDistribution,
  random: RandomStream,
  proceed: Proceed,
): number {
  // Moving the cells among the rows is the same as moving the labels, and cheaper.
  const shuffled = cellOfRow.slice();
  let sum = 0;
  for (let shuffle = 0; shuffle < SHUFFLES; shuffle++) {
    proceed();
    shuffleInPlace(shuffled, random);
    sum += discreteInformation(shuffled, cells, labels).ity;
  }
  return sum / SHUFFLES;
}
