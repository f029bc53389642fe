import { constants, open } from "node:fs/promises";
import type { ByteSource } from "../run/byteSource";

/** A file that is open to be read in pieces. */
export interface OpenFile extends ByteSource {
  close(): Promise<void>;
}

/**
 * Opens a regular file of a bearable size. A pipe or a device is refused without waiting for it. Rejects with an error
 * whose message is a sentence.
 */
export async function openFile(path: string, bytesMax: number): Promise<OpenFile> {
  // Without this flag, which Windows has not, the opening of a pipe waits for somebody who writes.
  const file = await open(path, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
  try {
    const stats = await file.stat();
    if (!stats.isFile()) {
      throw new Error("it is not a file");
    }
    if (stats.size > bytesMax) {
      throw new Error(`it has ${stats.size} bytes; at most ${bytesMax} can be read`);
    }
    return {
      size: stats.size,
      read: async (position, length) => {
        const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, position);
        return buffer.subarray(0, bytesRead);
      },
      close: () => file.close(),
    };
  } catch (thrown) {
    await file.close();
    throw thrown;
  }
}
