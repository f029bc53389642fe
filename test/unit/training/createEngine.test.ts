import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { createEngine as CreateEngine } from "../../../src/training/createEngine";
import { succeed } from "../../../src/base/failure";
import type { TrainingEngine } from "../../../src/training/trainingEngine";

const TFJS: TrainingEngine = {
  name: "tfjs",
  backend: "wasm",
  start: () => {
    throw new Error("Nothing is trained here.");
  },
};

let createEngine: typeof CreateEngine;
const loadTfjs = vi.fn(() => Promise.resolve(succeed(TFJS)));

beforeEach(async () => {
  vi.resetModules(); // what the machine can do is found out once for all
  loadTfjs.mockClear();
  ({ createEngine } = await import("../../../src/training/createEngine"));
});

afterEach(() => {
  vi.restoreAllMocks();
});

async function nameOf(choice: "auto" | "fused" | "tfjs"): Promise<string> {
  const created = await createEngine(choice, loadTfjs);
  return created.ok ? created.value.name : created.failure.message;
}

describe("the choice of an engine", () => {
  it("is the fused one by itself, and TensorFlow.js is not even loaded", async () => {
    expect(await nameOf("auto")).toBe("fused");
    expect(await nameOf("fused")).toBe("fused");
    expect(loadTfjs).not.toHaveBeenCalled();
  });

  it("is TensorFlow.js where that is asked for", async () => {
    expect(await nameOf("tfjs")).toBe("tfjs");
  });

  it("falls back to TensorFlow.js where WebAssembly has no SIMD, but says so where the fused one is asked for", async () => {
    vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
    expect(await nameOf("auto")).toBe("tfjs");
    expect(await nameOf("fused")).toContain('training.engine: "fused" needs WebAssembly with SIMD');
  });
});
