import type { ByteSource } from "../run/byteSource";
import type { RunFileParts } from "./runSummary";

/** Bytes of the first piece: a header of a hundred networks fits into it. */
const HEAD_BYTES = 8 * 1024;
/** A header may be as long as a config with every layer written out; what is longer is not one. */
const HEAD_BYTES_MAX = 2 * 1024 * 1024;
/** Holds the last lines of a run: the end, and the last epoch and snapshot of most networks. */
const TAIL_BYTES = 32 * 1024;

const NEWLINE = 0x0a;

/** Reads the two ends of a run file. */
export async function readRunFileParts(source: ByteSource): Promise<RunFileParts> {
  let head = await source.read(0, HEAD_BYTES);
  if (!head.includes(NEWLINE) && source.size > head.length) {
    head = await source.read(0, HEAD_BYTES_MAX);
  }
  const tailStart = Math.max(0, source.size - TAIL_BYTES);
  const tail = await source.read(tailStart, source.size - tailStart);
  // A character that was cut in two becomes a replacement mark, in a line that is cut off anyway.
  const decoder = new TextDecoder();
  return { head: decoder.decode(head), tail: decoder.decode(tail) };
}
