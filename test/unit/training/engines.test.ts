import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type * as Engines from "../../../src/training/engines";
import type { EngineChoice } from "../../../src/training/engines";
import type { TrainingEngine } from "../../../src/training/engine/trainingEngine";

const TFJS: TrainingEngine = {
  name: "tfjs",
  backend: "wasm",
  start: () => {
    throw new Error("Nothing is trained here.");
  },
};
const HOME = { binaries: "binaries/" };

const load = vi.hoisted(() => vi.fn());
vi.mock("../../../src/training/tfjs/tfjsEngine", () => ({ createTfjsEngine: load }));

let engines: typeof Engines;

beforeEach(async () => {
  vi.resetModules(); // what the machine can do is found out once for all
  load.mockReset().mockResolvedValue({ ok: true, value: TFJS });
  engines = await import("../../../src/training/engines");
});

afterEach(() => {
  vi.restoreAllMocks();
});

async function nameOf(choice: EngineChoice): Promise<string> {
  const created = await engines.createEngine(choice, HOME);
  return created.ok ? created.value.name : created.failure.message;
}

describe("the choice of an engine", () => {
  it("is the fused one by itself, and TensorFlow.js is not even loaded", async () => {
    expect(await nameOf("auto")).toBe("fused");
    expect(await nameOf("fused")).toBe("fused");
    expect(load).not.toHaveBeenCalled();
  });

  it("is TensorFlow.js if that is asked for, which finds its binaries", async () => {
    expect(await nameOf("tfjs")).toBe("tfjs");
    expect(load).toHaveBeenCalledWith(HOME.binaries);
  });

  it("falls back to TensorFlow.js if WebAssembly has no SIMD, but says so if the fused one is asked for", async () => {
    vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
    expect(await nameOf("auto")).toBe("tfjs");
    expect(await nameOf("fused")).toContain('training.engine: "fused" needs WebAssembly with SIMD');
  });
});
