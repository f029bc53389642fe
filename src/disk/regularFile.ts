import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";

/** Windows has no such flag; elsewhere the opening of a pipe would wait for somebody who writes into it. */
const READ_WITHOUT_WAITING = constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0);

const NOT_A_FILE = "it is a folder, a pipe or a device; a file is needed";
const NOT_A_FILE_ITSELF = "it is no regular file but a link, a folder, a pipe or a device";

/** Opens a file to be read. Never waits: a pipe or a device is refused. Rejects with what is wrong as the message. */
export async function openRegularFile(path: string): Promise<FileHandle> {
  const file = await openPlainly(path);
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

/** What Node's codes mean, as the end of a sentence. */
const OPEN_FAILURES: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "there is no such file"],
  ["ENOTDIR", "there is no such file"],
  ["EACCES", "the permission to read it is missing"],
  ["EPERM", "the permission to read it is missing"],
]);

/** Opens a path. Rejects as Node does, code and all, with a message that a person understands if there is one. */
async function openPlainly(path: string): Promise<FileHandle> {
  try {
    return await open(path, READ_WITHOUT_WAITING);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    const message = OPEN_FAILURES.get(code ?? "");
    throw message === undefined ? thrown : Object.assign(new Error(message, { cause: thrown }), { code });
  }
}

/**
 * Reads a whole file of a bearable size, for threads that wait for nothing else. Follows no symbolic link, and waits
 * for no pipe. @throws an error whose message is a sentence
 * @param folders those on the way that must be no links either
 */
export function readUnlinkedFile(folders: readonly string[], path: string, bytesMax: number): Uint8Array {
  if (folders.some((folder) => !lstatSync(folder).isDirectory())) {
    throw new Error("its folder is no folder but a link or a file");
  }
  if (!lstatSync(path).isFile()) {
    throw new Error(NOT_A_FILE_ITSELF);
  }
  // A link may have taken its place since.
  const file = openSync(path, READ_WITHOUT_WAITING | ((constants.O_NOFOLLOW as number | undefined) ?? 0));
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) {
      throw new Error(NOT_A_FILE_ITSELF);
    }
    if (stats.size > bytesMax) {
      throw new Error(`it has ${stats.size} bytes; its run allows ${bytesMax}`);
    }
    // No more than was allowed, also where the file grows meanwhile.
    const bytes = new Uint8Array(stats.size);
    let filled = 0;
    let read = -1;
    while (filled < bytes.length && read !== 0) {
      read = readSync(file, bytes, filled, bytes.length - filled, filled);
      filled += read;
    }
    return bytes.subarray(0, filled);
  } finally {
    closeSync(file);
  }
}
