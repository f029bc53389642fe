import { gatherRows } from "./gather";
import { Layer, layerAt, Network, TILE_ROWS, tilesOf, UNIT_BYTES } from "./layout";
import { computeOutputs } from "./loss";
import { passForward } from "./passes";
import { roundToGrid } from "./rounding";

/** Passes the rows first, …, first + count - 1 of the data through the network; see `readLayer`. */
export function passRows(first: i32, count: i32): void {
  // The order of an epoch is not needed between epochs: it carries the rows.
  for (let row = 0; row < count; row++) {
    store<i32>(Network.order + ((<usize>row) << 2), first + row);
  }
  gatherRows(Network.order, count);
  const tiles = tilesOf(count);
  passForward(0, tiles);
  const output = layerAt(Network.layerCount - 1);
  computeOutputs(output, 0, tiles);
}

/**
 * Writes what the rows that were passed last gave in a layer, row after row.
 * @returns where it is; good until the next call
 */
export function readLayer(index: i32, count: i32): usize {
  const layer = layerAt(index);
  if (index < Network.layerCount - 1) {
    return copyRows(layer, layer.activations, count);
  }
  if (layer.levels > 0) {
    roundToGrid(layer, layer.deltas, layer.activations, Network.capacity * layer.paddedUnits);
    return copyRows(layer, layer.activations, count);
  }
  return copyRows(layer, layer.deltas, count);
}

/** As `readLayer`, of what the output layer's function is given. */
export function readLogits(count: i32): usize {
  const layer = layerAt(Network.layerCount - 1);
  return copyRows(layer, layer.exact, count);
}

function copyRows(layer: Layer, tiles: usize, count: i32): usize {
  const units = layer.units;
  let to = Network.results;
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
  return Network.results;
}
