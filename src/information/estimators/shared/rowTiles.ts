import type { Floats } from "../../estimate";

/** Rows of one tile: enough to make a test of two boxes cheap, few enough to keep the boxes small. */
export const TILE_ROWS = 32;

/** Rows that the unit to split along is chosen by. */
const SPREAD_ROWS = 64;

/**
 * Rows in an order in which near ones stand together, cut into tiles with a box around each: the leaves of a k-d
 * tree (Bentley 1975). Whoever sums a kernel over rows passes over the tiles whose boxes are too far away.
 */
export interface RowTiles {
  readonly tiles: number;
  /** The row at each place. */
  readonly order: Uint32Array;
  /** tiles + 1 places: tile t holds the places from starts[t] up to starts[t + 1]. */
  readonly starts: Uint32Array;
  /** Row-major, tiles × units. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * @param values row-major, rows × units, all finite
 */
export function tileRows(values: Floats, rows: number, units: number): RowTiles {
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  arrangeInTiles(values, units, order);
  const tiles = Math.ceil(rows / TILE_ROWS);
  const low = new Float64Array(tiles * units).fill(Infinity);
  const high = new Float64Array(tiles * units).fill(-Infinity);
  for (let place = 0; place < rows; place++) {
    const box = Math.floor(place / TILE_ROWS) * units;
    const row = order[place]! * units;
    for (let unit = 0; unit < units; unit++) {
      const value = values[row + unit]!;
      low[box + unit] = Math.min(low[box + unit]!, value);
      high[box + unit] = Math.max(high[box + unit]!, value);
    }
  }
  const starts = Uint32Array.from({ length: tiles + 1 }, (_, tile) => Math.min(rows, tile * TILE_ROWS));
  return { tiles, order, starts, low, high };
}

/** Whether a point is less than √reach away from a box. */
export function boxIsNear(
  { low, high }: Pick<RowTiles, "low" | "high">,
  units: number,
  tile: number,
  point: Float64Array,
  reach: number,
): boolean {
  let squaredGap = 0;
  for (let unit = 0; unit < units; unit++) {
    const value = point[unit]!;
    const gap = Math.max(low[tile * units + unit]! - value, value - high[tile * units + unit]!);
    squaredGap += gap > 0 ? gap * gap : 0;
  }
  return squaredGap < reach;
}

/** Puts rows, given by their numbers, into the order of their tiles. */
export function arrangeInTiles(values: Floats, units: number, order: Uint32Array): void {
  splitAtMedian(values, units, order, new Float64Array(order.length), 0, order.length);
}

/**
 * Halves the places until they fit a tile, so that every tile but the last is full.
 * @param keys written over
 */
function splitAtMedian(
  values: Floats,
  units: number,
  order: Uint32Array,
  keys: Float64Array,
  from: number,
  to: number,
): void {
  if (to - from <= TILE_ROWS) {
    return;
  }
  const middle = from + Math.ceil((to - from) / (2 * TILE_ROWS)) * TILE_ROWS;
  const widest = widestUnit(values, units, order, from, to);
  for (let place = from; place < to; place++) {
    keys[place] = values[order[place]! * units + widest]!;
  }
  selectPlace(keys, order, from, to - 1, middle);
  splitAtMedian(values, units, order, keys, from, middle);
  splitAtMedian(values, units, order, keys, middle, to);
}

/** The unit with the largest range, over some of the rows if there are many: a poor choice costs only time. */
function widestUnit(values: Floats, units: number, order: Uint32Array, from: number, to: number): number {
  const step = Math.ceil((to - from) / SPREAD_ROWS);
  let widest = 0;
  let widestRange = -1;
  for (let unit = 0; unit < units; unit++) {
    let low = Infinity;
    let high = -Infinity;
    for (let place = from; place < to; place += step) {
      const value = values[order[place]! * units + unit]!;
      low = value < low ? value : low;
      high = value > high ? value : high;
    }
    if (high - low > widestRange) {
      widest = unit;
      widestRange = high - low;
    }
  }
  return widest;
}

/**
 * Hoare's selection: no key before `wanted` is larger than the one that stands there, none after it smaller. The
 * order goes with the keys.
 */
function selectPlace(
  keys: Float64Array,
  order: Uint32Array,
  first: number,
  last: number,
  wanted: number,
): void {
  let left = first;
  let right = last;
  while (left < right) {
    const pivot = keys[(left + right) >> 1]!;
    let up = left;
    let down = right;
    while (up <= down) {
      while (keys[up]! < pivot) {
        up++;
      }
      while (keys[down]! > pivot) {
        down--;
      }
      if (up <= down) {
        const key = keys[up]!;
        keys[up] = keys[down]!;
        keys[down] = key;
        const row = order[up]!;
        order[up++] = order[down]!;
        order[down--] = row;
      }
    }
    if (wanted <= down) {
      right = down;
    } else if (wanted >= up) {
      left = up;
    } else {
      return;
    }
  }
}
