import { Layer } from "./layout";

/** To the nearest value of the layer's grid, halfway to the upper one; see `createQuantizer`. */
export function roundToGrid(layer: Layer, from: usize, to: usize, count: i32): void {
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
