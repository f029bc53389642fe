import { countOf } from "../../../base/text";
import { percentOf } from "../../../base/numbers";
import type { EstimateFlag } from "../../estimate";

/** What an estimate by distances to neighbors gives. */
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
 * @param coincident share of the rows whose k-th neighbor is at distance 0
 * @param equidistant share of those whose k-th neighbor is one of several at the same distance, above 0
 */
export function tiedRows(coincident: number, equidistant = 0): EstimateFlag[] {
  const sentences = [
    ...(coincident > 0
      ? [
          `${percentOf(coincident)} of the rows coincide with their nearest neighbors, so that there is no density to measure: for these their shares are counted instead.`,
        ]
      : []),
    ...(equidistant > NOTABLE_SHARE
      ? [
          `For ${percentOf(equidistant)} of the rows several others are equally far, as if a variable takes few values: the formula assumes continuous variables, and its figure says little here.`,
        ]
      : []),
  ];
  return sentences.length > 0 ? [{ code: "ties", message: sentences.join(" ") }] : [];
}

export function tooFewRows(message: string): EstimateFlag {
  return { code: "too-few-rows", message };
}

/**
 * Boxes wider than this share of the values' spread are not small beside what the density does in them: of normal
 * pairs the estimate is then short by a tenth and more.
 */
const WIDE_BOX = 1 / 3;

/**
 * @param radius distance of each row's k-th neighbor, in widths of the middle nine tenths of a coordinate; 0 for rows
 * that coincide with theirs or have none
 * @param rows how many are measured
 * @param dimensions coordinates of the space that the distances are in
 * @param equidistant share of the rows with several others as far as their k-th neighbor: between few values no
 * distance is small, which is said already
 */
export function wideBoxes(
  radius: Float64Array,
  rows: number,
  dimensions: number,
  equidistant = 0,
): EstimateFlag[] {
  const sorted = radius.slice().sort();
  // Half of a box is on each side of its row.
  const width = 2 * (sorted[(sorted.length - 1) >> 1] ?? 0);
  return width > WIDE_BOX && equidistant <= NOTABLE_SHARE
    ? [
        tooFewRows(
          `${countOf(rows, "row")} cannot fill ${countOf(dimensions, "dimension")}: the box that holds a row's nearest neighbors reaches over ${percentOf(Math.min(1, width))} of a coordinate's range, where it should be small. The figure may be far off, mostly too low.`,
        ),
      ]
    : [];
}
