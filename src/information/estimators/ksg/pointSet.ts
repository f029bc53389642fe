import { alwaysProceed, type Proceed } from "../../../base/proceed";
import type { Floats } from "../../estimate";
import { epsilonOf, ROUNDINGS } from "../shared/resolution";

/** Vectors of some dimension, one a row. */
export interface Space {
  /** Row-major, rows × columns, all finite. */
  readonly values: Floats;
  readonly columns: number;
}

/** Vectors whose coordinates are of one scale once each difference is divided by its column's width. */
export interface ScaledSpace extends Space {
  readonly widths: Float64Array;
}

/** The share of a column's values that is left out of its scale, at each end. */
const TRIMMED_SHARE = 0.05;

/**
 * Brings each column to one scale: a distance of 1 is as wide as the middle nine tenths of its values, or as all of
 * them when those are one value. Mutual information does not change when a coordinate is multiplied by a constant,
 * but an estimate by distances does: the norm sees only the coordinates of the largest scale, be it one variable
 * beside another or one noisy unit beside those that tell something. Order statistics keep a few far values from
 * setting the scale; a variance would not.
 *
 * Differences and not values are divided, since this keeps equal distances equal: rounded quotients of whole numbers
 * would break ties by chance. A column that varies by no more than its own rounding is not blown up to the scale of
 * the others.
 *
 * @param proceed called for every column
 */
export function scaleColumns({ values, columns }: Space, proceed: Proceed = alwaysProceed): ScaledSpace {
  const rows = columns === 0 ? 0 : values.length / columns;
  const scaled = new Float64Array(values.length);
  const widths = new Float64Array(columns);
  const column = new Float64Array(rows);
  for (let at = 0; at < columns; at++) {
    proceed();
    let largest = 0;
    for (let row = 0; row < rows; row++) {
      largest = Math.max(largest, Math.abs(values[row * columns + at]!));
    }
    // A power of two changes no digit, and differences of the largest and the smallest numbers stay finite.
    const exponent = largest === 0 ? 0 : Math.floor(Math.log2(largest));
    const factor = 2 ** -Math.max(-MAX_EXPONENT, Math.min(MAX_EXPONENT, exponent));
    for (let row = 0; row < rows; row++) {
      column[row] = values[row * columns + at]! * factor;
      scaled[row * columns + at] = column[row]!;
    }
    widths[at] = widthOf(column.sort(), epsilonOf(values));
  }
  return { values: scaled, columns, widths };
}

const MAX_EXPONENT = 1022;
/** A difference of the largest values divided by less than this share of them could overflow. */
const SMALLEST_WIDTH = 2 ** -1000;

/** The width of a column that counts as 1; 1 for a constant column, in which all differences are 0. */
function widthOf(sorted: Float64Array, epsilon: number): number {
  const trimmed = Math.floor(TRIMMED_SHARE * (sorted.length - 1));
  const isConstantInside = sorted[trimmed] === sorted[sorted.length - 1 - trimmed];
  const low = sorted[isConstantInside ? 0 : trimmed] ?? 0;
  const high = sorted[sorted.length - 1 - (isConstantInside ? 0 : trimmed)] ?? 0;
  const rounding = ROUNDINGS * epsilon * Math.max(Math.abs(low), Math.abs(high));
  return high > low ? Math.max(high - low, rounding, SMALLEST_WIDTH) : 1;
}

/** The maximum norm of the scaled difference of two rows. */
export function distanceBetweenRows(space: ScaledSpace, one: number, other: number): number {
  const { values, columns, widths } = space;
  let largest = 0;
  for (let column = 0; column < columns; column++) {
    const gap = Math.abs(values[one * columns + column]! - values[other * columns + column]!);
    largest = Math.max(largest, gap / widths[column]!);
  }
  return largest;
}

/**
 * Points under the maximum norm, laid out so that a search for neighbors looks at few of them: sorted by their
 * first coordinate, which is the one that varies most, so that one look at it tells how far a search must go. The
 * other coordinates follow in falling order too, so that two distant points are told apart by the first few.
 * (Neither order changes a distance.) A tree would do no better on a layer's ten or on an image's hundreds of
 * coordinates, where nearly every branch has to be searched.
 */
export interface PointSet {
  /** Row-major, points × columns, in the order of the first coordinate. */
  readonly coordinates: Float64Array;
  readonly columns: number;
  /** What a difference in each coordinate is divided by. */
  readonly widths: Float64Array;
  readonly points: number;
  /** The row that each point was made of. */
  readonly rowOf: Uint32Array;
}

/**
 * @param spaces put side by side, as the joint space of their vectors; at least one column in all
 * @param rows which rows to take, each once
 * @param proceed called for every column
 */
export function arrangePoints(
  spaces: readonly ScaledSpace[],
  rows: Uint32Array,
  proceed: Proceed = alwaysProceed,
): PointSet {
  const columns = spaces
    .flatMap((space) =>
      Array.from({ length: space.columns }, (_, column) => ({
        space,
        column,
        spread: spreadOf(space, column, rows, proceed),
      })),
    )
    .sort((one, other) => other.spread - one.spread);
  const { space, column } = columns[0]!;
  const first = Float64Array.from(rows, (row) => space.values[row * space.columns + column]!);
  const order = Uint32Array.from(rows.keys()).sort((one, other) => first[one]! - first[other]!);
  const coordinates = new Float64Array(rows.length * columns.length);
  for (const [target, { space, column }] of columns.entries()) {
    proceed();
    for (let point = 0; point < order.length; point++) {
      coordinates[point * columns.length + target] =
        space.values[rows[order[point]!]! * space.columns + column]!;
    }
  }
  return {
    coordinates,
    columns: columns.length,
    widths: Float64Array.from(columns, ({ space, column }) => space.widths[column]!),
    points: order.length,
    rowOf: order.map((index) => rows[index]!),
  };
}

function spreadOf(space: ScaledSpace, column: number, rows: Uint32Array, proceed: Proceed): number {
  proceed();
  return Math.sqrt(varianceOf(space, column, rows)) / space.widths[column]!;
}

/** Welford's running variance: no overflow where the squares of the values would not fit. */
function varianceOf({ values, columns }: Space, column: number, rows: Uint32Array): number {
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]! * columns + column]!;
    const shift = value - mean;
    mean += shift / (i + 1);
    squares += shift * (value - mean);
  }
  return squares / rows.length;
}

/**
 * Distances from one point to its nearest others, rising.
 *
 * @param nearest as many as it has room for are written here; Infinity where there are no more points
 */
export function findNearest(set: PointSet, point: number, nearest: Float64Array): void {
  const { coordinates, columns, widths, points } = set;
  const last = nearest.length - 1;
  const first = coordinates[point * columns]!;
  const width = widths[0]!;
  nearest.fill(Infinity);
  let below = point - 1;
  let above = point + 1;
  while (below >= 0 || above < points) {
    // Points further out on a side differ by at least as much in the first coordinate alone.
    if (below >= 0 && (first - coordinates[below * columns]!) / width < nearest[last]!) {
      keepIfNearer(set, point, below, nearest);
      below--;
    } else {
      below = -1;
    }
    if (above < points && (coordinates[above * columns]! - first) / width < nearest[last]!) {
      keepIfNearer(set, point, above, nearest);
      above++;
    } else {
      above = points;
    }
  }
}

function keepIfNearer(set: PointSet, one: number, other: number, nearest: Float64Array): void {
  if (isWithin(set, one, other, nearest[nearest.length - 1]!, false)) {
    insert(nearest, distance(set, one, other));
  }
}

/** How many others lie within a distance of a point: at most at it (closed) or nearer (open). */
export function countWithin(set: PointSet, point: number, radius: number, isClosed: boolean): number {
  const [from, to] = slabAround(set, point, radius, isClosed);
  if (set.columns === 1 || from === to) {
    return Math.max(0, to - from - 1);
  }
  let count = -1;
  for (let other = from; other < to; other++) {
    if (isWithin(set, point, other, radius, isClosed)) {
      count++;
    }
  }
  return count;
}

/** Visits the rows of all others that lie at a distance of at most `radius`. */
export function visitWithin(
  set: PointSet,
  point: number,
  radius: number,
  visit: (row: number) => void,
): void {
  const [from, to] = slabAround(set, point, radius, true);
  for (let other = from; other < to; other++) {
    if (isWithin(set, point, other, radius, true) && other !== point) {
      visit(set.rowOf[other]!);
    }
  }
}

/** The points whose first coordinate alone does not put them out of reach; the point itself is among them. */
function slabAround(set: PointSet, point: number, radius: number, isClosed: boolean): [number, number] {
  const { coordinates, columns, widths, points } = set;
  const first = coordinates[point * columns]!;
  const width = widths[0]!;
  const isNear = (other: number): boolean => {
    const gap = Math.abs(coordinates[other * columns]! - first) / width;
    return isClosed ? gap <= radius : gap < radius;
  };
  if (!isNear(point)) {
    return [point, point];
  }
  return [bisect(point, -1, isNear), bisect(point, points, isNear) + 1];
}

/** The last that is near on the way from `near`, which is, to `far`, which is not. */
function bisect(near: number, far: number, isNear: (point: number) => boolean): number {
  while (Math.abs(far - near) > 1) {
    const middle = (near + far) >> 1;
    if (isNear(middle)) {
      near = middle;
    } else {
      far = middle;
    }
  }
  return near;
}

/** Whether no coordinate differs by more than the radius (closed), or each by less (open). */
function isWithin(
  { coordinates, columns, widths }: PointSet,
  one: number,
  other: number,
  radius: number,
  isClosed: boolean,
): boolean {
  const from = one * columns;
  const to = other * columns;
  for (let column = 0; column < columns; column++) {
    const gap = Math.abs(coordinates[from + column]! - coordinates[to + column]!) / widths[column]!;
    if (gap > radius || (gap === radius && !isClosed)) {
      return false;
    }
  }
  return true;
}

/** The greatest scaled difference of a coordinate: the maximum norm. */
function distance({ coordinates, columns, widths }: PointSet, one: number, other: number): number {
  const from = one * columns;
  const to = other * columns;
  let largest = 0;
  for (let column = 0; column < columns; column++) {
    const gap = Math.abs(coordinates[from + column]! - coordinates[to + column]!) / widths[column]!;
    largest = gap > largest ? gap : largest;
  }
  return largest;
}

/** Puts a value into its place in a rising list; the greatest falls out. */
function insert(rising: Float64Array, value: number): void {
  let place = rising.length - 1;
  while (place > 0 && rising[place - 1]! > value) {
    rising[place] = rising[place - 1]!;
    place--;
  }
  rising[place] = value;
}
