import { openRegularFile } from "../disk/regularFile";
import { fail, failureFromThrown, succeed, type FailureCode, type Result } from "../base/failure";

/**
 * Reads a file that the command line names, unless it is larger than it may be.
 * @param shownPath as the person wrote it, for messages
 */
export async function readBoundedFile(
  path: string,
  shownPath: string,
  bytesMax: number,
  code: FailureCode,
): Promise<Result<Uint8Array>> {
  try {
    const file = await openRegularFile(path);
    try {
      const { size } = await file.stat();
      return size > bytesMax
        ? fail(code, `${shownPath} has ${size} bytes; at most ${bytesMax} are read.`)
        : succeed(await file.readFile());
    } finally {
      await file.close();
    }
  } catch (thrown) {
    return fail(code, `${shownPath} cannot be read: ${failureFromThrown(thrown).message}.`);
  }
}
