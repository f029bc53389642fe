import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";

/** Windows has no such flag; elsewhere the opening of a pipe would wait for somebody who writes into it. */
const READ_WITHOUT_WAITING = constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0);

const NOT_A_FILE = "it is a folder, a pipe or a device; a file is needed";

/** Opens a file to be read. Never waits: a pipe or a device is refused. Rejects with what is wrong as the message. */
export async function openRegularFile(path: string): Promise<FileHandle> {
  const file = await open(path, READ_WITHOUT_WAITING);
  try {
    if ((await file.stat()).isFile()) {
      return file;
    }
  } catch (thrown) {
    await file.close();
    throw thrown;
  }
  await file.close();
  throw new Error(NOT_A_FILE);
}

/** Reads a whole file, for threads that wait for nothing else. @throws as `openRegularFile` rejects */
export function readRegularFile(path: string): Uint8Array {
  const file = openSync(path, READ_WITHOUT_WAITING);
  try {
    if (!fstatSync(file).isFile()) {
      throw new Error(NOT_A_FILE);
    }
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}
