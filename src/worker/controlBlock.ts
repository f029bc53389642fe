const STOP = 0;
const BEATS = 1;
const WORDS = 2;

/**
 * Memory that a worker and its host share, because a worker that computes reads no messages: the host's wish that
 * it stop, and the worker's signs of life.
 */
export interface ControlBlock {
  readonly buffer: SharedArrayBuffer;
  /** Host: asks the worker to stop. */
  requestStop(): void;
  /** Worker: gives a sign of life. Says false once the host wants it to stop. */
  proceed(): boolean;
  /** Whether the host wants the worker to stop; no sign of life. */
  isStopped(): boolean;
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
      return Atomics.load(words, STOP) === 0;
    },
    isStopped: () => Atomics.load(words, STOP) !== 0,
    beats: () => Atomics.load(words, BEATS),
  };
}
