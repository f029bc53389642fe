import { activate, multiplyBySlope } from "./activations";
import { Batch, layerAt, Network, TILE_ROWS, UNIT_BYTES } from "./layout";
import { multiply } from "./product";
import { roundToGrid } from "./rounding";

export function passForward(tile: i32, tiles: i32): void {
  let below = Batch.inputTiles;
  for (let index = 0; index < Network.layerCount; index++) {
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
    if (index < Network.layerCount - 1) {
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

export function passBackward(tile: i32, tiles: i32): void {
  for (let index = Network.layerCount - 1; index > 0; index--) {
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
