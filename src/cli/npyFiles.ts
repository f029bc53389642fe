import { resolve } from "node:path";
import { DATA_FILE_BYTES_MAX } from "../config/limits";
import { readNpyArray, type NumericArray } from "../data/npyArray";
import { fail, type Result } from "../failure";
import { readBoundedFile } from "./readBoundedFile";

/** Reads `.npy` files that the command line names, relative to a folder. A failure's message names the file. */
export function createArrayReader(folder: string): (path: string) => Promise<Result<NumericArray>> {
  return async (path) => {
    const bytes = await readBoundedFile(resolve(folder, path), path, DATA_FILE_BYTES_MAX, "data/unreadable");
    if (!bytes.ok) {
      return bytes;
    }
    const array = readNpyArray(bytes.value);
    return array.ok ? array : fail(array.failure.code, `${path}: ${array.failure.message}`);
  };
}
