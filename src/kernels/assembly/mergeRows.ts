/** Odd, with its bits well mixed: 2^64 divided by the golden ratio. */
const MULTIPLIER: u64 = 0x9e3779b97f4a7c15;

/** Copies rows of `bytesOfRow` bytes to where each begins a whole number of 8-byte words, and fills up with zeros. */
export function padRows(from: usize, rows: i32, bytesOfRow: usize, to: usize, bytesOfPadded: usize): void {
  for (let row: i32 = 0; row < rows; row++) {
    memory.copy(to, from, bytesOfRow);
    memory.fill(to + bytesOfRow, 0, bytesOfPadded - bytesOfRow);
    from += bytesOfRow;
    to += bytesOfPadded;
  }
}

/** Makes -0 the 0 that it equals, so that equal numbers have equal bits. Floats, a multiple of four. */
export function unsignZerosOfFloats(address: usize, count: i32): void {
  const end = address + ((<usize>count) << 2);
  for (; address < end; address += 16) {
    v128.store(address, f32x4.add(v128.load(address), f32x4.splat(0)));
  }
}

/** The same for doubles, a multiple of two. */
export function unsignZerosOfDoubles(address: usize, count: i32): void {
  const end = address + ((<usize>count) << 3);
  for (; address < end; address += 16) {
    v128.store(address, f64x2.add(v128.load(address), f64x2.splat(0)));
  }
}

/**
 * Numbers the distinct rows of 8-byte words from 0 in the order of first appearance, by open addressing. Rows that
 * share a slot are compared word by word.
 *
 * @param slots of the table, a power of two above the number of rows; each holds a cell + 1, and 0 if it is free
 * @param firstRowOfCell as long as there are rows
 * @param from,to the rows to number; those before `from` have been
 * @param cells that those before `from` have
 * @returns how many cells there are
 */
export function mergeRows(
  words: usize,
  wordsOfRow: i32,
  table: usize,
  slots: i32,
  cellOfRow: usize,
  firstRowOfCell: usize,
  from: i32,
  to: i32,
  cells: i32,
): i32 {
  const bytesOfRow = (<usize>wordsOfRow) << 3;
  const shift = <u64>(64 - ctz(slots));
  const lastSlot = slots - 1;
  for (let row = from; row < to; row++) {
    const own = words + <usize>row * bytesOfRow;
    let slot = <i32>(hash(own, bytesOfRow) >> shift);
    let cell = load<i32>(table + ((<usize>slot) << 2)) - 1;
    while (cell >= 0) {
      const other = words + <usize>load<i32>(firstRowOfCell + ((<usize>cell) << 2)) * bytesOfRow;
      if (areEqual(own, other, bytesOfRow)) {
        break;
      }
      slot = (slot + 1) & lastSlot;
      cell = load<i32>(table + ((<usize>slot) << 2)) - 1;
    }
    if (cell < 0) {
      cell = cells++;
      store<i32>(firstRowOfCell + ((<usize>cell) << 2), row);
      store<i32>(table + ((<usize>slot) << 2), cells);
    }
    store<i32>(cellOfRow + ((<usize>row) << 2), cell);
  }
  return cells;
}

/** Its upper bits depend on all bits of the row. */
function hash(at: usize, bytes: usize): u64 {
  let mixed: u64 = 0;
  for (const end = at + bytes; at < end; at += 8) {
    mixed = (mixed ^ load<u64>(at)) * MULTIPLIER;
    mixed ^= mixed >> 32;
  }
  return mixed * MULTIPLIER;
}

function areEqual(a: usize, b: usize, bytes: usize): boolean {
  for (const end = a + bytes; a < end; a += 8) {
    if (load<u64>(a) != load<u64>(b)) {
      return false;
    }
    b += 8;
  }
  return true;
}
