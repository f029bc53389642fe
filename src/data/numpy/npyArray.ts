import { DATA_CLASSES_MAX } from "../../base/limits";
import { fail, succeed, type Result } from "../../base/failure";
import type { Floats } from "../../information/estimate";
import { alwaysProceed, PROCEED_MASK, type Proceed } from "../../base/proceed";
import { ClassIndex } from "../labels/classIndex";
import {
  HEADER_AT_IN_VERSION_1,
  NPY_MAGIC,
  readNpyHeader,
  type NpyHeader,
  type NumberName,
} from "./npyHeader";

/** A NumPy array of numbers, in rows (C order) whatever order the file has. */
export interface NumericArray {
  readonly shape: readonly number[];
  /** In single precision when every value of the file's type is exact in it, else in double. */
  readonly values: Floats;
  readonly kind: "float" | "integer";
}

/** A NumPy array whose values are only told apart: texts, or whole numbers that no double holds. */
export interface NamedArray {
  readonly shape: readonly number[];
  /** The distinct values, numbers by size and texts by their letters. */
  readonly names: readonly string[];
  /** The index of each item's name, in rows (C order). */
  readonly items: Uint16Array;
  readonly kind: "named";
}

/**
 * Reads a `.npy` file: booleans, integers of any width and floats of half, single and double precision, in either
 * byte order and either order of the axes. Whole numbers of 64 bits must lie within ±(2^53 - 1). Never throws.
 */
export function readNpyArray(bytes: Uint8Array, proceed: Proceed = alwaysProceed): Result<NumericArray> {
  const opened = openNpyFile(bytes);
  if (!opened.ok) {
    return opened;
  }
  const { type } = opened.value.header;
  if (type.name === "U" || type.name === "S") {
    return fail(
      "data/format",
      `it holds texts (dtype ${type.name}${type.bytes / (type.name === "U" ? 4 : 1)}), but numbers are needed here: save a.astype(np.float32).`,
    );
  }
  const array = readNumericItems(opened.value, type.name, proceed);
  return (
    array ??
    fail(
      "data/not-a-number",
      "it holds whole numbers beyond ±(2^53 - 1), which would run into one another as doubles: save a.astype(np.float64) if that does no harm, or smaller numbers.",
    )
  );
}

/**
 * Reads a `.npy` file whose values may be classes: numbers as `readNpyArray` does, and also texts and whole numbers
 * of 64 bits, as far as there are not more distinct ones than there may be classes. Never throws.
 */
export function readNpyLabels(
  bytes: Uint8Array,
  proceed: Proceed = alwaysProceed,
): Result<NumericArray | NamedArray> {
  const opened = openNpyFile(bytes);
  if (!opened.ok) {
    return opened;
  }
  const { type } = opened.value.header;
  return type.name === "U" || type.name === "S"
    ? nameItems(opened.value, type.name === "U" ? readWideText : readByteText, proceed)
    : (readNumericItems(opened.value, type.name, proceed) ??
        nameItems(
          opened.value,
          (view, at, little) =>
            String(type.name === "i8" ? view.getBigInt64(at, little) : view.getBigUint64(at, little)),
          proceed,
        ));
}

/** The array as an `.npy` file of version 1, in C order. */
export function writeNpyArray(
  values: Float32Array | Float64Array | Uint16Array | Uint32Array,
  shape: readonly number[],
): Uint8Array {
  const type =
    values instanceof Float32Array
      ? "<f4"
      : values instanceof Float64Array
        ? "<f8"
        : values instanceof Uint16Array
          ? "<u2"
          : "<u4";
  const sizes = shape.length === 1 ? `${shape[0] ?? 0},` : shape.join(", ");
  const dictionary = `{'descr': '${type}', 'fortran_order': False, 'shape': (${sizes}), }`;
  // The format wants the data to begin at a multiple of 64 bytes.
  const length =
    Math.ceil((HEADER_AT_IN_VERSION_1 + dictionary.length + 1) / 64) * 64 - HEADER_AT_IN_VERSION_1;
  const file = new Uint8Array(HEADER_AT_IN_VERSION_1 + length + values.byteLength);
  file.set([...NPY_MAGIC, 1, 0, length & 0xff, length >> 8]);
  file.set(new TextEncoder().encode(`${dictionary.padEnd(length - 1)}\n`), HEADER_AT_IN_VERSION_1);
  file.set(
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    HEADER_AT_IN_VERSION_1 + length,
  );
  return file;
}

interface NpyFile {
  readonly header: NpyHeader;
  /** Of the data alone, which is as long as the header asks for. */
  readonly view: DataView;
}

function openNpyFile(bytes: Uint8Array): Result<NpyFile> {
  const header = readNpyHeader(bytes);
  if (!header.ok) {
    return header;
  }
  const { type, shape, size, dataAt } = header.value;
  const found = bytes.length - dataAt;
  const asked = size * type.bytes;
  if (found !== asked) {
    const cause =
      found < asked
        ? "the file was cut off or damaged"
        : NPY_MAGIC.every((code, at) => bytes[dataAt + asked + at] === code)
          ? "another array follows in the same file; save each into a file of its own"
          : "the file is damaged, or more was written behind the array";
    return fail(
      "data/shape",
      `its shape (${shape.join(", ")}) asks for ${size} values of ${type.bytes} bytes, but it holds ${found} bytes in place of ${asked}: ${cause}.`,
    );
  }
  return succeed({
    header: header.value,
    view: new DataView(bytes.buffer, bytes.byteOffset + dataAt, asked),
  });
}

type ReadNumber = (view: DataView, at: number, littleEndian: boolean) => number;

const READ_NUMBER: Readonly<Record<NumberName, ReadNumber>> = {
  b1: (view, at) => (view.getUint8(at) === 0 ? 0 : 1),
  i1: (view, at) => view.getInt8(at),
  u1: (view, at) => view.getUint8(at),
  i2: (view, at, little) => view.getInt16(at, little),
  u2: (view, at, little) => view.getUint16(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  i8: (view, at, little) =>
    view.getInt32(little ? at + 4 : at, little) * TWO_TO_32 + view.getUint32(little ? at : at + 4, little),
  u8: (view, at, little) =>
    view.getUint32(little ? at + 4 : at, little) * TWO_TO_32 + view.getUint32(little ? at : at + 4, little),
  f2: readHalf,
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
};
const TWO_TO_32 = 2 ** 32;

/** A float of half precision: 1 bit of sign, 5 of exponent, 10 of fraction (IEEE 754 binary16). */
function readHalf(view: DataView, at: number, littleEndian: boolean): number {
  const bits = view.getUint16(at, littleEndian);
  const sign = bits >> 15 === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) {
    return fraction === 0 ? sign * Infinity : NaN;
  }
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const SINGLE: ReadonlySet<NumberName> = new Set<NumberName>(["b1", "i1", "u1", "f2", "f4"]);

/** @returns undefined if a whole number has no exact double */
function readNumericItems(
  { header, view }: NpyFile,
  name: NumberName,
  proceed: Proceed,
): Result<NumericArray> | undefined {
  const { shape, size, littleEndian, type } = header;
  const values: Floats = SINGLE.has(name) ? new Float32Array(size) : new Float64Array(size);
  const read = READ_NUMBER[name];
  const is64 = name === "i8" || name === "u8";
  const placeOf = placesOf(header);
  for (let i = 0; i < size; i++) {
    if ((i & PROCEED_MASK) === 0) {
      proceed();
    }
    const value = read(view, i * type.bytes, littleEndian);
    if (is64 && !Number.isSafeInteger(value)) {
      return undefined;
    }
    values[placeOf(i)] = value;
  }
  return succeed({ shape, values, kind: name.startsWith("f") ? "float" : "integer" });
}

function nameItems(
  { header, view }: NpyFile,
  read: (view: DataView, at: number, littleEndian: boolean, bytes: number) => string | undefined,
  proceed: Proceed,
): Result<NamedArray> {
  const { shape, size, littleEndian, type } = header;
  const index = new ClassIndex();
  const items = new Uint16Array(size);
  const placeOf = placesOf(header);
  for (let i = 0; i < size; i++) {
    if ((i & PROCEED_MASK) === 0) {
      proceed();
    }
    const name = read(view, i * type.bytes, littleEndian, type.bytes);
    if (name === undefined) {
      return fail("data/format", `item ${i} of its texts has a character that there is not; it is damaged.`);
    }
    const number = index.number(name);
    if (number === undefined) {
      return fail(
        "data/too-large",
        `it has more than ${DATA_CLASSES_MAX} distinct values; each would be a class: is it an array of labels?`,
      );
    }
    items[placeOf(i)] = number;
  }
  const { names, rankOf } = index.sort();
  return succeed({ shape, names, items: items.map((number) => rankOf[number]!), kind: "named" });
}

/** A text of the type U: code points of 4 bytes, filled up by zeros. */
function readWideText(view: DataView, at: number, littleEndian: boolean, bytes: number): string | undefined {
  const points: number[] = [];
  for (let from = at; from < at + bytes; from += 4) {
    const point = view.getUint32(from, littleEndian);
    if (point > 0x10ffff) {
      return undefined;
    }
    points.push(point);
  }
  return textOf(points);
}

/** A text of the type S: bytes, filled up by zeros. */
function readByteText(view: DataView, at: number, _littleEndian: boolean, bytes: number): string {
  return textOf(new Uint8Array(view.buffer, view.byteOffset + at, bytes));
}

function textOf(points: ArrayLike<number>): string {
  let end = points.length;
  while (end > 0 && points[end - 1] === 0) {
    end--;
  }
  let text = "";
  for (let i = 0; i < end; i++) {
    text += String.fromCodePoint(points[i]!);
  }
  return text;
}

/** Where the item that comes next in the file stands in C order; to be asked for each item in turn. */
function placesOf({ shape, fortranOrder }: NpyHeader): (index: number) => number {
  if (!fortranOrder || shape.length < 2) {
    return (index) => index;
  }
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, each) => product * each, 1));
  const at = shape.map(() => 0);
  let next = 0;
  return () => {
    const place = next;
    // The first axis runs fastest.
    for (let axis = 0; axis < shape.length; axis++) {
      next += strides[axis]!;
      if (++at[axis]! < shape[axis]!) {
        break;
      }
      next -= strides[axis]! * shape[axis]!;
      at[axis] = 0;
    }
    return place;
  };
}
