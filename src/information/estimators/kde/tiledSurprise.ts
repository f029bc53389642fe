import type { Proceed } from "../../../base/proceed";
import type { KernelBench } from "../../informationKernels";
import type { KernelSurprise } from "./surprise";
import type { RowMixture } from "../shared/rowMixture";
import { arrangeInTiles, TILE_ROWS } from "../shared/rowTiles";

/** Variances between which neither they nor their inverses leave single precision. */
const VARIANCE_MIN = 1e-30;
const VARIANCE_MAX = 1e30;

/** A weight less than this share of its center's rows moves no figure by as much as 1e-8 bit. */
const SHARE_MIN = 1e-10;

/** What `describeTiles` asks for. */
const SCRATCH_BYTES = 512;
const SCRATCH_BYTES_OF_CHANNEL = 288;

const BYTES_OF_FLOAT = 4;
const BYTES_OF_DOUBLE = 8;

/** Pairs of tiles × units in one call of the kernel: about a millisecond. */
const WORK_OF_CALL = 2 ** 14;
/** A pair of rows costs as much as this many units besides its distance. */
const UNITS_OF_PAIR = 6;

/** Whether single precision will do: the differences of its own numbers are as exact as they are. */
export function canTile({ values }: RowMixture, variance: number): boolean {
  return values instanceof Float32Array && variance > VARIANCE_MIN && variance < VARIANCE_MAX;
}

/**
 * The kernels are summed over pairs of tiles that are near enough to each other to count; see
 * src/kernels/assembly/kernelPairs.ts. Rows of one class alone stand in tiles of their own, so that most pairs of
 * tiles have one sum to add to: that of their class, or that of all rows.
 *
 * @param bench with an empty memory
 */
export function surpriseOfTiles(
  mixture: RowMixture,
  variance: number,
  { kernels, memory }: KernelBench,
  proceed: Proceed,
): KernelSurprise {
  const { rows, units } = mixture;
  const centerAtPlace = arrangeCenters(mixture, proceed);
  const tiles = centerAtPlace.length / TILE_ROWS;
  const { starts, classes, channelsMax } = listChannels(mixture, centerAtPlace);
  const channels = classes.length;

  const values = memory.reserve(centerAtPlace.length * units * BYTES_OF_FLOAT);
  const weights = memory.reserve(channels * TILE_ROWS * BYTES_OF_FLOAT);
  const sums = memory.reserve(channels * 2 * TILE_ROWS * BYTES_OF_DOUBLE);
  const channelStarts = memory.reserve(starts.byteLength);
  const classOfChannel = memory.reserve(classes.byteLength);
  const boxes = memory.reserve(tiles * 2 * Math.ceil(units / 4) * 4 * BYTES_OF_FLOAT);
  const scratch = memory.reserve(SCRATCH_BYTES + channelsMax * SCRATCH_BYTES_OF_CHANNEL);

  writeValues(mixture, centerAtPlace, memory.floats(values, centerAtPlace.length * units), proceed);
  writeWeights(mixture, centerAtPlace, starts, classes, memory.floats(weights, channels * TILE_ROWS));
  memory.doubles(sums, channels * 2 * TILE_ROWS).fill(0);
  memory.words(channelStarts, starts.length).set(starts);
  memory.words(classOfChannel, channels).set(classes);
  kernels.describeTiles(
    units,
    values,
    weights,
    sums,
    channelStarts,
    classOfChannel,
    boxes,
    tiles,
    scratch,
    channelsMax,
    variance,
  );
  kernels.boundTiles(tiles);
  const step = Math.ceil(WORK_OF_CALL / (units + UNITS_OF_PAIR));
  for (let tile = 0; tile < tiles; tile++) {
    for (let from = tile; from < tiles; from += step) {
      proceed();
      kernels.sumPairs(tile, from, Math.min(tiles, from + step));
    }
  }

  let [narrow, wide, narrowGivenLabel, wideGivenLabel] = [0, 0, 0, 0];
  for (let tile = 0; tile < tiles; tile++) {
    for (let channel = starts[tile]!; channel < starts[tile + 1]!; channel++) {
      const weight = weights + channel * TILE_ROWS * BYTES_OF_FLOAT;
      const sum = sums + channel * 2 * TILE_ROWS * BYTES_OF_DOUBLE;
      const ofNarrow = kernels.sumLogsByWeight(weight, sum, TILE_ROWS);
      const ofWide = kernels.sumLogsByWeight(weight, sum + TILE_ROWS * BYTES_OF_DOUBLE, TILE_ROWS);
      const isOfAll = channel === starts[tile];
      narrow += isOfAll ? ofNarrow : 0;
      wide += isOfAll ? ofWide : 0;
      narrowGivenLabel += isOfAll ? 0 : ofNarrow;
      wideGivenLabel += isOfAll ? 0 : ofWide;
    }
  }
  const ofRows = Math.log2(rows);
  const ofLabels =
    mixture.labels.classWeights.reduce(
      (total, weight) => total + (weight > 0 ? weight * Math.log2(weight) : 0),
      0,
    ) / rows;
  return {
    narrow: ofRows - narrow / rows,
    wide: ofRows - wide / rows,
    narrowGivenLabel: ofLabels - narrowGivenLabel / rows,
    wideGivenLabel: ofLabels - wideGivenLabel / rows,
  };
}

/** Filled up in the last tile of each class, and of the centers of several classes. */
const NO_CENTER = 0xffffffff;

/** The center at each place of all tiles, or `NO_CENTER`. */
function arrangeCenters(
  { units, centers, values, counts, labels }: RowMixture,
  proceed: Proceed,
): Uint32Array {
  const { classWeights } = labels;
  const groups = classWeights.length + 1;
  const groupOfCenter = new Uint32Array(centers);
  const ends = new Uint32Array(groups);
  for (let center = 0; center < centers; center++) {
    const group = onlyClass(labels, center, counts[center]!) ?? groups - 1;
    groupOfCenter[center] = group;
    ends[group]!++;
  }
  let tiles = 0;
  for (let group = 0; group < groups; group++) {
    tiles += Math.ceil(ends[group]! / TILE_ROWS);
    ends[group]! += group > 0 ? ends[group - 1]! : 0;
  }
  const starts = ends.map((_, group) => (group > 0 ? ends[group - 1]! : 0));
  const next = starts.slice();
  const order = new Uint32Array(centers);
  for (let center = 0; center < centers; center++) {
    order[next[groupOfCenter[center]!]!++] = center;
  }
  const centerAtPlace = new Uint32Array(tiles * TILE_ROWS).fill(NO_CENTER);
  let place = 0;
  for (let group = 0; group < groups; group++) {
    proceed();
    const ofGroup = order.subarray(starts[group], ends[group]);
    arrangeInTiles(values, units, ofGroup);
    centerAtPlace.set(ofGroup, place);
    place += Math.ceil(ofGroup.length / TILE_ROWS) * TILE_ROWS;
  }
  return centerAtPlace;
}

/** The class of a center whose rows all have the same one. */
function onlyClass(
  { starts, classes, weights }: RowMixture["labels"],
  center: number,
  count: number,
): number | undefined {
  let only: number | undefined;
  for (let entry = starts[center]!; entry < starts[center + 1]!; entry++) {
    if (weights[entry]! > SHARE_MIN * count) {
      if (only !== undefined) {
        return undefined;
      }
      only = classes[entry]!;
    }
  }
  return only;
}

interface Channels {
  /** The first channel of each tile, and where the last tile's end. */
  readonly starts: Uint32Array;
  /** Of each channel; a tile's first channel holds all classes. */
  readonly classes: Uint32Array;
  /** That one tile has. */
  readonly channelsMax: number;
}

function listChannels({ counts, labels }: RowMixture, centerAtPlace: Uint32Array): Channels {
  const starts = new Uint32Array(centerAtPlace.length / TILE_ROWS + 1);
  const classes: number[] = [];
  // One more than the last tile that each class was seen in.
  const seen = new Uint32Array(labels.classWeights.length);
  let channelsMax = 0;
  for (let tile = 0; tile + 1 < starts.length; tile++) {
    const ofTile: number[] = [];
    for (let place = tile * TILE_ROWS; place < (tile + 1) * TILE_ROWS; place++) {
      const center = centerAtPlace[place]!;
      if (center !== NO_CENTER) {
        for (let entry = labels.starts[center]!; entry < labels.starts[center + 1]!; entry++) {
          const label = labels.classes[entry]!;
          if (seen[label] !== tile + 1 && labels.weights[entry]! > SHARE_MIN * counts[center]!) {
            seen[label] = tile + 1;
            ofTile.push(label);
          }
        }
      }
    }
    classes.push(NO_CENTER, ...ofTile.sort((a, b) => a - b));
    starts[tile + 1] = classes.length;
    channelsMax = Math.max(channelsMax, 1 + ofTile.length);
  }
  return { starts, classes: Uint32Array.from(classes), channelsMax };
}

function writeValues(
  { units, values }: RowMixture,
  centerAtPlace: Uint32Array,
  into: Float32Array,
  proceed: Proceed,
): void {
  let last = 0;
  for (let place = 0; place < centerAtPlace.length; place++) {
    const center = centerAtPlace[place]!;
    // What fills up a tile keeps its box as it is.
    last = center === NO_CENTER ? last : center;
    const row = place % TILE_ROWS;
    if (row === 0) {
      proceed();
    }
    const start = (place - row) * units + row;
    for (let unit = 0; unit < units; unit++) {
      into[start + unit * TILE_ROWS] = values[last * units + unit]!;
    }
  }
}

function writeWeights(
  { counts, labels }: RowMixture,
  centerAtPlace: Uint32Array,
  starts: Uint32Array,
  classes: Uint32Array,
  into: Float32Array,
): void {
  into.fill(0);
  for (let place = 0; place < centerAtPlace.length; place++) {
    const center = centerAtPlace[place]!;
    if (center !== NO_CENTER) {
      const row = place % TILE_ROWS;
      let channel = starts[(place - row) / TILE_ROWS]!;
      into[channel * TILE_ROWS + row] = counts[center]!;
      channel++;
      for (let entry = labels.starts[center]!; entry < labels.starts[center + 1]!; entry++) {
        if (labels.weights[entry]! > SHARE_MIN * counts[center]!) {
          while (classes[channel] !== labels.classes[entry]) {
            channel++;
          }
          into[channel * TILE_ROWS + row] = labels.weights[entry]!;
        }
      }
    }
  }
}
