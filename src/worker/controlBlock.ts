import { Stopped, type Proceed } from "../base/proceed";

const STOP = 0;
const BEATS = 1;
const LONGEST_STEP = 2;
const WORDS = 3;

const INT32_MAX = 2 ** 31 - 1;

/**
 * Memory that a worker and its host share, because a worker that computes reads no messages: the host's wish that
 * it stop, and the worker's signs of life.
 */
export interface ControlBlock {
  readonly buffer: SharedArrayBuffer;
  /** Host: asks the worker to stop. */
  requestStop(): void;
  /** Worker: gives a sign of life, and throws `Stopped` once the host wants it to stop. */
  readonly proceed: Proceed;
  /** Whether the host wants the worker to stop; no sign of life. */
  isStopped(): boolean;
  /** Worker: foretells steps between two signs of life that take so long. */
  foretellStep(milliseconds: number): void;
  /** Host: how long a step may take, as the worker foretold; 0 if it has not. */
  longestStep(): number;
  /** Host: a number that changes with every sign of life. */
  beats(): number;
}

/** @param buffer the other side's; without it a new one is made */
export function createControlBlock(
  buffer: SharedArrayBuffer = new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT),
): ControlBlock {
  const words = new Int32Array(buffer);
  return {
    buffer,
    requestStop: () => {
      Atomics.store(words, STOP, 1);
    },
    proceed: () => {
      Atomics.add(words, BEATS, 1);
      if (Atomics.load(words, STOP) !== 0) {
        throw new Stopped();
      }
    },
    isStopped: () => Atomics.load(words, STOP) !== 0,
    foretellStep: (milliseconds) => {
      Atomics.store(words, LONGEST_STEP, Math.min(Math.ceil(milliseconds), INT32_MAX));
    },
    longestStep: () => Atomics.load(words, LONGEST_STEP),
    beats: () => Atomics.load(words, BEATS),
  };
}
