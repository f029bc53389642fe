import { succeed, type Result } from "../../base/failure";
import { alwaysProceed, PROCEED_MASK, type Proceed } from "../../base/proceed";
import { failAt, type MatBytes, type MatElement } from "./matElement";

/** Numbers in the smallest array that holds them exactly. */
export type NumericArray =
  Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

interface StoredType {
  readonly bytes: number;
  readonly allocate: (length: number) => NumericArray;
  /** Undefined if the number has no exact double. */
  readonly read: (view: DataView, offset: number, littleEndian: boolean) => number | undefined;
}

/** The numeric types of data elements, by their numbers in the file. */
const STORED_TYPES: ReadonlyMap<number, StoredType> = new Map([
  [1, { bytes: 1, allocate: (n) => new Int8Array(n), read: (view, at) => view.getInt8(at) }],
  [2, { bytes: 1, allocate: (n) => new Uint8Array(n), read: (view, at) => view.getUint8(at) }],
  [
    3,
    { bytes: 2, allocate: (n) => new Int16Array(n), read: (view, at, little) => view.getInt16(at, little) },
  ],
  [
    4,
    { bytes: 2, allocate: (n) => new Uint16Array(n), read: (view, at, little) => view.getUint16(at, little) },
  ],
  [
    5,
    { bytes: 4, allocate: (n) => new Int32Array(n), read: (view, at, little) => view.getInt32(at, little) },
  ],
  [
    6,
    { bytes: 4, allocate: (n) => new Uint32Array(n), read: (view, at, little) => view.getUint32(at, little) },
  ],
  [
    7,
    {
      bytes: 4,
      allocate: (n) => new Float32Array(n),
      read: (view, at, little) => view.getFloat32(at, little),
    },
  ],
  [
    9,
    {
      bytes: 8,
      allocate: (n) => new Float64Array(n),
      read: (view, at, little) => view.getFloat64(at, little),
    },
  ],
  [12, { bytes: 8, allocate: (n) => new Float64Array(n), read: readInt64 }],
  [13, { bytes: 8, allocate: (n) => new Float64Array(n), read: readUint64 }],
] satisfies [number, StoredType][]);

function readInt64(view: DataView, at: number, littleEndian: boolean): number | undefined {
  return exactly(view.getBigInt64(at, littleEndian));
}

function readUint64(view: DataView, at: number, littleEndian: boolean): number | undefined {
  return exactly(view.getBigUint64(at, littleEndian));
}

function exactly(whole: bigint): number | undefined {
  const value = Number(whole);
  return Number.isSafeInteger(value) ? value : undefined;
}

/**
 * The numbers of an element as a matrix, rows×columns. The file has them column by column; the result has them row
 * by row.
 * @param givenRows left out for as many as the element holds
 */
export function readNumbers(
  source: MatBytes,
  element: MatElement,
  givenRows: number | undefined,
  columns: number,
  proceed: Proceed = alwaysProceed,
): Result<NumericArray> {
  const stored = STORED_TYPES.get(element.type);
  if (stored === undefined) {
    return failAt(source, element.start, "an element of numbers", `one of type ${element.type}`);
  }
  const rows = givenRows ?? Math.floor(element.size / (columns * stored.bytes));
  if (element.size !== rows * columns * stored.bytes) {
    return failAt(
      source,
      element.start,
      `the data of ${rows}×${columns} numbers, ${rows * columns * stored.bytes} bytes,`,
      `an element of ${element.size} bytes`,
    );
  }
  const values = stored.allocate(rows * columns);
  let offset = element.start;
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const at = row * columns + column;
      if ((at & PROCEED_MASK) === 0) {
        proceed();
      }
      const value = stored.read(source.view, offset, source.littleEndian);
      if (value === undefined) {
        return failAt(source, offset, "a whole number within ±(2^53 - 1)", "a larger one");
      }
      values[at] = value;
      offset += stored.bytes;
    }
  }
  return succeed(values);
}
