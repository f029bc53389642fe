import { resolve } from "node:path";
import { DATA_FILE_BYTES_MAX } from "../base/limits";
import { describeOtherKind } from "../data/files/fileKind";
import { gunzip, isGzip } from "../data/files/gunzip";
import { readNpyArray, readNpyLabels, type NamedArray, type NumericArray } from "../data/numpy/npyArray";
import { fail, type Result } from "../base/failure";
import { readBoundedFile } from "./readBoundedFile";

/** Reads `.npy` files that the command line names. A failure's message names the file. */
export interface ArrayReader {
  readonly readArray: (path: string) => Promise<Result<NumericArray>>;
  /** The same for files whose values may be classes, so that they need not be numbers. */
  readonly readLabelArray: (path: string) => Promise<Result<NumericArray | NamedArray>>;
}

/** @param folder that paths are relative to */
export function createArrayReader(folder: string): ArrayReader {
  return {
    readArray: (path) => readFile(folder, path, readNpyArray),
    readLabelArray: (path) => readFile(folder, path, readNpyLabels),
  };
}

async function readFile<Read>(
  folder: string,
  path: string,
  read: (bytes: Uint8Array) => Result<Read>,
): Promise<Result<Read>> {
  const bytes = await readBoundedFile(resolve(folder, path), path, DATA_FILE_BYTES_MAX, "data/unreadable");
  if (!bytes.ok) {
    return bytes;
  }
  const unpacked = isGzip(bytes.value) ? gunzip(bytes.value) : bytes;
  if (!unpacked.ok) {
    return fail(unpacked.failure.code, `${path}: ${unpacked.failure.message}.`);
  }
  const other = describeOtherKind(unpacked.value, "npy");
  if (other !== undefined) {
    return fail("data/format", `${path} ${other}`);
  }
  const array = read(unpacked.value);
  return array.ok ? array : fail(array.failure.code, `${path}: ${array.failure.message}`);
}
