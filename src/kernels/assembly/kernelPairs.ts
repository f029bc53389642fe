import { PowerOfTwo } from "./powerOfTwo";

/**
 * Sums of Gaussian kernels over pairs of rows that stand in tiles of 32, near ones together. A tile has its values
 * by units, 32 floats each; a box around them; and channels, in each of which every row has a weight. The first
 * channel has all of a row's weight, the others the part of that weight that belongs to one class: the tile's classes, ascending.
 */
const TILE_ROWS: i32 = 32;
const BYTES_OF_UNIT: usize = 128;
const BYTES_OF_WEIGHTS: usize = 128;
/** Narrow sums, then wide ones, in doubles. */
const BYTES_OF_SUMS: usize = 512;
const WIDE_SUMS: usize = 256;
/** Both sums of a tile's rows in floats, which add up one pair of tiles. */
const BYTES_OF_PARTS: usize = 256;
const WIDE_PARTS: usize = 128;
/** What is less than 2^-31 is left out, for which its fourth power is a normal float still. */
const EXPONENT_MIN: f32 = -31;
/** Wide rows are given up when all of a block are too far apart after so many units. */
const UNITS_OF_STRETCH: usize = 32;

let units: usize = 0;
let values: usize = 0;
let weights: usize = 0;
let sums: usize = 0;
let channelStarts: usize = 0;
let classOfChannel: usize = 0;
let lows: usize = 0;
let highs: usize = 0;
let bytesOfBox: usize = 0;
let parts: usize = 0;
let pairing: usize = 0;
let kernels: usize = 0;
let nearRows: usize = 0;
let slope: f32 = 0;
let reach: f32 = 0;

/**
 * What the next calls work on; addresses are aligned to 16 bytes.
 *
 * @param tilesValues tiles × units × 32 floats; what fills up a tile must be finite
 * @param channelsWeights channels of all tiles × 32 floats, 0 where a tile has no row
 * @param channelsSums channels × 2 × 32 doubles: of the kernel exp(-d²/2v), then of exp(-d²/8v)
 * @param tilesChannels where each tile's channels start, and after the last tile where they end; 4 bytes each
 * @param channelsClasses 4 bytes a channel; a tile's first is not read
 * @param tilesBoxes tiles × 2 × ⌈units / 4⌉ × 4 floats, filled by `boundTiles`
 * @param scratch 512 bytes, and 288 for each channel that a tile has at most
 * @param channelsMax that a tile has
 * @param variance v
 */
export function describeTiles(
  unitsOfRow: i32,
  tilesValues: usize,
  channelsWeights: usize,
  channelsSums: usize,
  tilesChannels: usize,
  channelsClasses: usize,
  tilesBoxes: usize,
  tiles: i32,
  scratch: usize,
  channelsMax: i32,
  variance: f64,
): void {
  units = unitsOfRow;
  values = tilesValues;
  weights = channelsWeights;
  sums = channelsSums;
  channelStarts = tilesChannels;
  classOfChannel = channelsClasses;
  bytesOfBox = ((units + 3) >> 2) << 4;
  lows = tilesBoxes;
  highs = lows + <usize>tiles * bytesOfBox;
  kernels = scratch;
  nearRows = kernels + 2 * BYTES_OF_UNIT;
  parts = nearRows + 256;
  pairing = parts + <usize>channelsMax * BYTES_OF_PARTS;
  slope = <f32>(-0.18033688011112042 / variance); // -1 / (8 ln 2)
  reach = EXPONENT_MIN / slope;
}

/** Puts a box around each tile. */
export function boundTiles(tiles: i32): void {
  memory.fill(lows, 0, <usize>tiles * bytesOfBox * 2);
  for (let tile: usize = 0; tile < <usize>tiles; tile++) {
    let at = values + tile * units * BYTES_OF_UNIT;
    for (let unit: usize = 0; unit < units; unit++) {
      let low = v128.load(at);
      let high = low;
      for (let group: usize = 16; group < BYTES_OF_UNIT; group += 16) {
        const four = v128.load(at + group);
        low = f32x4.min(low, four);
        high = f32x4.max(high, four);
      }
      const place = tile * bytesOfBox + (unit << 2);
      store<f32>(
        lows + place,
        min(
          min(f32x4.extract_lane(low, 0), f32x4.extract_lane(low, 1)),
          min(f32x4.extract_lane(low, 2), f32x4.extract_lane(low, 3)),
        ),
      );
      store<f32>(
        highs + place,
        max(
          max(f32x4.extract_lane(high, 0), f32x4.extract_lane(high, 1)),
          max(f32x4.extract_lane(high, 2), f32x4.extract_lane(high, 3)),
        ),
      );
      at += BYTES_OF_UNIT;
    }
  }
}

/** Adds the pairs of a row of tile `a` and a row of the tiles from `from` up to `to`, none before `a`. */
export function sumPairs(a: i32, from: i32, to: i32): void {
  for (let b = from; b < to; b++) {
    if (!boxesAreNear(a, b)) {
      continue;
    }
    const rows = a == b ? listRows() : listNearRows(a, b);
    if (rows > 0) {
      const channels = pairChannels(a, b);
      memory.fill(parts, 0, <usize>channels * BYTES_OF_PARTS);
      const ofA = values + <usize>a * units * BYTES_OF_UNIT;
      const ofB = values + <usize>b * units * BYTES_OF_UNIT;
      for (let i = 0; i < rows; i += 2) {
        const first = <usize>load<u32>(nearRows + ((<usize>i) << 2));
        const isAlone = i + 1 == rows;
        const second = isAlone ? first : <usize>load<u32>(nearRows + ((<usize>i) << 2) + 4);
        const isNear = evaluateHalf(ofA + first, ofA + second, ofB, kernels);
        const isNearToRest = evaluateHalf(ofA + first, ofA + second, ofB + 64, kernels + 64);
        if (isNear || isNearToRest) {
          const from: usize = isNear ? 0 : 64;
          const end: usize = isNearToRest ? BYTES_OF_UNIT : 64;
          for (let channel = 0; channel < channels; channel++) {
            addChannel(<usize>channel, first, second, isAlone, from, end);
          }
        }
      }
      if (a != b) {
        for (let channel = 0; channel < channels; channel++) {
          addParts(<usize>channel);
        }
      }
    }
  }
}

function boxesAreNear(a: i32, b: i32): boolean {
  const toA = <usize>a * bytesOfBox;
  const toB = <usize>b * bytesOfBox;
  let squares = f32x4.splat(0);
  for (let at: usize = 0; at < bytesOfBox; at += 16) {
    const above = f32x4.sub(v128.load(lows + toA + at), v128.load(highs + toB + at));
    const below = f32x4.sub(v128.load(lows + toB + at), v128.load(highs + toA + at));
    const gap = f32x4.pmax(f32x4.splat(0), f32x4.pmax(above, below));
    squares = f32x4.add(squares, f32x4.mul(gap, gap));
  }
  return addLanes(squares) < reach;
}

function addLanes(four: v128): f32 {
  return (
    f32x4.extract_lane(four, 0) +
    f32x4.extract_lane(four, 1) +
    (f32x4.extract_lane(four, 2) + f32x4.extract_lane(four, 3))
  );
}

/** All rows of a tile, as their offsets in bytes. */
function listRows(): i32 {
  for (let row: usize = 0; row < <usize>TILE_ROWS; row++) {
    store<u32>(nearRows + (row << 2), <u32>(row << 2));
  }
  return TILE_ROWS;
}

/** Those rows of tile `a` that are near the box of tile `b`. */
function listNearRows(a: i32, b: i32): i32 {
  let count = 0;
  const low = lows + <usize>b * bytesOfBox;
  const high = highs + <usize>b * bytesOfBox;
  const end = low + (units << 2);
  for (let group: usize = 0; group < BYTES_OF_UNIT; group += 16) {
    let at = values + <usize>a * units * BYTES_OF_UNIT + group;
    let squares = f32x4.splat(0);
    let ofHigh = high;
    for (let ofLow = low; ofLow < end; ofLow += 4) {
      const four = v128.load(at);
      const above = f32x4.sub(four, v128.load32_splat(ofHigh));
      const below = f32x4.sub(v128.load32_splat(ofLow), four);
      const gap = f32x4.pmax(f32x4.splat(0), f32x4.pmax(above, below));
      squares = f32x4.add(squares, f32x4.mul(gap, gap));
      at += BYTES_OF_UNIT;
      ofHigh += 4;
    }
    let near = i32x4.bitmask(f32x4.lt(squares, f32x4.splat(reach)));
    while (near != 0) {
      store<u32>(nearRows + ((<usize>count) << 2), <u32>group + ((<u32>ctz(near)) << 2));
      count++;
      near &= near - 1;
    }
  }
  return count;
}

/**
 * Lists the channels in which two tiles add to each other: weights of a, of b, sums of a, of b, and the sums of all
 * classes of a and b that they go to as well. Tiles of the very same classes need only these, others one for all.
 */
function pairChannels(a: i32, b: i32): i32 {
  let channelA = load<u32>(channelStarts + ((<usize>a) << 2));
  let channelB = load<u32>(channelStarts + ((<usize>b) << 2));
  const endA = load<u32>(channelStarts + ((<usize>a) << 2) + 4);
  const endB = load<u32>(channelStarts + ((<usize>b) << 2) + 4);
  const allOfA = channelA++;
  const allOfB = channelB++;
  const classesOfA = endA - channelA;
  const classesOfB = endB - channelB;
  let shared: u32 = 0;
  for (let i = channelA, j = channelB; i < endA && j < endB;) {
    const ofA = load<u32>(classOfChannel + ((<usize>i) << 2));
    const ofB = load<u32>(classOfChannel + ((<usize>j) << 2));
    shared += ofA == ofB ? 1 : 0;
    i += ofA <= ofB ? 1 : 0;
    j += ofB <= ofA ? 1 : 0;
  }
  const areSame = shared == classesOfA && shared == classesOfB;
  let count = 0;
  if (!areSame) {
    listChannel(count++, allOfA, allOfB, 0, 0);
  }
  const sumsOfA = areSame ? sums + <usize>allOfA * BYTES_OF_SUMS : 0;
  const sumsOfB = areSame ? sums + <usize>allOfB * BYTES_OF_SUMS : 0;
  while (channelA < endA && channelB < endB) {
    const ofA = load<u32>(classOfChannel + ((<usize>channelA) << 2));
    const ofB = load<u32>(classOfChannel + ((<usize>channelB) << 2));
    if (ofA == ofB) {
      listChannel(count++, channelA, channelB, sumsOfA, sumsOfB);
    }
    channelA += ofA <= ofB ? 1 : 0;
    channelB += ofB <= ofA ? 1 : 0;
  }
  return count;
}

function listChannel(place: i32, ofA: u32, ofB: u32, allOfA: usize, allOfB: usize): void {
  const at = pairing + ((<usize>place) << 5);
  store<usize>(at, weights + <usize>ofA * BYTES_OF_WEIGHTS);
  store<usize>(at, weights + <usize>ofB * BYTES_OF_WEIGHTS, 4);
  store<usize>(at, sums + <usize>ofA * BYTES_OF_SUMS, 8);
  store<usize>(at, sums + <usize>ofB * BYTES_OF_SUMS, 12);
  store<usize>(at, allOfA, 16);
  store<usize>(at, allOfB, 20);
}

/** exp(-d²/8v) of two rows and 16 of a tile, unless all are too small to count. */
function evaluateHalf(first: usize, second: usize, tile: usize, into: usize): boolean {
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  const end = tile + units * BYTES_OF_UNIT;
  for (;;) {
    const stretch = min(end, tile + UNITS_OF_STRETCH * BYTES_OF_UNIT);
    for (; tile < stretch; tile += BYTES_OF_UNIT) {
      const a = v128.load32_splat(first);
      const b = v128.load32_splat(second);
      const t0 = v128.load(tile);
      const t1 = v128.load(tile, 16);
      const t2 = v128.load(tile, 32);
      const t3 = v128.load(tile, 48);
      a0 = f32x4.add(a0, squareOfDifference(a, t0));
      b0 = f32x4.add(b0, squareOfDifference(b, t0));
      a1 = f32x4.add(a1, squareOfDifference(a, t1));
      b1 = f32x4.add(b1, squareOfDifference(b, t1));
      a2 = f32x4.add(a2, squareOfDifference(a, t2));
      b2 = f32x4.add(b2, squareOfDifference(b, t2));
      a3 = f32x4.add(a3, squareOfDifference(a, t3));
      b3 = f32x4.add(b3, squareOfDifference(b, t3));
      first += BYTES_OF_UNIT;
      second += BYTES_OF_UNIT;
    }
    const nearest = f32x4.pmin(
      f32x4.pmin(f32x4.pmin(a0, a1), f32x4.pmin(a2, a3)),
      f32x4.pmin(f32x4.pmin(b0, b1), f32x4.pmin(b2, b3)),
    );
    if (!v128.any_true(f32x4.lt(nearest, f32x4.splat(reach)))) {
      return false;
    }
    if (tile == end) {
      break;
    }
  }
  v128.store(into, kernelOf(a0));
  v128.store(into, kernelOf(a1), 16);
  v128.store(into, kernelOf(a2), 32);
  v128.store(into, kernelOf(a3), 48);
  v128.store(into, kernelOf(b0), BYTES_OF_UNIT);
  v128.store(into, kernelOf(b1), BYTES_OF_UNIT + 16);
  v128.store(into, kernelOf(b2), BYTES_OF_UNIT + 32);
  v128.store(into, kernelOf(b3), BYTES_OF_UNIT + 48);
  return true;
}

function squareOfDifference(a: v128, b: v128): v128 {
  const difference = f32x4.sub(a, b);
  return f32x4.mul(difference, difference);
}

function kernelOf(squared: v128): v128 {
  const exponent = f32x4.mul(squared, f32x4.splat(slope));
  const least = f32x4.splat(EXPONENT_MIN);
  return v128.and(PowerOfTwo.of(f32x4.pmax(least, exponent)), f32x4.gt(exponent, least));
}

/** Adds the kernels of two rows of a and those of b from `from` to `end`, each to the other's sums in one channel. */
function addChannel(
  channel: usize,
  first: usize,
  second: usize,
  isAlone: boolean,
  from: usize,
  end: usize,
): void {
  const at = pairing + (channel << 5);
  const weightsOfA = load<usize>(at);
  const weightsOfB = load<usize>(at, 4);
  const part = parts + channel * BYTES_OF_PARTS;
  const ofFirst = v128.load32_splat(weightsOfA + first);
  const ofSecond = isAlone ? f32x4.splat(0) : v128.load32_splat(weightsOfA + second);
  let wideOfFirst = f32x4.splat(0);
  let wideOfSecond = wideOfFirst;
  let narrowOfFirst = wideOfFirst;
  let narrowOfSecond = wideOfFirst;
  for (let group = from; group < end; group += 16) {
    const weight = v128.load(weightsOfB + group);
    const firstWide = v128.load(kernels + group);
    const secondWide = v128.load(kernels + group, BYTES_OF_UNIT);
    const firstSquare = f32x4.mul(firstWide, firstWide);
    const secondSquare = f32x4.mul(secondWide, secondWide);
    const firstNarrow = f32x4.mul(firstSquare, firstSquare);
    const secondNarrow = f32x4.mul(secondSquare, secondSquare);
    wideOfFirst = f32x4.add(wideOfFirst, f32x4.mul(weight, firstWide));
    wideOfSecond = f32x4.add(wideOfSecond, f32x4.mul(weight, secondWide));
    narrowOfFirst = f32x4.add(narrowOfFirst, f32x4.mul(weight, firstNarrow));
    narrowOfSecond = f32x4.add(narrowOfSecond, f32x4.mul(weight, secondNarrow));
    const narrow = f32x4.add(f32x4.mul(ofFirst, firstNarrow), f32x4.mul(ofSecond, secondNarrow));
    const wide = f32x4.add(f32x4.mul(ofFirst, firstWide), f32x4.mul(ofSecond, secondWide));
    v128.store(part + group, f32x4.add(v128.load(part + group), narrow));
    v128.store(part + group, f32x4.add(v128.load(part + group, WIDE_PARTS), wide), WIDE_PARTS);
  }
  const sumsOfA = load<usize>(at, 8);
  const allOfA = load<usize>(at, 16);
  addSums(sumsOfA, allOfA, first << 1, narrowOfFirst, wideOfFirst);
  if (!isAlone) {
    addSums(sumsOfA, allOfA, second << 1, narrowOfSecond, wideOfSecond);
  }
}

function addSums(sumsOfClass: usize, sumsOfAll: usize, place: usize, narrow: v128, wide: v128): void {
  // The lower halves of both in one vector, then the upper ones: their sum has both in pairs.
  const halves = f32x4.add(
    i8x16.shuffle(narrow, wide, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23),
    i8x16.shuffle(narrow, wide, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31),
  );
  const ofNarrow = <f64>(f32x4.extract_lane(halves, 0) + f32x4.extract_lane(halves, 1));
  const ofWide = <f64>(f32x4.extract_lane(halves, 2) + f32x4.extract_lane(halves, 3));
  store<f64>(sumsOfClass + place, load<f64>(sumsOfClass + place) + ofNarrow);
  store<f64>(sumsOfClass + place, load<f64>(sumsOfClass + place, WIDE_SUMS) + ofWide, WIDE_SUMS);
  if (sumsOfAll != 0) {
    store<f64>(sumsOfAll + place, load<f64>(sumsOfAll + place) + ofNarrow);
    store<f64>(sumsOfAll + place, load<f64>(sumsOfAll + place, WIDE_SUMS) + ofWide, WIDE_SUMS);
  }
}

/** Adds the floats that a pair of tiles added up to the sums of b. */
function addParts(channel: usize): void {
  const at = pairing + (channel << 5);
  const part = parts + channel * BYTES_OF_PARTS;
  const sumsOfB = load<usize>(at, 12);
  const allOfB = load<usize>(at, 20);
  for (let place: usize = 0; place < BYTES_OF_SUMS; place += 16) {
    const two = f64x2.promote_low_f32x4(v128.load64_zero(part + (place >> 1)));
    v128.store(sumsOfB + place, f64x2.add(v128.load(sumsOfB + place), two));
    if (allOfB != 0) {
      v128.store(allOfB + place, f64x2.add(v128.load(allOfB + place), two));
    }
  }
}
