import { succeed, type Result } from "../../base/failure";
import {
  failAt,
  MI_INT32,
  MI_INT8,
  MI_UINT32,
  MI_UINT8,
  MI_UTF8,
  readElement,
  type MatBytes,
  type MatElement,
} from "./matElement";

/** What the first elements of a matrix say: everything but its values. */
export interface MatrixHeader {
  readonly name: string;
  /** Its class as the file numbers it, e.g. `CELL_CLASS`. */
  readonly matrixClass: number;
  readonly isComplex: boolean;
  /** What the variable is, as a message says it, e.g. "cell" or "complex double". */
  readonly kind: string;
  /** Whether its values are real numbers, all of them stored. */
  readonly numeric: boolean;
  readonly dimensions: readonly number[];
  /** Offset of the element that holds the values. */
  readonly dataOffset: number;
}

export const CELL_CLASS = 1;
export const STRUCT_CLASS = 2;
export const OBJECT_CLASS = 3;
export const CHAR_CLASS = 4;
export const SPARSE_CLASS = 5;
export const FUNCTION_CLASS = 16;
/** The one class without dimensions. */
export const OPAQUE_CLASS = 17;

const CLASS_KINDS: ReadonlyMap<number, string> = new Map([
  [CELL_CLASS, "cell"],
  [STRUCT_CLASS, "struct"],
  [OBJECT_CLASS, "object"],
  [CHAR_CLASS, "char"],
  [SPARSE_CLASS, "sparse"],
  [6, "double"],
  [7, "single"],
  [8, "int8"],
  [9, "uint8"],
  [10, "int16"],
  [11, "uint16"],
  [12, "int32"],
  [13, "uint32"],
  [14, "int64"],
  [15, "uint64"],
  [FUNCTION_CLASS, "function handle"],
  [OPAQUE_CLASS, "opaque object"],
]);
const FIRST_NUMERIC_CLASS = 6;
const LAST_NUMERIC_CLASS = 15;

const FLAGS_BYTES = 8;
const COMPLEX_FLAG = 0x0800;
const LOGICAL_FLAG = 0x0200;
const DIMENSION_BYTES = 4;
const DIMENSIONS_MIN = 2;

/**
 * Reads what stands before the values of a matrix: flags, dimensions and name. All of the header must lie before `end`,
 * which may come before the end of the matrix where only the first of its bytes were inflated.
 */
export function readMatrixHeader(source: MatBytes, matrix: MatElement, end: number): Result<MatrixHeader> {
  const flags = readElement(source, matrix.start, end, "the flags of a variable");
  if (!flags.ok) {
    return flags;
  }
  if (flags.value.type !== MI_UINT32 || flags.value.size !== FLAGS_BYTES) {
    return failAt(
      source,
      matrix.start,
      `the flags of a variable, type ${MI_UINT32} and ${FLAGS_BYTES} bytes,`,
      `type ${flags.value.type} and ${flags.value.size} bytes`,
    );
  }
  const flagBits = source.view.getUint32(flags.value.start, source.littleEndian);
  const matrixClass = flagBits & 0xff;

  const dimensions =
    matrixClass === OPAQUE_CLASS
      ? succeed({ sizes: [], next: flags.value.next })
      : readDimensions(source, flags.value.next, end);
  if (!dimensions.ok) {
    return dimensions;
  }
  const name = readElement(source, dimensions.value.next, end, "the name of a variable");
  if (!name.ok) {
    return name;
  }
  if (![MI_INT8, MI_UINT8, MI_UTF8].includes(name.value.type)) {
    return failAt(source, dimensions.value.next, "the name of a variable", `type ${name.value.type}`);
  }
  const { start, size, next } = name.value;
  const complex = (flagBits & COMPLEX_FLAG) !== 0;
  const numericClass = matrixClass >= FIRST_NUMERIC_CLASS && matrixClass <= LAST_NUMERIC_CLASS;
  const className =
    (flagBits & LOGICAL_FLAG) !== 0 && numericClass
      ? "logical"
      : (CLASS_KINDS.get(matrixClass) ?? `class ${matrixClass}`);
  return succeed({
    name: new TextDecoder().decode(source.bytes.subarray(start, start + size)),
    matrixClass,
    isComplex: complex,
    kind: complex ? `complex ${className}` : className,
    numeric: numericClass && !complex,
    dimensions: dimensions.value.sizes,
    dataOffset: next,
  });
}

function readDimensions(
  source: MatBytes,
  offset: number,
  end: number,
): Result<{ readonly sizes: readonly number[]; readonly next: number }> {
  const element = readElement(source, offset, end, "the dimensions of a variable");
  if (!element.ok) {
    return element;
  }
  const { type, start, size, next } = element.value;
  if (type !== MI_INT32 || size % DIMENSION_BYTES !== 0 || size < DIMENSIONS_MIN * DIMENSION_BYTES) {
    return failAt(
      source,
      offset,
      `the dimensions of a variable, type ${MI_INT32} and 4 bytes each,`,
      `type ${type} and ${size} bytes`,
    );
  }
  const sizes = Array.from({ length: size / DIMENSION_BYTES }, (_, i) =>
    source.view.getInt32(start + i * DIMENSION_BYTES, source.littleEndian),
  );
  const negative = sizes.find((dimension) => dimension < 0);
  return negative === undefined
    ? succeed({ sizes, next })
    : failAt(source, start, "dimensions of 0 or more", String(negative));
}
