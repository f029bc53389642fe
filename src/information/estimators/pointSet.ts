import type { Floats } from "../estimate";

/** Vectors of some dimension, one a row. */
export interface Space {
  /** Row-major, rows × columns, all finite. */
  readonly values: Floats;
  readonly columns: number;
}

/**
 * Points under the maximum norm, laid out so that a search for neighbours looks at few of them: sorted by their
 * first coordinate, which is the one that varies most, so that one look at it tells how far a search must go. The
 * other coordinates follow in falling order too, so that two distant points are told apart by the first few.
 * (Neither order changes a distance.) A tree would do no better on a layer's ten or on an image's hundreds of
 * coordinates, where nearly every branch has to be searched.
 */
export interface PointSet {
  /** Row-major, points × columns, in the order of the first coordinate. */
  readonly coordinates: Float64Array;
  readonly columns: number;
  readonly points: number;
  /** The row that each point was made of. */
  readonly rowOf: Uint32Array;
}

/**
 * @param spaces put side by side, as the joint space of their vectors; at least one column in all
 * @param rows which rows to take, each once
 */
export function arrangePoints(spaces: readonly Space[], rows: Uint32Array): PointSet {
  const columns = spaces
    .flatMap((space) =>
      Array.from({ length: space.columns }, (_, column) => ({
        space,
        column,
        spread: varianceOf(space, column, rows),
      })),
    )
    .sort((one, other) => other.spread - one.spread);
  const { space, column } = columns[0]!;
  const first = Float64Array.from(rows, (row) => space.values[row * space.columns + column]!);
  const order = Uint32Array.from(rows.keys()).sort((one, other) => first[one]! - first[other]!);
  const coordinates = new Float64Array(rows.length * columns.length);
  for (const [target, { space, column }] of columns.entries()) {
    for (let point = 0; point < order.length; point++) {
      coordinates[point * columns.length + target] =
        space.values[rows[order[point]!]! * space.columns + column]!;
    }
  }
  return {
    coordinates,
    columns: columns.length,
    points: order.length,
    rowOf: order.map((index) => rows[index]!),
  };
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
  const { coordinates, columns, points } = set;
  const last = nearest.length - 1;
  const start = point * columns;
  const first = coordinates[start]!;
  nearest.fill(Infinity);
  let below = point - 1;
  let above = point + 1;
  while (below >= 0 || above < points) {
    // Points further out on a side differ by at least as much in the first coordinate alone.
    if (below >= 0 && first - coordinates[below * columns]! < nearest[last]!) {
      keepIfNearer(coordinates, start, below * columns, columns, nearest);
      below--;
    } else {
      below = -1;
    }
    if (above < points && coordinates[above * columns]! - first < nearest[last]!) {
      keepIfNearer(coordinates, start, above * columns, columns, nearest);
      above++;
    } else {
      above = points;
    }
  }
}

function keepIfNearer(
  coordinates: Float64Array,
  one: number,
  other: number,
  columns: number,
  nearest: Float64Array,
): void {
  if (isWithin(coordinates, one, other, columns, nearest[nearest.length - 1]!, false)) {
    insert(nearest, distance(coordinates, one, other, columns));
  }
}

/** How many others lie within a distance of a point: at most at it (closed) or nearer (open). */
export function countWithin(set: PointSet, point: number, radius: number, isClosed: boolean): number {
  const { coordinates, columns } = set;
  const [from, to] = slabAround(set, point, radius, isClosed);
  if (columns === 1 || from === to) {
    return Math.max(0, to - from - 1);
  }
  let count = -1;
  for (let other = from; other < to; other++) {
    if (isWithin(coordinates, point * columns, other * columns, columns, radius, isClosed)) {
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
  const { coordinates, columns, rowOf } = set;
  const [from, to] = slabAround(set, point, radius, true);
  for (let other = from; other < to; other++) {
    if (isWithin(coordinates, point * columns, other * columns, columns, radius, true) && other !== point) {
      visit(rowOf[other]!);
    }
  }
}

/** The points whose first coordinate alone does not put them out of reach; the point itself is among them. */
function slabAround(set: PointSet, point: number, radius: number, isClosed: boolean): [number, number] {
  const { coordinates, columns, points } = set;
  const first = coordinates[point * columns]!;
  const isNear = (other: number): boolean => {
    const gap = Math.abs(coordinates[other * columns]! - first);
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
  coordinates: Float64Array,
  one: number,
  other: number,
  columns: number,
  radius: number,
  isClosed: boolean,
): boolean {
  for (let column = 0; column < columns; column++) {
    const gap = Math.abs(coordinates[one + column]! - coordinates[other + column]!);
    if (gap > radius || (gap === radius && !isClosed)) {
      return false;
    }
  }
  return true;
}

/** The greatest difference of a coordinate: the maximum norm. */
function distance(coordinates: Float64Array, one: number, other: number, columns: number): number {
  let largest = 0;
  for (let column = 0; column < columns; column++) {
    largest = Math.max(largest, Math.abs(coordinates[one + column]! - coordinates[other + column]!));
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
