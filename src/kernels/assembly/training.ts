export { heapStart } from "./memory";
import { Vector } from "./functions";

/**
 * Training of a dense network, a whole mini-batch in one pass. One instance of this module trains one network: its
 * layers and its state are the module's own.
 *
 * A batch is cut into tiles of 16 rows. In a tile a unit's values for the 16 rows stand side by side,
 * [tile][unit][row], so that a vector's lanes are rows, and a layer of three units costs no more than it has to.
 * Units are padded to an even number with units whose weights, activations and gradients stay 0.
 */
const TILE_ROWS: i32 = 16;
/** One unit's values in a tile. */
const UNIT_BYTES: usize = 64;

/** What lies in the fastest memory: tiles whose activations, and a network whose weights, take no more. */
const CACHE_BYTES: usize = 24_576;

/** A layer's function; the numbers are the caller's too. */
export const LINEAR: i32 = 0;
export const TANH: i32 = 1;
export const SIGMOID: i32 = 2;
export const SOFTSIGN: i32 = 3;
export const RELU: i32 = 4;
export const ELU: i32 = 5;
export const SOFTPLUS: i32 = 6;
export const SOFTMAX: i32 = 7;

export const CROSS_ENTROPY: i32 = 0;
export const MEAN_SQUARED_ERROR: i32 = 1;

export const SGD: i32 = 0;
export const MOMENTUM: i32 = 1;
export const ADAM: i32 = 2;
export const RMSPROP: i32 = 3;

@unmanaged
class Layer {
  /** Units of the layer below (or columns of the data), padded. */
  inputs: i32;
  units: i32;
  paddedUnits: i32;
  activation: i32;
  /** Floats in the block of weights and biases, padded to whole vectors. */
  parameters: i32;
  /** [paddedUnits][inputs], then the biases. */
  weights: usize;
  /** The weights as [inputs][paddedUnits]. */
  transposed: usize;
  gradients: usize;
  /** The optimiser's memory, shaped as the weights and biases. */
  first: usize;
  second: usize;
  /** Running mean and sum of squared deviations of the weights' gradients, in doubles. */
  mean: usize;
  squares: usize;
  /** Activations before they are rounded; of the output layer, what its function is given. */
  exact: usize;
  /** Activations as the layer above sees them. */
  activations: usize;
  /** The loss' derivative by what the layer's function is given; of the output layer, for a moment, its outputs. */
  deltas: usize;
  /** The values that activations are rounded to, ascending; 0 where they are not. */
  grid: usize;
  levels: i32;
  gridScale: f32;
}

let table: usize = 0;
let layerCount: i32 = 0;
let columns: i32 = 0;
let capacity: i32 = 0;
let data: usize = 0;
let labels: usize = 0;
let order: usize = 0;
let results: usize = 0;
/** The batch: inputs in tiles, the label of each row, and its share of the mean loss (0 for padding). */
let inputTiles: usize = 0;
let targets: usize = 0;
let shares: usize = 0;
/** Tiles that are taken through all layers before the next ones are. */
let tilesAtOnce: i32 = 0;

let loss: i32 = 0;
let optimizer: i32 = 0;
let learningRate: f32 = 0;
let momentum: f32 = 0;
let weightDecay: f32 = 0;
let firstDecay: f64 = 0;
let secondDecay: f64 = 0;
let epsilon: f32 = 0;
let firstPower: f64 = 1;
let secondPower: f64 = 1;
let gradientBatches: i32 = 0;

function layerAt(index: i32): Layer {
  return changetype<Layer>(table + <usize>index * offsetof<Layer>());
}

function evenAbove(count: i32): i32 {
  return (count + 1) & ~1;
}

function tilesOf(rows: i32): i32 {
  return (rows + TILE_ROWS - 1) / TILE_ROWS;
}

/** Memory for so many floats, all 0. */
function floats(count: i32): usize {
  return heap.alloc(((<usize>count) << 2) + 16);
}

/** Makes room for the data and for batches of so many rows. Comes first. */
export function begin(rows: i32, dataColumns: i32, batchRows: i32, layers: i32): void {
  columns = dataColumns;
  capacity = tilesOf(batchRows) * TILE_ROWS;
  table = heap.alloc(<usize>layers * offsetof<Layer>());
  data = floats(rows * dataColumns);
  labels = heap.alloc(((<usize>rows) << 1) + 16);
  order = heap.alloc(((<usize>rows) << 2) + 16);
  inputTiles = floats(capacity * evenAbove(dataColumns));
  targets = floats(capacity);
  shares = floats(capacity);
}

/**
 * Adds a layer on top of the last.
 * @param levels how many values its activations are rounded to, 0 for no rounding
 * @param gridScale steps between these values in a unit of activation
 */
export function addLayer(units: i32, activation: i32, levels: i32, gridScale: f32): void {
  const layer = layerAt(layerCount);
  layer.inputs = layerCount === 0 ? evenAbove(columns) : layerAt(layerCount - 1).paddedUnits;
  layer.units = units;
  layer.paddedUnits = evenAbove(units);
  layer.activation = activation;
  const weights = layer.inputs * layer.paddedUnits;
  layer.parameters = (weights + layer.paddedUnits + 3) & ~3;
  layer.weights = floats(layer.parameters);
  layer.transposed = floats(weights);
  layer.gradients = floats(layer.parameters);
  layer.mean = floats(2 * weights);
  layer.squares = floats(2 * weights);
  layer.exact = floats(capacity * layer.paddedUnits);
  layer.activations = levels > 0 ? floats(capacity * layer.paddedUnits) : layer.exact;
  layer.deltas = floats(capacity * layer.paddedUnits);
  layer.levels = levels;
  layer.grid = levels > 0 ? floats(levels) : 0;
  layer.gridScale = gridScale;
  layerCount++;
}

/** Makes room for what the optimiser remembers and decides how tiles are worked through. Comes after all layers. */
export function setTraining(
  lossName: i32,
  optimizerName: i32,
  rate: f32,
  momentumShare: f32,
  decay: f32,
  firstMomentDecay: f64,
  secondMomentDecay: f64,
  smallest: f32,
): void {
  loss = lossName;
  optimizer = optimizerName;
  learningRate = rate;
  momentum = momentumShare;
  weightDecay = decay;
  firstDecay = firstMomentDecay;
  secondDecay = secondMomentDecay;
  epsilon = smallest;
  let weightBytes: usize = 0;
  let tileBytes: usize = <usize>evenAbove(columns) * UNIT_BYTES;
  let widest = 0;
  for (let index = 0; index < layerCount; index++) {
    const layer = layerAt(index);
    weightBytes += (<usize>layer.parameters) << 2;
    tileBytes += 2 * <usize>layer.paddedUnits * UNIT_BYTES;
    widest = max(widest, layer.units);
    if (optimizer === MOMENTUM || optimizer === ADAM) {
      layer.first = floats(layer.parameters);
    }
    if (optimizer === RMSPROP || optimizer === ADAM) {
      layer.second = floats(layer.parameters);
    }
  }
  const fitting = max(1, <i32>(CACHE_BYTES / tileBytes));
  tilesAtOnce = weightBytes <= CACHE_BYTES ? fitting : tilesOf(capacity);
  results = floats(capacity * widest);
}

/** Where the caller writes the rows, their labels (two bytes each), and the order of an epoch. */
export function dataAddress(): usize {
  return data;
}

export function labelsAddress(): usize {
  return labels;
}

export function orderAddress(): usize {
  return order;
}

export function weightsAddress(index: i32): usize {
  return layerAt(index).weights;
}

export function gridAddress(index: i32): usize {
  return layerAt(index).grid;
}

/** The squared length of the mean of a layer's gradients in this epoch. */
export function squaredGradientMean(index: i32): f64 {
  const layer = layerAt(index);
  const end = layer.mean + ((<usize>(layer.inputs * layer.paddedUnits)) << 3);
  let sum = f64x2.splat(0);
  for (let at = layer.mean; at < end; at += 16) {
    const mean = v128.load(at);
    sum = f64x2.add(sum, f64x2.mul(mean, mean));
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** The sum of the squared deviations of a layer's gradients in this epoch, over weights and batches. */
export function squaredGradientDeviations(index: i32): f64 {
  const layer = layerAt(index);
  const end = layer.squares + ((<usize>(layer.inputs * layer.paddedUnits)) << 3);
  let sum = f64x2.splat(0);
  for (let at = layer.squares; at < end; at += 16) {
    sum = f64x2.add(sum, v128.load(at));
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** Floats from one unit's weights to the next one's; the biases stand after the last. */
export function weightStride(index: i32): i32 {
  return layerAt(index).inputs;
}

export function paddedUnits(index: i32): i32 {
  return layerAt(index).paddedUnits;
}

/** Forgets the gradient statistics; for the next epoch. */
export function beginEpoch(): void {
  gradientBatches = 0;
  for (let index = 0; index < layerCount; index++) {
    const layer = layerAt(index);
    const bytes = (<usize>(layer.inputs * layer.paddedUnits)) << 3;
    memory.fill(layer.mean, 0, bytes);
    memory.fill(layer.squares, 0, bytes);
  }
}

/** Trains on the rows order[from], …, order[from + rows - 1], a step of the optimiser for each batch of them. */
export function trainBatches(from: i32, rows: i32, batchSize: i32): void {
  const end = from + rows;
  for (let start = from; start < end; start += batchSize) {
    trainBatch(start, min(batchSize, end - start));
  }
}

function trainBatch(from: i32, count: i32): void {
  beginBatch(from, count);
  passTiles(0, tilesOf(count));
  for (let index = 0; index < layerCount; index++) {
    contractUnits(index, 0, layerAt(index).paddedUnits, count);
  }
  endBatch();
}

/**
 * A batch that takes long is trained in steps, so that the caller can look up between them: `beginBatch`, `passTiles`
 * over all its tiles, `contractUnits` over all units of all layers, `endBatch`. The result is that of `trainBatches`
 * to the bit, wherever the steps are cut.
 */
export function beginBatch(from: i32, count: i32): void {
  gatherRows(order + ((<usize>from) << 2), count);
  gatherTargets(order + ((<usize>from) << 2), count);
  for (let index = 1; index < layerCount; index++) {
    transposeWeights(layerAt(index));
  }
}

/** Passes tiles of 16 rows through the network and back. */
export function passTiles(from: i32, tiles: i32): void {
  const end = from + tiles;
  for (let tile = from; tile < end; tile += tilesAtOnce) {
    const some = min(tilesAtOnce, end - tile);
    passForward(tile, some);
    differentiateLoss(tile, some);
    passBackward(tile, some);
  }
}

/** The gradients of a layer's units from `unit` on, over the batch's rows; both numbers of units are even. */
export function contractUnits(index: i32, unit: i32, units: i32, count: i32): void {
  const below = index === 0 ? inputTiles : layerAt(index - 1).activations;
  contractGradients(layerAt(index), below, tilesOf(count), unit, unit + units);
}

export function endBatch(): void {
  gradientBatches++;
  for (let index = 0; index < layerCount; index++) {
    noteGradients(layerAt(index));
  }
  firstPower *= firstDecay;
  secondPower *= secondDecay;
  for (let index = 0; index < layerCount; index++) {
    updateWeights(layerAt(index));
  }
}

/** Passes the rows first, …, first + count - 1 of the data through the network; see `readLayer`. */
export function passRows(first: i32, count: i32): void {
  // The order of an epoch is not needed between epochs: it carries the rows.
  for (let row = 0; row < count; row++) {
    store<i32>(order + ((<usize>row) << 2), first + row);
  }
  gatherRows(order, count);
  const tiles = tilesOf(count);
  passForward(0, tiles);
  const output = layerAt(layerCount - 1);
  computeOutputs(output, 0, tiles);
}

/**
 * Writes what the rows that were passed last gave in a layer, row after row.
 * @returns where it is; good until the next call
 */
export function readLayer(index: i32, count: i32): usize {
  const layer = layerAt(index);
  if (index < layerCount - 1) {
    return copyRows(layer, layer.activations, count);
  }
  if (layer.levels > 0) {
    roundToGrid(layer, layer.deltas, layer.activations, capacity * layer.paddedUnits);
    return copyRows(layer, layer.activations, count);
  }
  return copyRows(layer, layer.deltas, count);
}

/** As `readLayer`, of what the output layer's function is given. */
export function readLogits(count: i32): usize {
  const layer = layerAt(layerCount - 1);
  return copyRows(layer, layer.exact, count);
}

function copyRows(layer: Layer, tiles: usize, count: i32): usize {
  const units = layer.units;
  let to = results;
  for (let row = 0; row < count; row++) {
    let from =
      tiles +
      <usize>(row / TILE_ROWS) * <usize>layer.paddedUnits * UNIT_BYTES +
      ((<usize>(row % TILE_ROWS)) << 2);
    for (let unit = 0; unit < units; unit++) {
      store<f32>(to, load<f32>(from));
      to += 4;
      from += UNIT_BYTES;
    }
  }
  return results;
}

/** Copies rows of the data into tiles, four rows by four columns at a time. */
function gatherRows(rows: usize, count: i32): void {
  const rowBytes = (<usize>columns) << 2;
  const tileBytes = <usize>evenAbove(columns) * UNIT_BYTES;
  const wholeColumns = columns & ~3;
  for (let row = 0; row < count; row += 4) {
    const a = data + <usize>load<u32>(rows + ((<usize>row) << 2)) * rowBytes;
    // Rows beyond the last repeat it: what they give has no share in the loss.
    const b = data + <usize>load<u32>(rows + ((<usize>min(row + 1, count - 1)) << 2)) * rowBytes;
    const c = data + <usize>load<u32>(rows + ((<usize>min(row + 2, count - 1)) << 2)) * rowBytes;
    const d = data + <usize>load<u32>(rows + ((<usize>min(row + 3, count - 1)) << 2)) * rowBytes;
    let to = inputTiles + <usize>(row / TILE_ROWS) * tileBytes + ((<usize>(row % TILE_ROWS)) << 2);
    let column = 0;
    for (; column < wholeColumns; column += 4) {
      const at = (<usize>column) << 2;
      const va = v128.load(a + at);
      const vb = v128.load(b + at);
      const vc = v128.load(c + at);
      const vd = v128.load(d + at);
      const abLow = Vector.interleaveLow(va, vb);
      const cdLow = Vector.interleaveLow(vc, vd);
      const abHigh = Vector.interleaveHigh(va, vb);
      const cdHigh = Vector.interleaveHigh(vc, vd);
      v128.store(to, Vector.joinLow(abLow, cdLow));
      v128.store(to + UNIT_BYTES, Vector.joinHigh(abLow, cdLow));
      v128.store(to + 2 * UNIT_BYTES, Vector.joinLow(abHigh, cdHigh));
      v128.store(to + 3 * UNIT_BYTES, Vector.joinHigh(abHigh, cdHigh));
      to += 4 * UNIT_BYTES;
    }
    for (; column < columns; column++) {
      const at = (<usize>column) << 2;
      store<f32>(to, load<f32>(a + at));
      store<f32>(to + 4, load<f32>(b + at));
      store<f32>(to + 8, load<f32>(c + at));
      store<f32>(to + 12, load<f32>(d + at));
      to += UNIT_BYTES;
    }
  }
}

function gatherTargets(rows: usize, count: i32): void {
  const padded = tilesOf(count) * TILE_ROWS;
  const share: f32 = <f32>1 / <f32>count;
  for (let row = 0; row < padded; row++) {
    const isRow = row < count;
    const label = isRow ? <i32>load<u16>(labels + ((<usize>load<u32>(rows + ((<usize>row) << 2))) << 1)) : 0;
    store<i32>(targets + ((<usize>row) << 2), label);
    store<f32>(shares + ((<usize>row) << 2), isRow ? share : 0);
  }
}

function passForward(tile: i32, tiles: i32): void {
  let below = inputTiles;
  for (let index = 0; index < layerCount; index++) {
    const layer = layerAt(index);
    const tileBytes = <usize>layer.paddedUnits * UNIT_BYTES;
    const to = layer.exact + <usize>tile * tileBytes;
    multiply(
      layer.weights,
      layer.weights + ((<usize>(layer.inputs * layer.paddedUnits)) << 2),
      layer.inputs,
      layer.paddedUnits,
      below + <usize>tile * <usize>layer.inputs * UNIT_BYTES,
      to,
      tiles,
    );
    if (index < layerCount - 1) {
      for (let each = 0; each < tiles; each++) {
        activate(layer.activation, to + <usize>each * tileBytes, <usize>layer.units * UNIT_BYTES);
      }
      if (layer.levels > 0) {
        roundToGrid(
          layer,
          to,
          layer.activations + <usize>tile * tileBytes,
          tiles * TILE_ROWS * layer.paddedUnits,
        );
      }
    }
    below = layer.activations;
  }
}

function passBackward(tile: i32, tiles: i32): void {
  for (let index = layerCount - 1; index > 0; index--) {
    const layer = layerAt(index);
    const below = layerAt(index - 1);
    const tileBytes = <usize>below.paddedUnits * UNIT_BYTES;
    const deltas = below.deltas + <usize>tile * tileBytes;
    multiply(
      layer.transposed,
      0,
      layer.paddedUnits,
      layer.inputs,
      layer.deltas + <usize>tile * <usize>layer.paddedUnits * UNIT_BYTES,
      deltas,
      tiles,
    );
    multiplyBySlope(below, below.exact + <usize>tile * tileBytes, deltas, <usize>tiles * tileBytes);
  }
}

/**
 * A product of matrices: to[output] = bias[output] + Σ weights[output][input] from[input], in every row of every
 * tile. Two outputs by 16 rows are summed in registers; all tiles pass while two outputs' weights are at hand.
 * @param biases their address, or 0 where there are none
 * @param outputs an even number
 */
function multiply(
  weights: usize,
  biases: usize,
  inputs: i32,
  outputs: i32,
  from: usize,
  to: usize,
  tiles: i32,
): void {
  const rowBytes = (<usize>inputs) << 2;
  const fromTileBytes = <usize>inputs * UNIT_BYTES;
  const toTileBytes = <usize>outputs * UNIT_BYTES;
  for (let output = 0; output < outputs; output += 2) {
    const row = weights + <usize>output * rowBytes;
    let biasA = f32x4.splat(0);
    let biasB = biasA;
    if (biases !== 0) {
      biasA = v128.load32_splat(biases + ((<usize>output) << 2));
      biasB = v128.load32_splat(biases + ((<usize>output) << 2), 4);
    }
    let at = from;
    let sums = to + <usize>output * UNIT_BYTES;
    for (let tile = 0; tile < tiles; tile++) {
      let a0 = biasA;
      let a1 = biasA;
      let a2 = biasA;
      let a3 = biasA;
      let b0 = biasB;
      let b1 = biasB;
      let b2 = biasB;
      let b3 = biasB;
      let weight = row;
      for (const end = at + fromTileBytes; at < end; at += UNIT_BYTES) {
        const wa = v128.load32_splat(weight);
        const wb = v128.load32_splat(weight + rowBytes);
        const x0 = v128.load(at);
        const x1 = v128.load(at, 16);
        const x2 = v128.load(at, 32);
        const x3 = v128.load(at, 48);
        a0 = f32x4.add(a0, f32x4.mul(wa, x0));
        b0 = f32x4.add(b0, f32x4.mul(wb, x0));
        a1 = f32x4.add(a1, f32x4.mul(wa, x1));
        b1 = f32x4.add(b1, f32x4.mul(wb, x1));
        a2 = f32x4.add(a2, f32x4.mul(wa, x2));
        b2 = f32x4.add(b2, f32x4.mul(wb, x2));
        a3 = f32x4.add(a3, f32x4.mul(wa, x3));
        b3 = f32x4.add(b3, f32x4.mul(wb, x3));
        weight += 4;
      }
      v128.store(sums, a0);
      v128.store(sums, a1, 16);
      v128.store(sums, a2, 32);
      v128.store(sums, a3, 48);
      v128.store(sums, b0, 64);
      v128.store(sums, b1, 80);
      v128.store(sums, b2, 96);
      v128.store(sums, b3, 112);
      sums += toTileBytes;
    }
  }
}

function activate(activation: i32, address: usize, bytes: usize): void {
  const end = address + bytes;
  switch (activation) {
    case TANH:
      for (let at = address; at < end; at += 16) {
        v128.store(at, Vector.tanh(v128.load(at)));
      }
      break;
    case SIGMOID:
      for (let at = address; at < end; at += 16) {
        v128.store(at, Vector.sigmoid(v128.load(at)));
      }
      break;
    case SOFTSIGN:
      for (let at = address; at < end; at += 16) {
        const x = v128.load(at);
        v128.store(at, f32x4.div(x, f32x4.add(f32x4.splat(1), f32x4.abs(x))));
      }
      break;
    case RELU:
      for (let at = address; at < end; at += 16) {
        v128.store(at, Vector.atLeast(v128.load(at), f32x4.splat(0)));
      }
      break;
    case ELU:
      for (let at = address; at < end; at += 16) {
        const x = v128.load(at);
        const isPositive = f32x4.gt(x, f32x4.splat(0));
        v128.store(at, v128.bitselect(x, Vector.expMinusOne(x), isPositive));
      }
      break;
    case SOFTPLUS:
      for (let at = address; at < end; at += 16) {
        v128.store(at, Vector.softplus(v128.load(at)));
      }
      break;
    default:
      break;
  }
}

/** Multiplies deltas by the slope of a layer's function, which its values tell. */
function multiplyBySlope(layer: Layer, values: usize, deltas: usize, bytes: usize): void {
  const one = f32x4.splat(1);
  switch (layer.activation) {
    case TANH:
      for (let i: usize = 0; i < bytes; i += 16) {
        const y = v128.load(values + i);
        v128.store(deltas + i, f32x4.mul(v128.load(deltas + i), f32x4.sub(one, f32x4.mul(y, y))));
      }
      break;
    case SIGMOID:
      for (let i: usize = 0; i < bytes; i += 16) {
        const y = v128.load(values + i);
        v128.store(deltas + i, f32x4.mul(v128.load(deltas + i), f32x4.mul(y, f32x4.sub(one, y))));
      }
      break;
    case SOFTSIGN:
      for (let i: usize = 0; i < bytes; i += 16) {
        const rest = f32x4.sub(one, f32x4.abs(v128.load(values + i)));
        v128.store(deltas + i, f32x4.mul(v128.load(deltas + i), f32x4.mul(rest, rest)));
      }
      break;
    case RELU:
      for (let i: usize = 0; i < bytes; i += 16) {
        const isPositive = f32x4.gt(v128.load(values + i), f32x4.splat(0));
        v128.store(deltas + i, v128.and(v128.load(deltas + i), isPositive));
      }
      break;
    case ELU:
      for (let i: usize = 0; i < bytes; i += 16) {
        const y = v128.load(values + i);
        const slope = v128.bitselect(one, f32x4.add(y, one), f32x4.gt(y, f32x4.splat(0)));
        v128.store(deltas + i, f32x4.mul(v128.load(deltas + i), slope));
      }
      break;
    case SOFTPLUS:
      for (let i: usize = 0; i < bytes; i += 16) {
        const slope = f32x4.neg(Vector.expMinusOne(f32x4.neg(v128.load(values + i))));
        v128.store(deltas + i, f32x4.mul(v128.load(deltas + i), slope));
      }
      break;
    default:
      break;
  }
  if (layer.levels > 0) {
    // Gradients pass the rounding unchanged, but for values that an end of the grid holds back.
    const low = v128.load32_splat(layer.grid);
    const high = v128.load32_splat(layer.grid + ((<usize>(layer.levels - 1)) << 2));
    for (let i: usize = 0; i < bytes; i += 16) {
      const y = v128.load(values + i);
      const isOutside = v128.or(f32x4.lt(y, low), f32x4.gt(y, high));
      v128.store(deltas + i, v128.andnot(v128.load(deltas + i), isOutside));
    }
  }
}

/** To the nearest value of the layer's grid, halfway to the upper one; see `createQuantizer`. */
function roundToGrid(layer: Layer, from: usize, to: usize, count: i32): void {
  const grid = layer.grid;
  const levels = layer.levels;
  const low = load<f32>(grid);
  const high = load<f32>(grid + ((<usize>(levels - 1)) << 2));
  const bytes = (<usize>count) << 2;
  for (let i: usize = 0; i < bytes; i += 4) {
    const x = load<f32>(from + i);
    let rounded = x;
    if (x <= low) {
      rounded = low;
    } else if (x >= high) {
      rounded = high;
    } else if (x === x) {
      const position = <i32>floor<f32>((x - low) * layer.gridScale + <f32>0.5);
      rounded = load<f32>(grid + ((<usize>position) << 2));
    }
    store<f32>(to + i, rounded);
  }
}

/** The output layer's function, of what is in `exact`, into `deltas`. */
function computeOutputs(layer: Layer, tile: i32, tiles: i32): void {
  const tileBytes = <usize>layer.paddedUnits * UNIT_BYTES;
  const unitsEnd = <usize>layer.units * UNIT_BYTES;
  for (let each = tile; each < tile + tiles; each++) {
    for (let lane: usize = 0; lane < UNIT_BYTES; lane += 16) {
      const logits = layer.exact + <usize>each * tileBytes + lane;
      const outputs = layer.deltas + <usize>each * tileBytes + lane;
      if (layer.activation === SIGMOID) {
        v128.store(outputs, Vector.sigmoid(v128.load(logits)));
        continue;
      }
      let largest = v128.load(logits);
      for (let unit = UNIT_BYTES; unit < unitsEnd; unit += UNIT_BYTES) {
        largest = Vector.atLeast(largest, v128.load(logits + unit));
      }
      let sum = f32x4.splat(0);
      for (let unit: usize = 0; unit < unitsEnd; unit += UNIT_BYTES) {
        const e = Vector.exp(f32x4.sub(v128.load(logits + unit), largest));
        v128.store(outputs + unit, e);
        sum = f32x4.add(sum, e);
      }
      const scale = f32x4.div(f32x4.splat(1), sum);
      for (let unit: usize = 0; unit < unitsEnd; unit += UNIT_BYTES) {
        v128.store(outputs + unit, f32x4.mul(v128.load(outputs + unit), scale));
      }
    }
  }
}

/** The derivative of the batch's mean loss by the logits, into the output layer's `deltas`. */
function differentiateLoss(tile: i32, tiles: i32): void {
  const layer = layerAt(layerCount - 1);
  computeOutputs(layer, tile, tiles);
  const tileBytes = <usize>layer.paddedUnits * UNIT_BYTES;
  const unitsEnd = <usize>layer.units * UNIT_BYTES;
  const one = f32x4.splat(1);
  for (let each = tile; each < tile + tiles; each++) {
    for (let lane: usize = 0; lane < UNIT_BYTES; lane += 16) {
      const deltas = layer.deltas + <usize>each * tileBytes + lane;
      const label = v128.load(targets + <usize>each * UNIT_BYTES + lane);
      const share = v128.load(shares + <usize>each * UNIT_BYTES + lane);
      if (layer.activation === SIGMOID) {
        const y = v128.load(deltas);
        let error = f32x4.mul(f32x4.sub(y, f32x4.convert_i32x4_s(label)), share);
        if (loss === MEAN_SQUARED_ERROR) {
          const slope = f32x4.mul(y, f32x4.sub(one, y));
          error = f32x4.mul(f32x4.mul(f32x4.splat(2), error), slope);
        }
        v128.store(deltas, error);
        continue;
      }
      const scale = loss === CROSS_ENTROPY ? share : f32x4.mul(share, f32x4.splat(<f32>2 / <f32>layer.units));
      let weighted = f32x4.splat(0);
      let unit: usize = 0;
      for (let k = 0; k < layer.units; k++) {
        const isLabel = i32x4.eq(label, i32x4.splat(k));
        const y = v128.load(deltas + unit);
        const error = f32x4.mul(f32x4.sub(y, v128.and(one, isLabel)), scale);
        weighted = f32x4.add(weighted, f32x4.mul(error, y));
        if (loss === CROSS_ENTROPY) {
          v128.store(deltas + unit, error);
        }
        unit += UNIT_BYTES;
      }
      if (loss === MEAN_SQUARED_ERROR) {
        unit = 0;
        for (let k = 0; k < layer.units; k++) {
          const isLabel = i32x4.eq(label, i32x4.splat(k));
          const y = v128.load(deltas + unit);
          const error = f32x4.mul(f32x4.sub(y, v128.and(one, isLabel)), scale);
          v128.store(deltas + unit, f32x4.mul(y, f32x4.sub(error, weighted)));
          unit += UNIT_BYTES;
        }
      }
    }
  }
}

/**
 * The gradients of weights and biases: gradient[unit][input] = Σ delta[unit] activation[input] over the rows. Two
 * units by four inputs are summed in registers, with the lanes apart until the end.
 */
function contractGradients(layer: Layer, below: usize, tiles: i32, unitFrom: i32, unitTo: i32): void {
  const inputs = layer.inputs;
  const paddedUnits = layer.paddedUnits;
  const gradients = layer.gradients;
  const deltaTileBytes = <usize>paddedUnits * UNIT_BYTES;
  const belowTileBytes = <usize>inputs * UNIT_BYTES;
  const rowBytes = (<usize>inputs) << 2;
  const biases = gradients + <usize>paddedUnits * rowBytes;
  for (let unit = unitFrom; unit < unitTo; unit += 2) {
    const unitDeltas = layer.deltas + <usize>unit * UNIT_BYTES;
    const to = gradients + <usize>unit * rowBytes;
    let input = 0;
    for (; input + 4 <= inputs; input += 4) {
      let a0 = f32x4.splat(0);
      let a1 = a0;
      let a2 = a0;
      let a3 = a0;
      let b0 = a0;
      let b1 = a0;
      let b2 = a0;
      let b3 = a0;
      let delta = unitDeltas;
      let from = below + <usize>input * UNIT_BYTES;
      for (let tile = 0; tile < tiles; tile++) {
        for (let lane: usize = 0; lane < UNIT_BYTES; lane += 16) {
          const da = v128.load(delta + lane);
          const db = v128.load(delta + lane, 64);
          const x0 = v128.load(from + lane);
          const x1 = v128.load(from + lane, 64);
          const x2 = v128.load(from + lane, 128);
          const x3 = v128.load(from + lane, 192);
          a0 = f32x4.add(a0, f32x4.mul(da, x0));
          b0 = f32x4.add(b0, f32x4.mul(db, x0));
          a1 = f32x4.add(a1, f32x4.mul(da, x1));
          b1 = f32x4.add(b1, f32x4.mul(db, x1));
          a2 = f32x4.add(a2, f32x4.mul(da, x2));
          b2 = f32x4.add(b2, f32x4.mul(db, x2));
          a3 = f32x4.add(a3, f32x4.mul(da, x3));
          b3 = f32x4.add(b3, f32x4.mul(db, x3));
        }
        delta += deltaTileBytes;
        from += belowTileBytes;
      }
      v128.store(to + ((<usize>input) << 2), Vector.sumLanes(a0, a1, a2, a3));
      v128.store(to + ((<usize>input) << 2) + rowBytes, Vector.sumLanes(b0, b1, b2, b3));
    }
    // The last two inputs, where there are two, and the bias, whose input is 1.
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let b0 = a0;
    let b1 = a0;
    let b2 = a0;
    let delta = unitDeltas;
    const hasRest = input < inputs;
    let from = hasRest ? below + <usize>input * UNIT_BYTES : below;
    for (let tile = 0; tile < tiles; tile++) {
      for (let lane: usize = 0; lane < UNIT_BYTES; lane += 16) {
        const da = v128.load(delta + lane);
        const db = v128.load(delta + lane, 64);
        const x0 = v128.load(from + lane);
        const x1 = v128.load(from + lane, 64);
        a0 = f32x4.add(a0, f32x4.mul(da, x0));
        b0 = f32x4.add(b0, f32x4.mul(db, x0));
        a1 = f32x4.add(a1, f32x4.mul(da, x1));
        b1 = f32x4.add(b1, f32x4.mul(db, x1));
        a2 = f32x4.add(a2, da);
        b2 = f32x4.add(b2, db);
      }
      delta += deltaTileBytes;
      from += belowTileBytes;
    }
    const sums = Vector.sumLanes(a0, a1, b0, b1);
    if (hasRest) {
      v128.store64_lane(to + ((<usize>input) << 2), sums, 0);
      v128.store64_lane(to + ((<usize>input) << 2) + rowBytes, sums, 1);
    }
    v128.store64_lane(biases + ((<usize>unit) << 2), Vector.sumLanes(a2, b2, a2, b2), 0);
  }
}

/** Takes the batch's weight gradients into their running mean and variance (Welford's update), in doubles. */
function noteGradients(layer: Layer): void {
  const count = <usize>(layer.inputs * layer.paddedUnits);
  const share = f64x2.splat(1.0 / <f64>gradientBatches);
  for (let i: usize = 0; i < count; i += 2) {
    const value = f64x2.promote_low_f32x4(v128.load64_zero(layer.gradients + (i << 2)));
    const at = i << 3;
    const mean = v128.load(layer.mean + at);
    const before = f64x2.sub(value, mean);
    const next = f64x2.add(mean, f64x2.mul(before, share));
    v128.store(layer.mean + at, next);
    const square = v128.load(layer.squares + at);
    v128.store(layer.squares + at, f64x2.add(square, f64x2.mul(before, f64x2.sub(value, next))));
  }
}

function updateWeights(layer: Layer): void {
  const weights = layer.weights;
  const gradients = layer.gradients;
  const first = layer.first;
  const second = layer.second;
  const bytes = (<usize>layer.parameters) << 2;
  if (weightDecay > 0) {
    const decay = f32x4.splat(weightDecay);
    const end = (<usize>(layer.inputs * layer.paddedUnits)) << 2;
    for (let i: usize = 0; i < end; i += 16) {
      const penalty = f32x4.mul(decay, v128.load(weights + i));
      v128.store(gradients + i, f32x4.add(v128.load(gradients + i), penalty));
    }
  }
  const rate = f32x4.splat(learningRate);
  switch (optimizer) {
    case SGD:
      for (let i: usize = 0; i < bytes; i += 16) {
        const step = f32x4.mul(rate, v128.load(gradients + i));
        v128.store(weights + i, f32x4.sub(v128.load(weights + i), step));
      }
      break;
    case MOMENTUM: {
      const kept = f32x4.splat(momentum);
      for (let i: usize = 0; i < bytes; i += 16) {
        const velocity = f32x4.add(f32x4.mul(kept, v128.load(first + i)), v128.load(gradients + i));
        v128.store(first + i, velocity);
        v128.store(weights + i, f32x4.sub(v128.load(weights + i), f32x4.mul(rate, velocity)));
      }
      break;
    }
    case ADAM: {
      const keptFirst = f32x4.splat(<f32>firstDecay);
      const newFirst = f32x4.splat(<f32>(1 - firstDecay));
      const keptSecond = f32x4.splat(<f32>secondDecay);
      const newSecond = f32x4.splat(<f32>(1 - secondDecay));
      const firstScale = f32x4.splat(<f32>(<f64>learningRate / (1 - firstPower)));
      const secondScale = f32x4.splat(<f32>(1 / (1 - secondPower)));
      const smallest = f32x4.splat(epsilon);
      for (let i: usize = 0; i < bytes; i += 16) {
        const gradient = v128.load(gradients + i);
        const mean = f32x4.add(f32x4.mul(keptFirst, v128.load(first + i)), f32x4.mul(newFirst, gradient));
        const square = f32x4.mul(newSecond, f32x4.mul(gradient, gradient));
        const variance = f32x4.add(f32x4.mul(keptSecond, v128.load(second + i)), square);
        v128.store(first + i, mean);
        v128.store(second + i, variance);
        const root = f32x4.add(f32x4.sqrt(f32x4.mul(variance, secondScale)), smallest);
        const step = f32x4.div(f32x4.mul(firstScale, mean), root);
        v128.store(weights + i, f32x4.sub(v128.load(weights + i), step));
      }
      break;
    }
    case RMSPROP: {
      const kept = f32x4.splat(<f32>secondDecay);
      const taken = f32x4.splat(<f32>(1 - secondDecay));
      const smallest = f32x4.splat(epsilon);
      for (let i: usize = 0; i < bytes; i += 16) {
        const gradient = v128.load(gradients + i);
        const square = f32x4.mul(taken, f32x4.mul(gradient, gradient));
        const variance = f32x4.add(f32x4.mul(kept, v128.load(second + i)), square);
        v128.store(second + i, variance);
        const root = f32x4.sqrt(f32x4.add(variance, smallest));
        const step = f32x4.div(f32x4.mul(rate, gradient), root);
        v128.store(weights + i, f32x4.sub(v128.load(weights + i), step));
      }
      break;
    }
    default:
      break;
  }
}

/** In blocks of 16 by 16, so that both matrices are read and written by whole lines of memory. */
function transposeWeights(layer: Layer): void {
  const inputs = layer.inputs;
  const paddedUnits = layer.paddedUnits;
  const weights = layer.weights;
  const transposed = layer.transposed;
  for (let unitBlock = 0; unitBlock < paddedUnits; unitBlock += 16) {
    const unitEnd = min(unitBlock + 16, paddedUnits);
    for (let inputBlock = 0; inputBlock < inputs; inputBlock += 16) {
      const inputEnd = min(inputBlock + 16, inputs);
      for (let unit = unitBlock; unit < unitEnd; unit++) {
        for (let input = inputBlock; input < inputEnd; input++) {
          const weight = load<f32>(weights + ((<usize>(unit * inputs + input)) << 2));
          store<f32>(transposed + ((<usize>(input * paddedUnits + unit)) << 2), weight);
        }
      }
    }
  }
}
