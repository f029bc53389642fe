import { bytes } from "../kernels/assembly/estimators.wasm";
import { KernelMemory } from "../kernels/kernelMemory";
import { instantiateKernels, type Kernels } from "../kernels/kernels";

/** What src/kernels/assembly/estimators.ts exports; each function is described there. Numbers are addresses or counts. */
export interface EstimatorKernels extends Kernels {
  binValues(
    values: number,
    doubles: number,
    rows: number,
    units: number,
    low: number,
    high: number,
    scale: number,
    bins: number,
    unitsOfWord: number,
    words: number,
  ): number;
  padRows(from: number, rows: number, bytesOfRow: number, to: number, bytesOfPadded: number): void;
  unsignZerosOfFloats(address: number, count: number): void;
  unsignZerosOfDoubles(address: number, count: number): void;
  mergeRows(
    words: number,
    wordsOfRow: number,
    table: number,
    slots: number,
    cellOfRow: number,
    firstRowOfCell: number,
    from: number,
    to: number,
    cells: number,
  ): number;
  countCells(
    cellOfRow: number,
    rows: number,
    cells: number,
    conditional: number,
    classes: number,
    rowsInCell: number,
    joint: number,
    labelWeights: number,
  ): void;
  sumWeightedLogs(weights: number, count: number): number;
  sumLogsByWeight(weights: number, values: number, count: number): number;
  describeTiles(
    units: number,
    values: number,
    weights: number,
    sums: number,
    channelStarts: number,
    classOfChannel: number,
    boxes: number,
    tiles: number,
    scratch: number,
    channelsMax: number,
    variance: number,
  ): void;
  boundTiles(tiles: number): void;
  sumPairs(tile: number, from: number, to: number): void;
}

export interface KernelBench {
  readonly kernels: EstimatorKernels;
  readonly memory: KernelMemory;
}

/** A memory that has grown beyond this, in bytes, is given back after its use: it cannot shrink. */
const KEPT_BYTES_MAX = 64 * 1024 * 1024;

let bench: KernelBench | undefined;

/**
 * The one instance of the estimators' kernels, with an empty memory: an earlier borrower is done with the memory.
 * @returns undefined if this machine has no WebAssembly with SIMD
 */
export function borrowKernels(): KernelBench | undefined {
  if (bench === undefined || bench.kernels.memory.buffer.byteLength > KEPT_BYTES_MAX) {
    const kernels = instantiateKernels<EstimatorKernels>(bytes);
    bench = kernels && { kernels, memory: new KernelMemory(kernels) };
  }
  bench?.memory.reset();
  return bench;
}
