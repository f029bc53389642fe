import { memory } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { OPTIMIZER_NAMES } from "../../../src/training/engine/optimizer";
import { createTfjsEngine } from "../../../src/training/tfjs/tfjsEngine";
import type { TrainingEngine } from "../../../src/training/engine/trainingEngine";
import { always, describeAgainstReference, startSession } from "../../support/engineTests";
import { stopAfter } from "../../support/stopAfter";
import { Stopped } from "../../../src/base/proceed";

const WASM_DIRECTORY = `${process.cwd()}/node_modules/@tensorflow/tfjs-backend-wasm/dist/`;

let engine: TrainingEngine;

beforeAll(async () => {
  const created = await createTfjsEngine(WASM_DIRECTORY);
  if (!created.ok) {
    throw new Error(created.failure.message);
  }
  engine = created.value;
});

describeAgainstReference("the TensorFlow.js engine against the written-out reference", () => engine);

describe("a session of TensorFlow.js", () => {
  it("runs on the wasm backend", () => {
    expect(engine.backend).toBe("wasm");
  });

  it("repeats to the bit for the same seed and differs for another", () => {
    const run = (seed: number): string => {
      const session = startSession(engine, { optimizer: "adam", seed });
      const statistics = Array.from({ length: 20 }, () => session.runEpoch(always));
      const text = JSON.stringify([statistics, session.weights().map(({ kernel }) => [...kernel])]);
      session.dispose();
      return text;
    };
    expect(run(3)).toBe(run(3));
    expect(run(3)).not.toBe(run(4));
  });

  it("keeps the number of tensors after 10 epochs, after 1000, and leaves none behind", () => {
    const before = memory().numTensors;
    for (const optimizer of OPTIMIZER_NAMES) {
      const session = startSession(engine, { optimizer, rows: 16, weightDecay: 0.01 });
      for (let epoch = 0; epoch < 10; epoch++) {
        session.runEpoch(always);
      }
      session.forward();
      const after10 = memory().numTensors;
      for (let epoch = 10; epoch < 1000; epoch++) {
        session.runEpoch(always);
      }
      session.forward();
      session.logits();
      session.weightNorms();
      expect(memory().numTensors).toBe(after10);
      session.dispose();
      expect(memory().numTensors).toBe(before);
    }
    // Four optimizers of a thousand epochs each take half of the usual limit on a machine that has nothing else to do.
  }, 90_000);

  it("gives signs of life within a full batch and a pass, and only then", () => {
    const session = startSession(engine, { batchSize: 1_000_000 });
    let signs = 0;
    const sign = (): boolean => ++signs > 0;
    const signsOf = (work: () => unknown): number => {
      signs = 0;
      work();
      return signs;
    };
    const layers = session.weights().length;
    expect(signsOf(() => session.runEpoch(sign))).toBeGreaterThan(4 * layers);
    expect(signsOf(() => session.forward(sign))).toBeGreaterThan(layers);
    expect(signsOf(() => session.logits(sign))).toBeGreaterThan(layers);
    expect(signsOf(() => session.weightNorms(sign))).toBe(layers);
    expect(signsOf(() => session.forward())).toBe(0);
    expect(session.longestStep).toBeGreaterThan(0);
    session.dispose();
  });

  it("stops wherever it is told to, and leaks nothing then", () => {
    const before = memory().numTensors;
    const session = startSession(engine, { batchSize: 4 });
    let calls = 0;
    session.runEpoch(() => ++calls);
    session.dispose();
    for (const allowed of [0, 1, 2, 10, 20, 50, Math.floor(calls / 2), calls - 1]) {
      const stopped = startSession(engine, { batchSize: 4 });
      expect(() => stopped.runEpoch(stopAfter(allowed))).toThrow(Stopped);
      stopped.dispose();
    }
    expect(memory().numTensors).toBe(before);
  });

  it("has no deviation with one batch an epoch", () => {
    const session = startSession(engine, { batchSize: 1000 });
    const statistics = session.runEpoch(always);
    expect(statistics.batches).toBe(1);
    expect(statistics.layers.every(({ deviation }) => Number.isNaN(deviation))).toBe(true);
    session.dispose();
  });
});
