import { gatherRows, gatherTargets } from "./gather";
import { contractGradients, noteGradients } from "./gradients";
import { Batch, layerAt, Network, Step, tilesOf } from "./layout";
import { differentiateLoss } from "./loss";
import { updateWeights } from "./optimizers";
import { passBackward, passForward } from "./passes";
import { transposeWeights } from "./product";

/** Trains on the rows order[from], …, order[from + rows - 1], a step of the optimizer for each batch of them. */
export function trainBatches(from: i32, rows: i32, batchSize: i32): void {
  const end = from + rows;
  for (let start = from; start < end; start += batchSize) {
    trainBatch(start, min(batchSize, end - start));
  }
}

function trainBatch(from: i32, count: i32): void {
  beginBatch(from, count);
  passTiles(0, tilesOf(count));
  for (let index = 0; index < Network.layerCount; index++) {
    contractUnits(index, 0, layerAt(index).paddedUnits, count);
  }
  endBatch();
}

/**
 * A batch that takes long is trained in steps, so that the caller can look up between them: `beginBatch`, `passTiles`
 * over all its tiles, `contractUnits` over all units of all layers, `endBatch`. The result is the same as by `trainBatches`
 * to the bit, wherever the steps are cut.
 */
export function beginBatch(from: i32, count: i32): void {
  gatherRows(Network.order + ((<usize>from) << 2), count);
  gatherTargets(Network.order + ((<usize>from) << 2), count);
  for (let index = 1; index < Network.layerCount; index++) {
    transposeWeights(layerAt(index));
  }
}

/** Passes tiles of 16 rows through the network and back. */
export function passTiles(from: i32, tiles: i32): void {
  const end = from + tiles;
  for (let tile = from; tile < end; tile += Batch.tilesAtOnce) {
    const some = min(Batch.tilesAtOnce, end - tile);
    passForward(tile, some);
    differentiateLoss(tile, some);
    passBackward(tile, some);
  }
}

/** The gradients of a layer's units from `unit` on, over the batch's rows; both numbers of units are even. */
export function contractUnits(index: i32, unit: i32, units: i32, count: i32): void {
  const below = index === 0 ? Batch.inputTiles : layerAt(index - 1).activations;
  contractGradients(layerAt(index), below, tilesOf(count), unit, unit + units);
}

export function endBatch(): void {
  Batch.gradientBatches++;
  for (let index = 0; index < Network.layerCount; index++) {
    noteGradients(layerAt(index));
  }
  Step.firstPower *= Step.firstDecay;
  Step.secondPower *= Step.secondDecay;
  for (let index = 0; index < Network.layerCount; index++) {
    updateWeights(layerAt(index));
  }
}
