import type { Kernels } from "./kernels";

const PAGE_BYTES = 65_536;
/** A vector of WebAssembly SIMD. */
const ALIGNMENT_BYTES = 16;

/**
 * Hands out places of a module's memory, one after the other, and all back at once. Every place is aligned to 16
 * bytes and padded to a multiple of them. A view is good until the next `reserve`, which may move the memory.
 */
export class KernelMemory {
  readonly #kernels: Kernels;
  #top: number;

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
    this.#top = alignUp(kernels.heapStart());
  }

  /** Forgets all places. */
  reset(): void {
    this.#top = alignUp(this.#kernels.heapStart());
  }

  /**
   * @returns the address of a new place; what is in it is left over from its last use
   * @throws RangeError where the machine has not so much memory
   */
  reserve(bytes: number): number {
    const address = this.#top;
    const top = alignUp(address + bytes);
    const { memory } = this.#kernels;
    const missing = top - memory.buffer.byteLength;
    if (missing > 0) {
      memory.grow(Math.ceil(missing / PAGE_BYTES));
    }
    this.#top = top;
    return address;
  }

  floats(address: number, length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.#kernels.memory.buffer, address, length);
  }

  bytes(address: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#kernels.memory.buffer, address, length);
  }

  doubles(address: number, length: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.#kernels.memory.buffer, address, length);
  }

  words(address: number, length: number): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.#kernels.memory.buffer, address, length);
  }
}

function alignUp(address: number): number {
  return Math.ceil(address / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
}
