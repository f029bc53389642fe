import { fail, succeed, type Result } from "../../base/failure";

/** The types of data elements of a MATLAB 5 file that this reader must tell apart from numbers. */
export const MI_INT8 = 1;
export const MI_UINT8 = 2;
export const MI_INT32 = 5;
export const MI_UINT32 = 6;
export const MI_MATRIX = 14;
export const MI_COMPRESSED = 15;
export const MI_UTF8 = 16;

export const TAG_BYTES = 8;
/** A small element holds its data in the second half of its tag. */
const SMALL_DATA_BYTES = 4;
const ALIGNMENT = 8;

/** A run of data elements: the file itself, or what one of its compressed elements inflates to. */
export interface MatBytes {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly littleEndian: boolean;
  /** What the offsets count in, e.g. "the file". */
  readonly name: string;
}

/** Where an element's data lies in its bytes. */
export interface MatElement {
  readonly type: number;
  readonly start: number;
  readonly size: number;
  /** Offset of the element after it. */
  readonly next: number;
}

export function matBytes(bytes: Uint8Array, littleEndian: boolean, name: string): MatBytes {
  return {
    bytes,
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    littleEndian,
    name,
  };
}

/** A failure that says at which byte something else was expected. */
export function failAt(source: MatBytes, offset: number, expected: string, found: string): Result<never> {
  return fail(
    "data/format",
    `At byte ${offset} of ${source.name} ${expected} was expected, but ${found} was found.`,
  );
}

/**
 * Reads the tag at `offset`, which must lie before `end`; whether the data does is for the caller to check.
 * `expected` says in a message what the element would be.
 */
export function readTag(source: MatBytes, offset: number, end: number, expected: string): Result<MatElement> {
  const { view, littleEndian } = source;
  if (offset + TAG_BYTES > end) {
    const left = Math.max(0, end - offset);
    return failAt(source, offset, `the tag of ${expected}, ${TAG_BYTES} bytes,`, `the end after ${left}`);
  }
  const first = view.getUint32(offset, littleEndian);
  const smallSize = first >>> 16;
  if (smallSize !== 0) {
    return smallSize <= SMALL_DATA_BYTES
      ? succeed({
          type: first & 0xffff,
          start: offset + SMALL_DATA_BYTES,
          size: smallSize,
          next: offset + TAG_BYTES,
        })
      : failAt(source, offset, `the tag of ${expected}`, `a small element of ${smallSize} bytes`);
  }
  const start = offset + TAG_BYTES;
  const size = view.getUint32(offset + SMALL_DATA_BYTES, littleEndian);
  // Compressed elements follow each other without padding.
  const padded = first === MI_COMPRESSED ? size : Math.ceil(size / ALIGNMENT) * ALIGNMENT;
  return succeed({ type: first, start, size, next: start + padded });
}

/** Reads the tag at `offset` of an element that must lie before `end` as a whole. */
export function readElement(
  source: MatBytes,
  offset: number,
  end: number,
  expected: string,
): Result<MatElement> {
  const tag = readTag(source, offset, end, expected);
  if (!tag.ok) {
    return tag;
  }
  const { start, size } = tag.value;
  return start + size > end
    ? failAt(source, start, `${expected}, ${size} bytes,`, `the end after ${end - start}`)
    : tag;
}
