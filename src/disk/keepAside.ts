import { copyFile, constants } from "node:fs/promises";
import { errorCode } from "./errorCode";

/** Nobody damages a file more often than this; a number that ends the search for a free name. */
const COPIES_MAX = 1000;

/**
 * Copies a file that is about to be written anew to a free name beside it: `NAME.damaged`, `NAME.damaged-2` and so on.
 * The copy is no `*.ibrun`, so that neither the list of runs nor `part*.ibrun` takes it for a run of its own.
 * @returns the copy's path. Rejects when it cannot be written
 */
export async function keepAside(path: string): Promise<string> {
  for (let count = 1; ; count++) {
    const copy = `${path}.damaged${count === 1 ? "" : `-${count}`}`;
    try {
      await copyFile(path, copy, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
      return copy;
    } catch (thrown) {
      if (errorCode(thrown) !== "EEXIST" || count === COPIES_MAX) {
        throw thrown;
      }
    }
  }
}
