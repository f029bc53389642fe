import { memory } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { ACTIVATION_NAMES, OUTPUT_NAMES } from "../../../src/network/activation";
import { GradientAccumulator } from "../../../src/training/gradientStatistics";
import { measurePerformance } from "../../../src/training/measureLoss";
import { LOSS_NAMES, OPTIMIZER_NAMES } from "../../../src/training/optimizer";
import { createTfjsEngine } from "../../../src/training/tfjs/tfjsEngine";
import type { TrainingEngine, TrainingSession } from "../../../src/training/trainingEngine";
import { ReferenceTraining } from "../../support/referenceTraining";
import { makeTrainingTask, type TaskOptions } from "../../support/trainingTask";

const WASM_DIRECTORY = `${process.cwd()}/node_modules/@tensorflow/tfjs-backend-wasm/dist/`;
const EPOCHS = 100;

let engine: TrainingEngine;

beforeAll(async () => {
  const created = await createTfjsEngine(WASM_DIRECTORY);
  if (!created.ok) {
    throw new Error(created.failure.message);
  }
  engine = created.value;
});

function startSession(options: TaskOptions): TrainingSession {
  const started = engine.start(makeTrainingTask(options));
  if (!started.ok) {
    throw new Error(started.failure.message);
  }
  return started.value;
}

const always = (): boolean => true;

describe("the TensorFlow.js engine against the written-out reference", () => {
  it("runs on the wasm backend", () => {
    expect(engine.backend).toBe("wasm");
  });

  const combinations = ACTIVATION_NAMES.flatMap((activation) =>
    OPTIMIZER_NAMES.flatMap((optimizer) =>
      LOSS_NAMES.flatMap((loss) => OUTPUT_NAMES.map((output) => ({ activation, optimizer, loss, output }))),
    ),
  );
  it.each(combinations)("$activation, $optimizer, $loss, $output", (combination) => {
    const options: TaskOptions = {
      ...combination,
      learningRate: combination.optimizer === "sgd" || combination.optimizer === "momentum" ? 0.05 : 0.005,
      weightDecay: 0.001,
      rows: 40,
    };
    const session = startSession(options);
    const task = makeTrainingTask(options);
    const reference = new ReferenceTraining(task);
    const kernelSizes = task.initialWeights.map(({ kernel }) => kernel.length);
    for (let epoch = 1; epoch <= EPOCHS; epoch++) {
      const measured = session.runEpoch(always)!;
      const gradients = reference.runEpoch();
      if (epoch === 1 || epoch === EPOCHS) {
        const accumulator = new GradientAccumulator(kernelSizes);
        for (const batch of gradients) {
          accumulator.add(batch.map((layer) => Float32Array.from(layer)));
        }
        for (const [index, layer] of accumulator.statistics().layers.entries()) {
          expectClose(measured.layers[index]!.mean, layer.mean, 1e-3);
          expectClose(measured.layers[index]!.deviation, layer.deviation, 1e-3);
        }
        expectSameOutputs(session, reference, task.rows);
      }
    }
    const rows = Uint32Array.from({ length: task.rows }, (_, row) => row);
    const referenceLogits = Float32Array.from([...rows].flatMap((row) => reference.forward(row).pre.at(-1)!));
    const { output, loss } = combination;
    const expected = measurePerformance(referenceLogits, task.labels, rows, output, loss);
    const found = measurePerformance(session.logits(), task.labels, rows, output, loss);
    expectClose(found.loss, expected.loss, 1e-4);
    expect(found.accuracy).toBe(expected.accuracy);
    session.dispose();
  });
});

function expectSameOutputs(session: TrainingSession, reference: ReferenceTraining, rows: number): void {
  const { activations, logits } = session.forward();
  for (let row = 0; row < rows; row++) {
    const { pre, post } = reference.forward(row);
    for (const [index, layer] of post.entries()) {
      for (const [unit, value] of layer.entries()) {
        expect(Math.abs(activations[index]![row * layer.length + unit]! - value)).toBeLessThan(1e-3);
      }
    }
    const outputs = pre.at(-1)!;
    expect(Math.abs(logits[row * outputs.length]! - outputs[0]!)).toBeLessThan(
      1e-3 * (1 + Math.abs(outputs[0]!)),
    );
  }
}

function expectClose(found: number, expected: number, relative: number): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(relative * Math.abs(expected) + 1e-7);
}

describe("a session", () => {
  it("repeats to the bit for the same seed and differs for another", () => {
    const run = (seed: number): string => {
      const session = startSession({ optimizer: "adam", seed });
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
      const session = startSession({ optimizer, rows: 16, weightDecay: 0.01 });
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
  });

  it("stops between two mini-batches and leaks nothing then", () => {
    const before = memory().numTensors;
    const session = startSession({ batchSize: 4 });
    let batches = 0;
    expect(session.runEpoch(() => ++batches < 3)).toBeUndefined();
    expect(batches).toBe(3);
    session.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it("has no deviation with one batch an epoch", () => {
    const session = startSession({ batchSize: 1000 });
    const statistics = session.runEpoch(always)!;
    expect(statistics.batches).toBe(1);
    expect(statistics.layers.every(({ deviation }) => Number.isNaN(deviation))).toBe(true);
    session.dispose();
  });
});
