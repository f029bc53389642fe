import type { Proceed } from "../../../base/proceed";
import { countOf } from "../../../base/text";
import type { EstimateFlag } from "../../estimate";
import { digammaTable } from "./digamma";
import { tiedRows, tooFewRows, usableNeighbors, wideBoxes, type NeighborInformation } from "./neighborFlags";
import {
  arrangePoints,
  countWithin,
  distanceBetweenRows,
  findNearest,
  scaleColumns,
  visitWithin,
  type PointSet,
  type ScaledSpace,
  type Space,
} from "./pointSet";

export interface NearestNeighborSettings {
  /** k, the neighbors that a distance is measured to. */
  readonly neighbors: number;
  /** Kraskov's first or second algorithm. */
  readonly algorithm: 1 | 2;
}

/**
 * I(A;B) of two continuous variables from the distances to the k-th neighbors (Kraskov, Stögbauer & Grassberger
 * 2004, Phys. Rev. E 69, 066138), under the maximum norm in the joint space and in each of the two, after every
 * coordinate was brought to one scale (`scaleColumns`). With the n rows' marginal counts n_a and n_b and <> for their mean, in nats:
 *
 *     algorithm 1, eq. 8:  ψ(k) - <ψ(n_a + 1) + ψ(n_b + 1)> + ψ(n),
 *         counting the others nearer than the k-th neighbor in the joint space;
 *     algorithm 2, eq. 9:  ψ(k) - 1/k - <ψ(n_a) + ψ(n_b)> + ψ(n),
 *         counting the others at most as far in A (in B) as the farthest in A (in B) of the k neighbors.
 *
 * Where the k-th neighbor is at distance 0 there is no density to measure. As Gao, Kannan, Oh & Viswanath 2017
 * (algorithm 1) do, the k̃ rows that are equal there take the place of k, and the rows that are equal in A and in B
 * that of the marginal counts. With all counts including the row itself and logarithms where they have digammas,
 * the term is log(k̃ n / (n_a n_b)), which makes the whole the plug-in value for discrete data. Algorithm 2 needs
 * k neighbors that span a box: where several rows share the distance of the k-th, or the k differ in one variable
 * only, algorithm 1's term stands instead.
 *
 * The estimate is nearly free of bias where A and B are independent, too small where they depend strongly on one
 * another in many dimensions (Gao, Ver Steeg & Galstyan 2015), and at most `kraskovCeiling`.
 *
 * @param a rows × columns, finite
 * @param rows at least 1; k is at most rows - 1, and less is flagged; a single row has 0 bit
 * @param proceed called for every row of each search
 */
export function kraskovInformation(
  a: Space,
  b: Space,
  rows: number,
  settings: NearestNeighborSettings,
  proceed: Proceed,
): NeighborInformation {
  const k = usableNeighbors(settings.neighbors, rows - 1);
  const fewRows =
    settings.neighbors >= rows
      ? [tooFewRows(`${settings.neighbors} neighbors are asked for, but there are only ${rows} rows.`)]
      : [];
  if (rows < 2 || a.columns === 0 || b.columns === 0) {
    return { bits: 0, unclipped: 0, flags: fewRows };
  }
  const all = Uint32Array.from({ length: rows }, (_, row) => row);
  const scaledA = scaleColumns(a, proceed);
  const scaledB = scaleColumns(b, proceed);
  const near = findNeighborhoods(scaledA, scaledB, all, { k, algorithm: settings.algorithm }, proceed);
  const countsA = countMarginal(arrangePoints([scaledA], all, proceed), near, near.radiusA, proceed);
  const countsB = countMarginal(arrangePoints([scaledB], all, proceed), near, near.radiusB, proceed);
  const psi = digammaTable(rows);
  let nats = 0;
  for (let row = 0; row < rows; row++) {
    const inA = countsA[row]!;
    const inB = countsB[row]!;
    nats +=
      near.coincident[row]! > 0
        ? Math.log((near.coincident[row]! * rows) / ((inA + 1) * (inB + 1)))
        : near.isClosed[row] === 1
          ? psi[k]! - 1 / k - psi[inA]! - psi[inB]! + psi[rows]!
          : psi[k]! - psi[inA + 1]! - psi[inB + 1]! + psi[rows]!;
  }
  const unclipped = nats / rows / Math.LN2;
  return {
    bits: Math.max(0, unclipped),
    unclipped,
    flags: [
      ...(fewRows.length > 0
        ? fewRows
        : wideBoxes(near.radius, rows, a.columns + b.columns, near.equidistant / rows)),
      ...tiedRows(near.coincident.filter((count) => count > 0).length / rows, near.equidistant / rows),
      ...reachedCeiling(unclipped, rows, k),
    ],
  };
}

/** A figure this near to the most that one can expect, as a share of the most, says only that it is large. */
const CEILING_SHARE = 0.95;

function reachedCeiling(bits: number, rows: number, k: number): EstimateFlag[] {
  const ceiling = kraskovCeiling(rows, k);
  // Rounding alone lets one more row into half of the counts, and the second algorithm takes as much off: 1/k nats.
  return bits < CEILING_SHARE * (ceiling - 1 / k / Math.LN2)
    ? []
    : [
        {
          code: "saturated",
          message: `It has reached the most that ${countOf(rows, "row")} and ${countOf(k, "neighbor")} can tell, ${ceiling.toFixed(2)} bit: the true value may be far larger, and the figure grows with the number of rows.`,
        },
      ];
}

/**
 * The most that the formula can give, in bits: ψ(n) - ψ(k) nats, when no row but the k neighbors themselves is as
 * near in A or in B. Where rows coincide it is less.
 */
export function kraskovCeiling(rows: number, neighbors: number): number {
  if (rows < 2) {
    return 0;
  }
  const psi = digammaTable(rows);
  return (psi[rows]! - psi[usableNeighbors(neighbors, rows - 1)]!) / Math.LN2;
}

/** What is counted around each row, by row. */
interface Neighborhoods {
  /** The distance of the k-th neighbor. */
  readonly radius: Float64Array;
  readonly radiusA: Float64Array;
  readonly radiusB: Float64Array;
  /** Whether rows at the radius itself count. */
  readonly isClosed: Uint8Array;
  /** k̃, with the row itself, where the k-th neighbor is at distance 0; else 0. */
  readonly coincident: Uint32Array;
  /** Rows that have more than k others at most as far as the k-th, which is not at 0. */
  readonly equidistant: number;
}

function findNeighborhoods(
  a: ScaledSpace,
  b: ScaledSpace,
  all: Uint32Array,
  { k, algorithm }: { readonly k: number; readonly algorithm: 1 | 2 },
  proceed: Proceed,
): Neighborhoods {
  const rows = all.length;
  const joint = arrangePoints([a, b], all, proceed);
  const radiusOf = new Float64Array(rows);
  const radiusA = new Float64Array(rows);
  const radiusB = new Float64Array(rows);
  const isClosed = new Uint8Array(rows);
  const coincident = new Uint32Array(rows);
  let equidistant = 0;
  // One more than needed shows whether the k-th is the only one at its distance.
  const nearest = new Float64Array(k + 1);
  for (let point = 0; point < rows; point++) {
    proceed();
    findNearest(joint, point, nearest);
    const row = joint.rowOf[point]!;
    const radius = nearest[k - 1]!;
    radiusOf[row] = radius;
    if (radius === 0) {
      coincident[row] = countWithin(joint, point, 0, true) + 1;
      isClosed[row] = 1;
      continue;
    }
    const isShared = nearest[k] === radius;
    equidistant += isShared ? 1 : 0;
    if (algorithm === 2 && !isShared) {
      visitWithin(joint, point, radius, (other) => {
        radiusA[row] = Math.max(radiusA[row]!, distanceBetweenRows(a, row, other));
        radiusB[row] = Math.max(radiusB[row]!, distanceBetweenRows(b, row, other));
      });
      if (radiusA[row]! > 0 && radiusB[row]! > 0) {
        isClosed[row] = 1;
        continue;
      }
    }
    radiusA[row] = radius;
    radiusB[row] = radius;
  }
  return { radius: radiusOf, radiusA, radiusB, isClosed, coincident, equidistant };
}

function countMarginal(
  set: PointSet,
  { isClosed }: Neighborhoods,
  radii: Float64Array,
  proceed: Proceed,
): Uint32Array {
  const counts = new Uint32Array(set.points);
  for (let point = 0; point < set.points; point++) {
    proceed();
    const row = set.rowOf[point]!;
    counts[row] = countWithin(set, point, radii[row]!, isClosed[row] === 1);
  }
  return counts;
}
