import type { ByteSource } from "../run/byteSource";
import { openRegularFile } from "./regularFile";

/** A file that is open to be read in pieces. */
export interface OpenFile extends ByteSource {
  close(): Promise<void>;
}

/**
 * Opens a regular file of a bearable size. A pipe or a device is refused without waiting for it. Rejects with an error
 * whose message is a sentence.
 */
export async function openFile(path: string, bytesMax: number): Promise<OpenFile> {
  const file = await openRegularFile(path);
  try {
    const { size } = await file.stat();
    if (size > bytesMax) {
      throw new Error(`it has ${size} bytes; at most ${bytesMax} can be read`);
    }
    return {
      size,
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
