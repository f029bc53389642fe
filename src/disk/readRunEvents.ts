import { setImmediate } from "node:timers/promises";
import type { Failure } from "../failure";
import type { ByteSource } from "../run/byteSource";
import type { RunEvent } from "../run/runEvent";
import { RunFileReader } from "../run/runFileReader";

/** What is read and decoded in one go: some milliseconds. */
const PIECE_BYTES = 256 * 1024;

/**
 * Reads a run file piece by piece and hands out its events, as far as it is sound; other work goes on in between.
 * @returns what was wrong with the rest. Rejects when the file cannot be read, or with the signal's reason.
 */
export async function readRunEvents(
  source: ByteSource,
  onEvent: (event: RunEvent) => void,
  signal?: AbortSignal,
): Promise<Failure | undefined> {
  const reader = new RunFileReader(onEvent);
  let position = 0;
  while (position < source.size) {
    const bytes = await source.read(position, Math.min(PIECE_BYTES, source.size - position));
    await setImmediate();
    signal?.throwIfAborted();
    position += bytes.length;
    if (bytes.length === 0 || !reader.push(bytes)) {
      break;
    }
  }
  return reader.end();
}
