import { describe, expect, it } from "vitest";
import { borrowKernels, type EstimatorKernels } from "../../../src/information/informationKernels";
import { bytes } from "../../../src/kernels/assembly/estimators.wasm";
import { KernelMemory } from "../../../src/kernels/kernelMemory";
import { instantiateKernels } from "../../../src/kernels/kernels";

function instantiate(): EstimatorKernels {
  return instantiateKernels<EstimatorKernels>(bytes)!;
}

describe("kernels", () => {
  it("are instances with memories of their own", () => {
    const [first, second] = [instantiate(), instantiate()];
    expect(first.memory).not.toBe(second.memory);
    expect(first.heapStart()).toBe(second.heapStart());
  });

  it("are not there where the machine does not know their instructions", () => {
    const unknown = bytes.slice();
    // The version of the format.
    unknown[4]! ^= 0xff;
    expect(instantiateKernels(unknown)).toBeUndefined();
  });
});

describe("a kernels' memory", () => {
  it("hands out places that are aligned, apart from each other and behind the module's own", () => {
    const kernels = instantiate();
    const memory = new KernelMemory(kernels);
    let end = kernels.heapStart();
    for (const size of [1, 16, 17, 0, 40]) {
      const address = memory.reserve(size);
      expect(address % 16).toBe(0);
      expect(address).toBeGreaterThanOrEqual(end);
      end = address + size;
    }
  });

  it("grows, keeps what is in it, and does not grow for the same again", () => {
    const kernels = instantiate();
    const memory = new KernelMemory(kernels);
    const small = memory.reserve(8);
    memory.doubles(small, 1)[0] = 0.1;
    memory.floats(memory.reserve(4e6), 1e6).fill(1);
    expect(memory.doubles(small, 1)[0]).toBe(0.1);
    const size = kernels.memory.buffer.byteLength;
    for (let time = 0; time < 100; time++) {
      memory.reset();
      expect(memory.reserve(8)).toBe(small);
      memory.reserve(4e6);
    }
    expect(kernels.memory.buffer.byteLength).toBe(size);
  });

  it("is one for all estimators, empty for each, and let go where it has grown large", () => {
    const { kernels, memory } = borrowKernels()!;
    const first = memory.reserve(100);
    expect(borrowKernels()!.kernels).toBe(kernels);
    expect(memory.reserve(100)).toBe(first);
    memory.reserve(65 * 1024 * 1024);
    expect(borrowKernels()!.kernels).not.toBe(kernels);
  });
});

describe("logarithms in kernels", () => {
  it("Σ w log2 w, to the last bits, for any count and size of weights", () => {
    const { kernels, memory } = borrowKernels()!;
    const address = memory.reserve(8 * 64);
    const sizes = [1e-300, 1e-9, 0.1, Math.SQRT1_2, 0.75, 1 - 2 ** -53, 1, 1 + 2 ** -52, Math.SQRT2, 3, 4096];
    for (const weight of [...sizes, 1e9, 1e300]) {
      memory.doubles(address, 1)[0] = weight;
      const expected = weight * Math.log2(weight);
      expect(Math.abs(kernels.sumWeightedLogs(address, 1) - expected)).toBeLessThanOrEqual(
        4e-16 * weight * Math.max(1, Math.abs(Math.log2(weight))),
      );
    }
    const weights = Array.from({ length: 63 }, (_, i) => (i % 3) * (i + 0.3));
    memory.doubles(address, 63).set(weights);
    for (const count of [0, 1, 2, 62, 63]) {
      const expected = weights
        .slice(0, count)
        .reduce((sum, weight) => sum + (weight > 0 ? weight * Math.log2(weight) : 0), 0);
      expect(kernels.sumWeightedLogs(address, count)).toBeCloseTo(expected, 10);
    }
  });
});
