import { open } from "node:fs/promises";
import { resolve } from "node:path";
import { DATA_FILE_BYTES_MAX } from "../config/limits";
import { readNpyArray, type NumericArray } from "../data/npyArray";
import { fail, failureFromThrown, type Result } from "../failure";

/** Reads `.npy` files that the command line names, relative to a folder. A failure's message names the file. */
export function createArrayReader(folder: string): (path: string) => Promise<Result<NumericArray>> {
  return async (path) => {
    const bytes = await readBytes(resolve(folder, path), path);
    if (!bytes.ok) {
      return bytes;
    }
    const array = readNpyArray(bytes.value);
    return array.ok ? array : fail(array.failure.code, `${path}: ${array.failure.message}`);
  };
}

async function readBytes(path: string, shownPath: string): Promise<Result<Uint8Array>> {
  try {
    const file = await open(path, "r");
    try {
      const { size } = await file.stat();
      return size > DATA_FILE_BYTES_MAX
        ? fail("data/too-large", `${shownPath} has ${size} bytes; at most ${DATA_FILE_BYTES_MAX} are read.`)
        : { ok: true, value: await file.readFile() };
    } finally {
      await file.close();
    }
  } catch (thrown) {
    return fail("data/unreadable", `${shownPath} cannot be read: ${failureFromThrown(thrown).message}.`);
  }
}
