import { describe, expect, it } from "vitest";
import { ACTIVATION_NAMES, OUTPUT_NAMES } from "../../src/network/activation";
import { GradientAccumulator } from "../../src/training/engine/gradientStatistics";
import { measurePerformance } from "../../src/training/measureLoss";
import { LOSS_NAMES, OPTIMIZER_NAMES } from "../../src/training/engine/optimizer";
import type { TrainingEngine, TrainingSession } from "../../src/training/engine/trainingEngine";
import { ReferenceTraining } from "./referenceTraining";
import { makeTrainingTask, type TaskOptions } from "./trainingTask";

const EPOCHS = 100;

export const always = (): boolean => true;

export function startSession(engine: TrainingEngine, options: TaskOptions): TrainingSession {
  const started = engine.start(makeTrainingTask(options));
  if (!started.ok) {
    throw new Error(started.failure.message);
  }
  return started.value;
}

/** Holds an engine against the reference for every activation, optimizer, loss and output. */
export function describeAgainstReference(title: string, engine: () => TrainingEngine): void {
  describe(title, () => {
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
      const session = startSession(engine(), options);
      const task = makeTrainingTask(options);
      const reference = new ReferenceTraining(task);
      const kernelSizes = task.initialWeights.map(({ kernel }) => kernel.length);
      for (let epoch = 1; epoch <= EPOCHS; epoch++) {
        const measured = session.runEpoch(always);
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
      const referenceLogits = Float32Array.from(
        [...rows].flatMap((row) => reference.forward(row).pre.at(-1)!),
      );
      const { output, loss } = combination;
      const expected = measurePerformance(referenceLogits, task.labels, rows, output, loss);
      const found = measurePerformance(session.logits(), task.labels, rows, output, loss);
      expectClose(found.loss, expected.loss, 1e-4);
      expect(found.accuracy).toBe(expected.accuracy);
      session.dispose();
    });
  });
}

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
