import { parse, type NpyArray } from "npyjs";
import { fail, failureFromThrown, succeed, type Result } from "../failure";
import type { Floats } from "../information/estimate";
import { alwaysProceed, PROCEED_MASK, STOPPED, type Proceed } from "../proceed";
import { DATA_VALUES_MAX } from "../config/limits";

/** A NumPy array of numbers, in rows (C order) whatever order the file has. */
export interface NumericArray {
  readonly shape: readonly number[];
  /** Single precision stays single; all other types are exact in double. */
  readonly values: Floats;
  readonly kind: "float" | "integer";
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** Offset of the header's length, and where the header begins, by the format's major version. */
const HEADER = { lengthAt: 8, version1: 10, version2: 12 } as const;
const ITEM_BYTES: Readonly<Record<string, number>> = {
  b1: 1,
  i1: 1,
  u1: 1,
  i2: 2,
  u2: 2,
  f2: 2,
  i4: 4,
  u4: 4,
  f4: 4,
  i8: 8,
  u8: 8,
  f8: 8,
};

/**
 * Reads a `.npy` file: booleans, integers of any width and floats of half, single and double precision, in either
 * byte order and either order of the axes. Never throws.
 */
export function readNpyArray(bytes: Uint8Array, proceed: Proceed = alwaysProceed): Result<NumericArray> {
  const header = readHeader(bytes);
  if (!header.ok) {
    return header;
  }
  const { dtype, isBigEndian, dataAt, descrAt } = header.value;
  const itemBytes = ITEM_BYTES[dtype];
  if (itemBytes === undefined) {
    return fail(
      "data/format",
      `its numbers are of the NumPy type "${dtype}"; booleans, integers and floats of up to 64 bits are read.`,
    );
  }
  // The library reads aligned little-endian data; a copy gives it that.
  const aligned = bytes.slice();
  aligned[descrAt] = "<".charCodeAt(0);
  if (isBigEndian) {
    swapBytes(aligned.subarray(dataAt), itemBytes);
  }
  try {
    // Bytes behind the last whole item would be refused by the typed array of the library.
    const whole = dataAt + Math.floor((bytes.length - dataAt) / itemBytes) * itemBytes;
    return toNumericArray(parse(realign(aligned, dataAt, whole, itemBytes)), dtype, proceed);
  } catch (thrown) {
    return fail(
      "data/format",
      `it is no NumPy array that can be read (${failureFromThrown(thrown).message}).`,
    );
  }
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
  const length = Math.ceil((HEADER.version1 + dictionary.length + 1) / 64) * 64 - HEADER.version1;
  const file = new Uint8Array(HEADER.version1 + length + values.byteLength);
  file.set([...MAGIC, 1, 0, length & 0xff, length >> 8]);
  file.set(new TextEncoder().encode(`${dictionary.padEnd(length - 1)}\n`), HEADER.version1);
  file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), HEADER.version1 + length);
  return file;
}

interface NpyHeader {
  readonly dtype: string;
  readonly isBigEndian: boolean;
  /** Where the sign of the byte order stands. */
  readonly descrAt: number;
  readonly dataAt: number;
}

/** What has to be known before the library can be asked. */
function readHeader(bytes: Uint8Array): Result<NpyHeader> {
  const latin1 = new TextDecoder("latin1");
  if (latin1.decode(bytes.subarray(0, 4)) === "PK\x03\x04") {
    return fail(
      "data/format",
      "it is a .npz archive; save the one array that is meant as .npy (numpy.save).",
    );
  }
  if (!MAGIC.every((code, at) => bytes[at] === code)) {
    return fail("data/format", "it is no NumPy array; a .npy file, as numpy.save writes it, is read.");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version1 = bytes[6] === 1;
  const begin = version1 ? HEADER.version1 : HEADER.version2;
  if (bytes.length < begin) {
    return fail("data/format", "it ends inside its header; the file was cut off.");
  }
  const dataAt =
    begin + (version1 ? view.getUint16(HEADER.lengthAt, true) : view.getUint32(HEADER.lengthAt, true));
  if (bytes.length < dataAt) {
    return fail("data/format", "it ends inside its header; the file was cut off.");
  }
  const text = latin1.decode(bytes.subarray(begin, dataAt));
  const descr = /'descr'\s*:\s*'([<>|=])(\w+)'/.exec(text);
  if (descr === null) {
    return fail(
      "data/format",
      "it holds no plain numbers (records, texts or Python objects); booleans, integers and floats are read.",
    );
  }
  const [match, order = "<", dtype = ""] = descr;
  const descrAt = begin + descr.index + match.lastIndexOf(`${order}${dtype}`);
  return succeed({ dtype, isBigEndian: order === ">", descrAt, dataAt });
}

/** The file with its data at a multiple of the item size: the header is padded by blanks, which mean nothing. */
function realign(bytes: Uint8Array, dataAt: number, end: number, itemBytes: number): ArrayBuffer {
  const padding = (itemBytes - (dataAt % itemBytes)) % itemBytes;
  const padded = new Uint8Array(end + padding);
  padded.set(bytes.subarray(0, dataAt));
  padded.fill(0x20, dataAt, dataAt + padding);
  padded.set(bytes.subarray(dataAt, end), dataAt + padding);
  const view = new DataView(padded.buffer);
  if (padded[6] === 1) {
    view.setUint16(HEADER.lengthAt, view.getUint16(HEADER.lengthAt, true) + padding, true);
  } else {
    view.setUint32(HEADER.lengthAt, view.getUint32(HEADER.lengthAt, true) + padding, true);
  }
  return padded.buffer;
}

function swapBytes(data: Uint8Array, itemBytes: number): void {
  for (let at = 0; at + itemBytes <= data.length; at += itemBytes) {
    data.subarray(at, at + itemBytes).reverse();
  }
}

function toNumericArray(
  { data, shape, fortranOrder }: NpyArray,
  dtype: string,
  proceed: Proceed,
): Result<NumericArray> {
  const size = shape.reduce((product, length) => product * length, 1);
  if (!shape.every((length) => Number.isSafeInteger(length) && length >= 0)) {
    return fail("data/format", `its shape (${shape.join(", ")}) is not a list of whole numbers.`);
  }
  if (size > DATA_VALUES_MAX) {
    return fail("data/too-large", `it has ${size} values; at most ${DATA_VALUES_MAX} are read.`);
  }
  const items = data as unknown as ArrayLike<number | bigint | boolean>;
  if (items.length !== size) {
    return fail(
      "data/shape",
      `its shape (${shape.join(", ")}) asks for ${size} values, but it holds ${items.length}: the file was cut off or damaged.`,
    );
  }
  const values: Floats = dtype === "f4" || dtype === "f2" ? new Float32Array(size) : new Float64Array(size);
  const order = fortranOrder ? columnsFirst(shape) : undefined;
  for (let i = 0; i < size; i++) {
    if ((i & PROCEED_MASK) === 0 && !proceed()) {
      return STOPPED;
    }
    values[i] = Number(items[order === undefined ? i : order(i)]);
  }
  return succeed({ shape, values, kind: dtype.startsWith("f") ? "float" : "integer" });
}

/** Where item i of the C order stands in the Fortran order of the same shape. */
function columnsFirst(shape: readonly number[]): (index: number) => number {
  return (index) => {
    let rest = index;
    let place = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const length = shape[axis]!;
      const stride = shape.slice(0, axis).reduce((product, each) => product * each, 1);
      place += (rest % length) * stride;
      rest = Math.floor(rest / length);
    }
    return place;
  };
}
