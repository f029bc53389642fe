import { SAVE_AS_V7 } from "../files/fileKind";
import { fail, succeed, type Result } from "../../base/failure";

/** Length of the header of a MATLAB 5 file; the first data element follows it. */
export const MAT_HEADER_BYTES = 128;

const VERSION_OFFSET = 124;
const ENDIAN_OFFSET = 126;
const VERSION_5 = 0x0100;
const VERSION_7_3 = 0x0200;
const HDF5_SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** Where MATLAB and other writers put the HDF5 signature of a version 7.3 file. */
const HDF5_OFFSETS = [0, 512];

/** Tells whether the numbers of a MATLAB 5 file are little-endian; other files are refused by what they are. */
export function readMatHeader(bytes: Uint8Array): Result<{ readonly littleEndian: boolean }> {
  if (HDF5_OFFSETS.some((offset) => hasBytes(bytes, offset, HDF5_SIGNATURE))) {
    return failVersion("7.3 (HDF5)");
  }
  if (bytes.length < MAT_HEADER_BYTES) {
    return fail(
      "data/format",
      `At byte 0 of the file the ${MAT_HEADER_BYTES}-byte header of a MATLAB 5 file was expected, but the file has only ${bytes.length} bytes.`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const endian = String.fromCharCode(view.getUint8(ENDIAN_OFFSET), view.getUint8(ENDIAN_OFFSET + 1));
  if (endian !== "IM" && endian !== "MI") {
    return isVersion4(view)
      ? failVersion("4")
      : fail(
          "data/format",
          `At byte ${ENDIAN_OFFSET} of the file the mark "IM" or "MI" of a MATLAB 5 file was expected, but ${JSON.stringify(endian)} was found: is it a MATLAB file?`,
        );
  }
  const littleEndian = endian === "IM";
  const version = view.getUint16(VERSION_OFFSET, littleEndian);
  if (version === VERSION_7_3) {
    return failVersion("7.3 (HDF5)");
  }
  if (version !== VERSION_5) {
    return fail(
      "data/format",
      `At byte ${VERSION_OFFSET} of the file the version 256 of MATLAB 5 files was expected, but ${version} was found.`,
    );
  }
  return succeed({ littleEndian });
}

function failVersion(version: string): Result<never> {
  return fail(
    "data/format",
    `The file is a MATLAB file of version ${version}; only version 5 files are read: ${SAVE_AS_V7}.`,
  );
}

/**
 * A version 4 file begins with a variable's type, the decimal digits MOPT of a 32-bit number: M the byte order,
 * O always 0, P the precision 0 to 5, T the matrix type 0 to 2.
 */
function isVersion4(view: DataView): boolean {
  return [true, false].some((littleEndian) => {
    const type = view.getUint32(0, littleEndian);
    const [order, zero, precision, matrix] = [1000, 100, 10, 1].map((unit) => Math.floor(type / unit) % 10);
    return type < 5000 && order! <= 4 && zero === 0 && precision! <= 5 && matrix! <= 2;
  });
}

function hasBytes(bytes: Uint8Array, offset: number, expected: readonly number[]): boolean {
  return expected.every((byte, i) => bytes[offset + i] === byte);
}
