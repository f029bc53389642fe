import { DATA_VALUES_MAX, NPY_AXES_MAX, NPY_HEADER_BYTES_MAX } from "../../base/limits";
import { fail, succeed, type Result } from "../../base/failure";
import { quote } from "../../base/text";
import { readPythonLiteral, type PythonLiteral } from "./pythonLiteral";

/** What the header of a `.npy` file says, and where the data begins. */
export interface NpyHeader {
  readonly type: ItemType;
  readonly littleEndian: boolean;
  /** The first axis runs fastest. */
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** The product of the shape. */
  readonly size: number;
  readonly dataAt: number;
}

/** A NumPy type of numbers, by NumPy's own short name, or of texts. */
export type ItemType =
  | { readonly name: NumberName; readonly bytes: number }
  | { readonly name: "U" | "S"; readonly bytes: number };

export type NumberName = "b1" | "i1" | "u1" | "i2" | "u2" | "i4" | "u4" | "i8" | "u8" | "f2" | "f4" | "f8";

export const NPY_MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] as const;
/** Offset of the version, and of the header's length behind it; the length takes 2 bytes in version 1, else 4. */
const VERSION_AT = 6;
const LENGTH_AT = 8;
export const HEADER_AT_IN_VERSION_1 = 10;
const HEADER_AT_IN_VERSIONS_2_AND_3 = 12;
const VERSION_MAX = 3;

const KEYS = ["descr", "fortran_order", "shape"] as const;
type Key = (typeof KEYS)[number];

/** Every way in which NumPy lets these types be written, without the byte order. */
const NUMBER_NAMES: ReadonlyMap<string, NumberName> = new Map<string, NumberName>([
  ...(["b1", "?", "bool"] as const).map((name) => [name, "b1"] as const),
  ...(["i1", "b", "int8"] as const).map((name) => [name, "i1"] as const),
  ...(["u1", "B", "uint8"] as const).map((name) => [name, "u1"] as const),
  ...(["i2", "h", "int16"] as const).map((name) => [name, "i2"] as const),
  ...(["u2", "H", "uint16"] as const).map((name) => [name, "u2"] as const),
  ...(["i4", "i", "int32"] as const).map((name) => [name, "i4"] as const),
  ...(["u4", "I", "uint32"] as const).map((name) => [name, "u4"] as const),
  ...(["i8", "q", "int64"] as const).map((name) => [name, "i8"] as const),
  ...(["u8", "Q", "uint64"] as const).map((name) => [name, "u8"] as const),
  ...(["f2", "e", "float16"] as const).map((name) => [name, "f2"] as const),
  ...(["f4", "f", "float32"] as const).map((name) => [name, "f4"] as const),
  ...(["f8", "d", "float64"] as const).map((name) => [name, "f8"] as const),
]);

const BYTES_OF_CODE_POINT = 4;
/** Longest text of a text type that is read, in characters. */
const TEXT_LENGTH = /^[1-9]\d{0,5}$/;

/** Reads the header as NumPy does: a Python literal with exactly three keys. @returns a message that goes on from the file's name */
export function readNpyHeader(bytes: Uint8Array): Result<NpyHeader> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4) {
    return fail(
      "data/format",
      "it is a .npz archive; save the one array that is meant as .npy (numpy.save).",
    );
  }
  if (!NPY_MAGIC.every((code, at) => bytes[at] === code)) {
    return fail("data/format", "it is no NumPy array; a .npy file, as numpy.save writes it, is read.");
  }
  const begun = readBeginning(bytes);
  if (!begun.ok) {
    return begun;
  }
  const { headerAt, dataAt } = begun.value;
  const literal = readPythonLiteral(new TextDecoder("latin1").decode(bytes.subarray(headerAt, dataAt)));
  if (!literal.ok) {
    return fail("data/format", `its header is damaged: ${literal.failure.message}.`);
  }
  const fields = readFields(literal.value);
  if (!fields.ok) {
    return fields;
  }
  const { descr, fortran_order: order, shape } = fields.value;
  if (order.type !== "boolean") {
    return fail("data/format", "its header is damaged: fortran_order is neither True nor False.");
  }
  const type = readType(descr);
  if (!type.ok) {
    return type;
  }
  const sizes = readShape(shape);
  return sizes.ok ? succeed({ ...type.value, fortranOrder: order.value, ...sizes.value, dataAt }) : sizes;
}

function readBeginning(bytes: Uint8Array): Result<{ readonly headerAt: number; readonly dataAt: number }> {
  const cutOff = fail("data/format", "it ends inside its header; the file was cut off.");
  if (bytes.length < HEADER_AT_IN_VERSION_1) {
    return cutOff;
  }
  const [major = 0, minor = 0] = bytes.subarray(VERSION_AT);
  if (major < 1 || major > VERSION_MAX || minor !== 0) {
    return fail(
      "data/format",
      `its .npy format has the version ${major}.${minor}; 1.0, 2.0 and 3.0 are read.`,
    );
  }
  const headerAt = major === 1 ? HEADER_AT_IN_VERSION_1 : HEADER_AT_IN_VERSIONS_2_AND_3;
  if (bytes.length < headerAt) {
    return cutOff;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = major === 1 ? view.getUint16(LENGTH_AT, true) : view.getUint32(LENGTH_AT, true);
  if (length > NPY_HEADER_BYTES_MAX) {
    return fail(
      "data/format",
      `its header has ${length} bytes; at most ${NPY_HEADER_BYTES_MAX} are read, as by numpy.load: the file is damaged, or its type has very many fields.`,
    );
  }
  return bytes.length < headerAt + length ? cutOff : succeed({ headerAt, dataAt: headerAt + length });
}

function readFields(literal: PythonLiteral): Result<Record<Key, PythonLiteral>> {
  if (literal.type !== "dictionary") {
    return fail("data/format", "its header is damaged: it is no dictionary.");
  }
  const fields = new Map<Key, PythonLiteral>();
  for (const [name, value] of literal.entries) {
    const key = name.type === "text" ? KEYS.find((each) => each === name.value) : undefined;
    if (key === undefined || fields.has(key)) {
      const found = name.type === "text" ? quote(name.value) : `a ${name.type}`;
      return fail(
        "data/format",
        `its header is damaged: its keys should be ${KEYS.join(", ")}, each once, but there is ${key === undefined ? "" : "a second "}${found}.`,
      );
    }
    fields.set(key, value);
  }
  const [descr, order, shape] = KEYS.map((key) => fields.get(key));
  return descr !== undefined && order !== undefined && shape !== undefined
    ? succeed({ descr, fortran_order: order, shape })
    : fail(
        "data/format",
        `its header is damaged: ${KEYS.filter((key) => !fields.has(key)).join(" and ")} is missing.`,
      );
}

function readType(descr: PythonLiteral): Result<Pick<NpyHeader, "type" | "littleEndian">> {
  if (descr.type === "list" || descr.type === "tuple") {
    return fail(
      "data/format",
      'it holds records (a structured dtype), which are not read; save one field as an array of its own: np.save("x.npy", a["x"].astype(np.float32)).',
    );
  }
  if (descr.type !== "text") {
    return fail("data/format", "its header is damaged: descr is no text.");
  }
  const order = /^[<>|=]/.exec(descr.value)?.[0] ?? "=";
  const name = descr.value.startsWith(order) ? descr.value.slice(1) : descr.value;
  const number = NUMBER_NAMES.get(name);
  const littleEndian = order !== ">";
  if (number !== undefined) {
    return succeed({ type: { name: number, bytes: Number(number.slice(1)) }, littleEndian });
  }
  const [letter, length] = [name.slice(0, 1), name.slice(1)];
  if ((letter === "U" || letter === "S" || letter === "a") && TEXT_LENGTH.test(length)) {
    const text = letter === "U" ? "U" : "S";
    const bytes = Number(length) * (text === "U" ? BYTES_OF_CODE_POINT : 1);
    return succeed({ type: { name: text, bytes }, littleEndian });
  }
  return fail("data/format", describeOtherType(descr.value, letter, length));
}

/** What is there in place of numbers, and what to do. */
function describeOtherType(descr: string, letter: string, length: string): string {
  const shown = `dtype ${quote(descr)}`;
  const convert = (what: string, type: string): string =>
    `it holds ${what} (${shown}), which are not read; save it as ${type}.`;
  switch (letter) {
    case "O":
      return convert("Python objects", "numbers: a.astype(np.float32), or a.astype(str) for labels");
    case "c":
    case "F":
    case "D":
    case "G":
      return convert("complex numbers", "real ones, e.g. np.hstack([a.real, a.imag])");
    case "f":
    case "g":
      return convert(`floats of ${length === "" ? "more" : 8 * Number(length)} bits`, "a.astype(np.float64)");
    case "M":
      return convert("dates", "numbers: a.astype(np.int64)");
    case "m":
      return convert("durations", "numbers: a.astype(np.int64)");
    case "V":
      return convert("raw bytes, as bfloat16 is saved too", "a.astype(np.float32)");
    case "U":
    case "S":
    case "a":
      return convert(
        `texts of ${length === "0" || length === "" ? "no" : "too many"} characters`,
        "numbers: a.astype(np.float32), or a.astype(str) for labels",
      );
    default:
      return `its numbers are of the NumPy type ${quote(descr)}; booleans, integers and floats of up to 64 bits are read: a.astype(np.float32).`;
  }
}

function readShape(shape: PythonLiteral): Result<Pick<NpyHeader, "shape" | "size">> {
  const sizes =
    shape.type === "tuple" ? shape.items.flatMap((item) => (item.type === "number" ? [item.value] : [])) : [];
  if (
    shape.type !== "tuple" ||
    sizes.length !== shape.items.length ||
    sizes.some((size) => !Number.isSafeInteger(size) || size < 0)
  ) {
    return fail("data/format", "its header is damaged: its shape is no tuple of whole numbers of 0 or more.");
  }
  if (sizes.length > NPY_AXES_MAX) {
    return fail("data/shape", `it has ${sizes.length} dimensions; at most ${NPY_AXES_MAX} are read.`);
  }
  const size = sizes.reduce((product, each) => product * each, 1);
  // An axis of no length would let the others be as long as they like.
  if (size > DATA_VALUES_MAX || sizes.some((each) => each > DATA_VALUES_MAX)) {
    return fail(
      "data/too-large",
      `its shape (${sizes.join(", ")}) asks for ${size === 0 ? Math.max(...sizes) : size} values; at most ${DATA_VALUES_MAX} are read: take fewer rows or columns.`,
    );
  }
  return succeed({ shape: sizes, size });
}
