import { setImmediate } from "node:timers/promises";
import type { Failure } from "../base/failure";
import type { ByteSource } from "../run/byteSource";
import type { RunEvent } from "../run/runEvent";
import type { RunFileDamage } from "../run/runFileDamage";
import { RunFileReader } from "../run/runFileReader";

/** What is read and decoded in one go: some milliseconds. */
const PIECE_BYTES = 256 * 1024;

/**
 * Reads a run file piece by piece and hands out its events, as far as it is sound; other work goes on in between.
 * @returns what was wrong with the rest, and how much of it is damaged. Rejects when the file cannot be read, or with the signal's reason.
 */
export async function readRunEvents(
  source: ByteSource,
  onEvent: (event: RunEvent) => void,
  signal?: AbortSignal,
): Promise<RunFileDamage | undefined> {
  const reader = new RunFileReader(onEvent);
  let position = 0;
  // On to the end behind a damage too: only then is it known how much is lost.
  while (position < source.size) {
    const bytes = await readPiece(source, position, signal);
    if (bytes.length === 0) {
      break;
    }
    position += bytes.length;
    reader.push(bytes);
  }
  reader.end();
  return reader.damage();
}

/** The next piece of the file; empty if the file has become shorter. Other work goes on meanwhile. */
async function readPiece(
  source: ByteSource,
  position: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const bytes = await source.read(position, Math.min(PIECE_BYTES, source.size - position));
  await setImmediate();
  signal?.throwIfAborted();
  return bytes;
}

/** The reading of a run file that may still grow. */
export class RunFileReading {
  readonly #reader: RunFileReader;
  #position = 0;
  #isSound = true;

  constructor(onEvent: (event: RunEvent) => void) {
    this.#reader = new RunFileReader(onEvent);
  }

  /**
   * Reads what has come since the last call; a line that is not whole yet waits for its rest. Rejects as above.
   * @param onPiece told how much of the file has been read, 0 to 1, before each next piece
   */
  async readOn(source: ByteSource, signal?: AbortSignal, onPiece?: (share: number) => void): Promise<void> {
    while (this.#isSound && this.#position < source.size) {
      const bytes = await readPiece(source, this.#position, signal);
      if (bytes.length === 0) {
        break;
      }
      this.#position += bytes.length;
      this.#isSound = this.#reader.push(bytes);
      if (this.#isSound && this.#position < source.size) {
        onPiece?.(this.#position / source.size);
      }
    }
  }

  /** Whether what was read is sound so far; nothing is read behind what is not. */
  get isSound(): boolean {
    return this.#isSound;
  }

  /** Nothing more comes. @returns what was wrong with the file */
  end(): Failure | undefined {
    return this.#reader.end();
  }
}
