import { ADAM, MOMENTUM, RMSPROP } from "./codes";
import {
  Batch,
  evenAbove,
  floats,
  Layer,
  layerAt,
  Network,
  Step,
  TILE_ROWS,
  tilesOf,
  UNIT_BYTES,
} from "./layout";

/** What lies in the fastest memory: tiles whose activations, and a network whose weights, take no more. */
const CACHE_BYTES: usize = 24_576;

/** Makes room for the data and for batches of so many rows. Comes first. */
export function begin(rows: i32, dataColumns: i32, batchRows: i32, layers: i32): void {
  Network.columns = dataColumns;
  Network.capacity = tilesOf(batchRows) * TILE_ROWS;
  Network.table = heap.alloc(<usize>layers * offsetof<Layer>());
  Network.data = floats(rows * dataColumns);
  Network.labels = heap.alloc(((<usize>rows) << 1) + 16);
  Network.order = heap.alloc(((<usize>rows) << 2) + 16);
  Batch.inputTiles = floats(Network.capacity * evenAbove(dataColumns));
  Batch.targets = floats(Network.capacity);
  Batch.shares = floats(Network.capacity);
}

/**
 * Adds a layer on top of the last.
 * @param levels how many values its activations are rounded to, 0 for no rounding
 * @param gridScale steps between these values in a unit of activation
 */
export function addLayer(units: i32, activation: i32, levels: i32, gridScale: f32): void {
  const layer = layerAt(Network.layerCount);
  layer.inputs =
    Network.layerCount === 0 ? evenAbove(Network.columns) : layerAt(Network.layerCount - 1).paddedUnits;
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
  layer.exact = floats(Network.capacity * layer.paddedUnits);
  layer.activations = levels > 0 ? floats(Network.capacity * layer.paddedUnits) : layer.exact;
  layer.deltas = floats(Network.capacity * layer.paddedUnits);
  layer.levels = levels;
  layer.grid = levels > 0 ? floats(levels) : 0;
  layer.gridScale = gridScale;
  Network.layerCount++;
}

/** Makes room for what the optimizer remembers and decides how tiles are worked through. Comes after all layers. */
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
  Step.loss = lossName;
  Step.optimizer = optimizerName;
  Step.learningRate = rate;
  Step.momentum = momentumShare;
  Step.weightDecay = decay;
  Step.firstDecay = firstMomentDecay;
  Step.secondDecay = secondMomentDecay;
  Step.epsilon = smallest;
  let weightBytes: usize = 0;
  let tileBytes: usize = <usize>evenAbove(Network.columns) * UNIT_BYTES;
  let widest = 0;
  for (let index = 0; index < Network.layerCount; index++) {
    const layer = layerAt(index);
    weightBytes += (<usize>layer.parameters) << 2;
    tileBytes += 2 * <usize>layer.paddedUnits * UNIT_BYTES;
    widest = max(widest, layer.units);
    if (Step.optimizer === MOMENTUM || Step.optimizer === ADAM) {
      layer.first = floats(layer.parameters);
    }
    if (Step.optimizer === RMSPROP || Step.optimizer === ADAM) {
      layer.second = floats(layer.parameters);
    }
  }
  const fitting = max(1, <i32>(CACHE_BYTES / tileBytes));
  Batch.tilesAtOnce = weightBytes <= CACHE_BYTES ? fitting : tilesOf(Network.capacity);
  Network.results = floats(Network.capacity * widest);
}

/** Where the caller writes the rows, their labels (two bytes each), and the order of an epoch. */
export function dataAddress(): usize {
  return Network.data;
}

export function labelsAddress(): usize {
  return Network.labels;
}

export function orderAddress(): usize {
  return Network.order;
}

export function weightsAddress(index: i32): usize {
  return layerAt(index).weights;
}

export function gridAddress(index: i32): usize {
  return layerAt(index).grid;
}

/** Floats from one unit's weights to the next one's; the biases stand after the last. */
export function weightStride(index: i32): i32 {
  return layerAt(index).inputs;
}

export function paddedUnits(index: i32): i32 {
  return layerAt(index).paddedUnits;
}
