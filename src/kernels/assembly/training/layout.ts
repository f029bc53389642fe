/**
 * Training of a dense network, a whole mini-batch in one pass. One instance of this module trains one network: its
 * layers and its state are the module's own.
 *
 * A batch is cut into tiles of 16 rows. In a tile a unit's values for the 16 rows stand side by side,
 * [tile][unit][row], so that a vector's lanes are rows, and a layer of three units costs no more than it has to.
 * Units are padded to an even number with units whose weights, activations and gradients stay 0.
 */
export const TILE_ROWS: i32 = 16;
/** One unit's values in a tile. */
export const UNIT_BYTES: usize = 64;

@unmanaged
export class Layer {
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
  /** The optimizer's memory, shaped as the weights and biases. */
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
  /** The values that activations are rounded to, ascending; 0 if they are not. */
  grid: usize;
  levels: i32;
  gridScale: f32;
}

/** The network's layers and the data that it is trained on. */
export class Network {
  static table: usize = 0;
  static layerCount: i32 = 0;
  static columns: i32 = 0;
  static capacity: i32 = 0;
  static data: usize = 0;
  static labels: usize = 0;
  static order: usize = 0;
  static results: usize = 0;
}

/** The batch: inputs in tiles, the label of each row, and each row's share of the mean loss (0 for padding). */
export class Batch {
  static inputTiles: usize = 0;
  static targets: usize = 0;
  static shares: usize = 0;
  /** Tiles that are taken through all layers before the next ones are. */
  static tilesAtOnce: i32 = 0;
  /** Batches whose gradients the statistics of this epoch hold. */
  static gradientBatches: i32 = 0;
}

/** What a step of the optimizer depends on beside the gradients. */
export class Step {
  static loss: i32 = 0;
  static optimizer: i32 = 0;
  static learningRate: f32 = 0;
  static momentum: f32 = 0;
  static weightDecay: f32 = 0;
  static firstDecay: f64 = 0;
  static secondDecay: f64 = 0;
  static epsilon: f32 = 0;
  static firstPower: f64 = 1;
  static secondPower: f64 = 1;
}

export function layerAt(index: i32): Layer {
  return changetype<Layer>(Network.table + <usize>index * offsetof<Layer>());
}

export function evenAbove(count: i32): i32 {
  return (count + 1) & ~1;
}

export function tilesOf(rows: i32): i32 {
  return (rows + TILE_ROWS - 1) / TILE_ROWS;
}

/** Memory for so many floats, all 0. */
export function floats(count: i32): usize {
  return heap.alloc(((<usize>count) << 2) + 16);
}
