import type { Proceed } from "../../../base/proceed";
import { digammaTable } from "./digamma";
import { tiedRows, tooFewRows, usableNeighbors, wideBoxes, type NeighborInformation } from "./neighborFlags";
import { arrangePoints, countWithin, findNearest, scaleColumns, type Space } from "./pointSet";

/**
 * I(T;Y) of a continuous T and a discrete Y (Ross 2014, PLoS ONE 9(2) e87357, eq. 2), under the maximum norm
 * over coordinates of one scale, as for Kraskov's estimate. With n rows, N_y of them in a row's own class, and m the others of any class that are at
 * most as far from it as its k-th neighbor in its own class, in nats:
 *
 *     ψ(n) - <ψ(N_y)> + <ψ(k)> - <ψ(m)>
 *
 * In small classes k is N_y - 1, and a class of one row is left out altogether, as in Ross's own code. Where
 * several rows of the class are as far as the k-th, k is the number of all that are at most as far, which m counts
 * as well. Where that distance is 0 the row's term is log(n k̃ / (N_y m)) with both counts including the row
 * itself, in the manner of Gao, Kannan, Oh & Viswanath 2017: for discrete T the whole is the plug-in value.
 *
 * @param t rows × columns, finite
 * @param labels one class index a row, below `classes`
 * @param proceed called for every row of each search
 */
export function rossInformation(
  t: Space,
  labels: ArrayLike<number>,
  classes: number,
  neighbors: number,
  proceed: Proceed,
): NeighborInformation {
  const rowsOfClass = splitByClass(labels, classes);
  const kept = rowsOfClass.filter((rows) => rows.length > 1);
  const flags = fewRowFlags(rowsOfClass, neighbors);
  const n = kept.reduce((sum, rows) => sum + rows.length, 0);
  if (n === 0 || t.columns === 0) {
    return { bits: 0, unclipped: 0, flags };
  }
  const psi = digammaTable(n);
  // One scale for all classes, so that a distance within one can be looked up among all rows.
  const scaled = scaleColumns(t, proceed);
  const radius = new Float64Array(labels.length);
  // What a row's class adds to its term, in nats.
  const own = new Float64Array(labels.length);
  for (const rows of kept) {
    const set = arrangePoints([scaled], rows, proceed);
    const nearest = new Float64Array(usableNeighbors(neighbors, rows.length - 1));
    for (let point = 0; point < set.points; point++) {
      proceed();
      findNearest(set, point, nearest);
      const row = set.rowOf[point]!;
      radius[row] = nearest.at(-1)!;
      const within = countWithin(set, point, radius[row], true);
      own[row] =
        radius[row] === 0
          ? Math.log((n * (within + 1)) / rows.length)
          : psi[n]! - psi[rows.length]! + psi[within]!;
    }
  }
  const whole = arrangePoints([scaled], Uint32Array.from(kept.flatMap((rows) => [...rows])), proceed);
  let nats = 0;
  let coincident = 0;
  for (let point = 0; point < n; point++) {
    proceed();
    const row = whole.rowOf[point]!;
    const within = countWithin(whole, point, radius[row]!, true);
    nats += own[row]! - (radius[row] === 0 ? Math.log(within + 1) : psi[within]!);
    coincident += radius[row] === 0 ? 1 : 0;
  }
  const unclipped = nats / n / Math.LN2;
  return {
    bits: Math.max(0, unclipped),
    unclipped,
    flags: [...(flags.length > 0 ? flags : wideBoxes(radius, n, t.columns)), ...tiedRows(coincident / n)],
  };
}

function splitByClass(labels: ArrayLike<number>, classes: number): Uint32Array[] {
  const rowsOfClass = Array.from({ length: classes }, (): number[] => []);
  for (let row = 0; row < labels.length; row++) {
    rowsOfClass[labels[row]!]!.push(row);
  }
  return rowsOfClass.map((rows) => Uint32Array.from(rows));
}

function fewRowFlags(rowsOfClass: readonly Uint32Array[], neighbors: number): NeighborInformation["flags"] {
  const small = rowsOfClass.filter((rows) => rows.length > 0 && rows.length <= neighbors);
  const alone = small.filter((rows) => rows.length === 1).length;
  const parts = [
    ...(alone > 0 ? [`${alone} with a single row left out`] : []),
    ...(small.length > alone ? [`${small.length - alone} measured with fewer neighbors`] : []),
  ];
  return parts.length > 0
    ? [
        tooFewRows(
          `Classes with no more than ${neighbors} rows, the number of neighbors asked for: ${parts.join(", ")}.`,
        ),
      ]
    : [];
}
