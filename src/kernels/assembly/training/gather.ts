import { Vector } from "../functions";
import { Batch, evenAbove, Network, TILE_ROWS, tilesOf, UNIT_BYTES } from "./layout";

/** Copies rows of the data into tiles, four rows by four columns at a time. */
export function gatherRows(rows: usize, count: i32): void {
  const rowBytes = (<usize>Network.columns) << 2;
  const tileBytes = <usize>evenAbove(Network.columns) * UNIT_BYTES;
  const wholeColumns = Network.columns & ~3;
  for (let row = 0; row < count; row += 4) {
    const a = Network.data + <usize>load<u32>(rows + ((<usize>row) << 2)) * rowBytes;
    // Rows beyond the last repeat it: what they give has no share in the loss.
    const b = Network.data + <usize>load<u32>(rows + ((<usize>min(row + 1, count - 1)) << 2)) * rowBytes;
    const c = Network.data + <usize>load<u32>(rows + ((<usize>min(row + 2, count - 1)) << 2)) * rowBytes;
    const d = Network.data + <usize>load<u32>(rows + ((<usize>min(row + 3, count - 1)) << 2)) * rowBytes;
    let to = Batch.inputTiles + <usize>(row / TILE_ROWS) * tileBytes + ((<usize>(row % TILE_ROWS)) << 2);
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
    for (; column < Network.columns; column++) {
      const at = (<usize>column) << 2;
      store<f32>(to, load<f32>(a + at));
      store<f32>(to + 4, load<f32>(b + at));
      store<f32>(to + 8, load<f32>(c + at));
      store<f32>(to + 12, load<f32>(d + at));
      to += UNIT_BYTES;
    }
  }
}

export function gatherTargets(rows: usize, count: i32): void {
  const padded = tilesOf(count) * TILE_ROWS;
  const share: f32 = <f32>1 / <f32>count;
  for (let row = 0; row < padded; row++) {
    const isRow = row < count;
    const label = isRow
      ? <i32>load<u16>(Network.labels + ((<usize>load<u32>(rows + ((<usize>row) << 2))) << 1))
      : 0;
    store<i32>(Batch.targets + ((<usize>row) << 2), label);
    store<f32>(Batch.shares + ((<usize>row) << 2), isRow ? share : 0);
  }
}
