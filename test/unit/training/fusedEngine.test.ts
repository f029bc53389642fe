import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACTIVATION_NAMES, OUTPUT_NAMES, type ActivationName } from "../../../src/network/activation";
import { createFusedEngine } from "../../../src/training/fused/fusedEngine";
import { startFusedSession } from "../../../src/training/fused/fusedSession";
import { instantiateTrainingKernels } from "../../../src/training/fused/trainingKernels";
import { GradientAccumulator } from "../../../src/training/engine/gradientStatistics";
import { LOSS_NAMES, OPTIMIZER_NAMES } from "../../../src/training/engine/optimizer";
import type { TrainingEngine, TrainingSession } from "../../../src/training/engine/trainingEngine";
import { always, describeAgainstReference, startSession } from "../../support/engineTests";
import { activate, ReferenceTraining } from "../../support/referenceTraining";
import { makeTrainingTask, type TaskOptions } from "../../support/trainingTask";
import { stopAfter } from "../../support/stopAfter";
import { Stopped } from "../../../src/base/proceed";

function createEngine(): TrainingEngine {
  const created = createFusedEngine();
  if (!created.ok) {
    throw new Error(created.failure.message);
  }
  return created.value;
}

const engine = createEngine();

describeAgainstReference("the fused engine against the written-out reference", () => engine);

/** Single precision against double, after some thousands of operations. */
const PRECISION = 2e-5;

describe("the fused engine, whatever the shape", () => {
  const LEARNING_RATE = 0.01;
  const anyTask = fc.record({
    hidden: fc.array(fc.integer({ min: 1, max: 37 }), { minLength: 1, maxLength: 4 }),
    columns: fc.integer({ min: 3, max: 21 }),
    classes: fc.integer({ min: 2, max: 4 }),
    rows: fc.integer({ min: 5, max: 70 }),
    batchSize: fc.integer({ min: 1, max: 70 }),
    activation: fc.constantFrom(...ACTIVATION_NAMES),
    output: fc.constantFrom(...OUTPUT_NAMES),
    optimizer: fc.constantFrom(...OPTIMIZER_NAMES),
    loss: fc.constantFrom(...LOSS_NAMES),
    weightDecay: fc.constantFrom(0, 0.01),
    seed: fc.nat({ max: 1000 }),
  });

  it("gives the reference's gradients, activations and weights after two epochs", () => {
    fc.assert(
      fc.property(anyTask, (drawn) => {
        const options: TaskOptions = {
          ...drawn,
          classes: drawn.output === "sigmoid" ? 2 : drawn.classes,
          learningRate: LEARNING_RATE,
        };
        // Adam and RMSProp bring every gradient to one size, so that one that is nothing but rounding moves its weight
        // by up to the learning rate.
        const slack =
          drawn.optimizer === "adam" || drawn.optimizer === "rmsprop" ? LEARNING_RATE / 2 : PRECISION;
        const session = startSession(engine, options);
        const task = makeTrainingTask(options);
        const reference = new ReferenceTraining(task);
        const accumulator = new GradientAccumulator(task.initialWeights.map(({ kernel }) => kernel.length));
        for (let epoch = 0; epoch < 2; epoch++) {
          const measured = session.runEpoch(always);
          accumulator.reset();
          for (const batch of reference.runEpoch()) {
            accumulator.add(batch.map((layer) => Float32Array.from(layer)));
          }
          const expected = accumulator.statistics();
          expect(measured.batches).toBe(expected.batches);
          for (const [index, { mean, deviation }] of expected.layers.entries()) {
            expectNear(measured.layers[index]!.mean, mean, slack);
            expectNear(measured.layers[index]!.deviation, deviation, slack);
          }
        }
        const { activations, logits } = session.forward();
        const rows = Array.from({ length: task.rows }, (_, row) => reference.forward(row));
        expectAllNear(
          activations.flatMap((layer) => [...layer]),
          task.network.layers.flatMap((_, index) => rows.flatMap(({ post }) => post[index]!)),
          slack,
        );
        expectAllNear(
          [...logits],
          rows.flatMap(({ pre }) => pre.at(-1)!),
          slack,
        );
        expect(session.logits()).toEqual(logits);
        const weights = session.weights();
        expectAllNear(
          weights.flatMap(({ kernel, bias }) => [...kernel, ...bias]),
          reference.kernels.flatMap((kernel, index) => [...kernel, ...reference.biases[index]!]),
          slack,
        );
        for (const [index, norm] of session.weightNorms().entries()) {
          expectNear(norm, Math.hypot(...reference.kernels[index]!), slack);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("trains a wide layer as the reference does", () => {
    const options: TaskOptions = {
      hidden: [300, 7],
      columns: 50,
      rows: 60,
      batchSize: 33,
      learningRate: 0.02,
    };
    const session = startSession(engine, options);
    const reference = new ReferenceTraining(makeTrainingTask(options));
    for (let epoch = 0; epoch < 3; epoch++) {
      session.runEpoch(always);
      reference.runEpoch();
    }
    const weights = session.weights();
    expectAllNear(
      weights.flatMap(({ kernel }) => [...kernel]),
      reference.kernels.flat(),
    );
  });
});

function expectNear(found: number, expected: number, slack = PRECISION): void {
  if (Number.isNaN(expected)) {
    expect(found).toBeNaN();
  } else {
    expect(Math.abs(found - expected)).toBeLessThan(slack * (1 + Math.abs(expected)));
  }
}

function expectAllNear(found: readonly number[], expected: readonly number[], slack = PRECISION): void {
  expect(found).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) {
    expectNear(found[index]!, value, slack);
  }
}

describe("the fused engine's functions", () => {
  /** All magnitudes, both signs, and dense where the functions bend. */
  const POINTS = Float32Array.from([
    0,
    ...Array.from({ length: 2000 }, (_, i) => (i - 1000) / 50),
    ...Array.from({ length: 300 }, (_, i) => 10 ** (i / 10 - 28)),
    ...Array.from({ length: 300 }, (_, i) => -(10 ** (i / 10 - 28))),
  ]);

  /** A unit that passes its input on, under the function. */
  function valuesOf(activation: ActivationName, points: Float32Array): Float32Array {
    const started = engine.start({
      ...makeTrainingTask({ hidden: [1], columns: 3, activation }),
      network: {
        inputs: 1,
        classes: 2,
        initializer: "lecun_normal",
        layers: [
          { name: "hidden 1", inputs: 1, units: 1, activation },
          { name: "output", inputs: 1, units: 2, activation: "softmax" },
        ],
      },
      initialWeights: [
        { kernel: Float32Array.of(1), bias: new Float32Array(1) },
        { kernel: new Float32Array(2), bias: new Float32Array(2) },
      ],
      inputs: points,
      rows: points.length,
      labels: new Uint16Array(points.length),
    });
    if (!started.ok) {
      throw new Error(started.failure.message);
    }
    return started.value.forward().activations[0]!;
  }

  it.each(ACTIVATION_NAMES)("%s is right to the last places everywhere", (activation) => {
    const found = valuesOf(activation, POINTS);
    for (const [index, x] of POINTS.entries()) {
      const expected = activate(activation, x);
      // Beyond the normal numbers of single precision nothing is relative.
      const error = Math.abs(found[index]! - expected) / Math.max(Math.abs(expected), 1e-37);
      expect(error, `at ${x}`).toBeLessThan(5e-7);
    }
  });

  it.each(["tanh", "softsign", "sigmoid"] as const)(
    "%s stays in its interval and reaches its ends",
    (name) => {
      const found = valuesOf(name, Float32Array.of(...POINTS, 1e6, -1e6, 3e38, -3e38));
      const lowest = name === "sigmoid" ? 0 : -1;
      expect(found.every((value) => value >= lowest && value <= 1)).toBe(true);
      expect(found.at(-2)).toBe(1);
      expect(found.at(-1)! - lowest).toBeLessThan(1e-30);
    },
  );

  it.each(ACTIVATION_NAMES)("%s shows what is not a number", (activation) => {
    const found = valuesOf(activation, Float32Array.of(NaN, 1, NaN, 2));
    expect([...found].map(Number.isNaN)).toEqual([true, false, true, false]);
  });
});

describe("a session of the fused engine", () => {
  it("repeats to the bit for the same seed and differs for another, also beside a second session", () => {
    const textOf = (session: TrainingSession, statistics: unknown): string =>
      JSON.stringify([statistics, session.weights().map(({ kernel }) => [...kernel])]);
    const run = (seed: number): string => {
      const session = startSession(engine, { optimizer: "adam", seed });
      return textOf(
        session,
        Array.from({ length: 20 }, () => session.runEpoch(always)),
      );
    };
    expect(run(3)).not.toBe(run(4));
    const [one, other] = [3, 4].map((seed) => startSession(engine, { optimizer: "adam", seed })) as [
      TrainingSession,
      TrainingSession,
    ];
    const statistics: unknown[] = [];
    for (let epoch = 0; epoch < 20; epoch++) {
      statistics.push(one.runEpoch(always));
      other.runEpoch(always);
      other.forward();
    }
    expect(textOf(one, statistics)).toBe(run(3));
  });

  it("is not disturbed by measuring", () => {
    const options: TaskOptions = { rows: 300, batchSize: 7 };
    const [measured, alone] = [startSession(engine, options), startSession(engine, options)];
    for (let epoch = 0; epoch < 10; epoch++) {
      measured.forward();
      measured.logits();
      expect(measured.runEpoch(always)).toEqual(alone.runEpoch(always));
    }
    expect(measured.weights()).toEqual(alone.weights());
  });

  it("shows the activations of its weights, late in training too", () => {
    const options: TaskOptions = { rows: 100, batchSize: 16, learningRate: 0.5 };
    const session = startSession(engine, options);
    for (let epoch = 0; epoch <= 5000; epoch++) {
      if (epoch % 1000 === 0) {
        const task = { ...makeTrainingTask(options), initialWeights: session.weights() };
        const reference = new ReferenceTraining(task);
        const rows = Array.from({ length: task.rows }, (_, row) => reference.forward(row));
        const { activations } = session.forward();
        for (const index of task.network.layers.keys()) {
          expectAllNear(
            [...activations[index]!],
            rows.flatMap(({ post }) => post[index]!),
          );
        }
      }
      session.runEpoch(always);
    }
  });

  it("stops between two mini-batches where they take long", () => {
    const session = startSession(engine, { hidden: [4000], columns: 30, rows: 800, batchSize: 200 });
    expect(() => session.runEpoch(stopAfter(2))).toThrow(Stopped);
  });

  it("gives the same bits where a batch is trained in steps, and looks up between them", () => {
    for (const optimizer of ["adam", "sgd"] as const) {
      const options = { hidden: [7, 40, 5], rows: 333, columns: 6, batchSize: 200, optimizer } as const;
      const sessions = [Infinity, 3000, 1].map((productsPerStep) =>
        startFusedSession(instantiateTrainingKernels()!, makeTrainingTask(options), productsPerStep),
      );
      const [whole, ...inSteps] = sessions.map((session) => {
        let calls = 0;
        const proceed = (): void => {
          calls++;
        };
        const statistics = [session.runEpoch(proceed), session.runEpoch(proceed)];
        return { statistics, weights: session.weights(), pass: session.forward(), calls };
      });
      for (const { calls, ...results } of inSteps) {
        const { calls: callsWhole, ...expected } = whole!;
        expect(results).toEqual(expected);
        expect(calls).toBeGreaterThan(3 * callsWhole);
      }
      const [, stopped] = sessions;
      expect(() => stopped!.runEpoch(stopAfter(5))).toThrow(Stopped);
    }
  });

  it("has no deviation with one batch an epoch", () => {
    const statistics = startSession(engine, { batchSize: 1000 }).runEpoch(always);
    expect(statistics.batches).toBe(1);
    expect(statistics.layers.every(({ deviation }) => Number.isNaN(deviation))).toBe(true);
  });

  it("says so where the machine has not the memory", () => {
    const task = makeTrainingTask({ hidden: [3], rows: 10 });
    const hidden = { name: "hidden 1", inputs: 5, units: 2 ** 29, activation: "tanh" } as const;
    const started = engine.start({
      ...task,
      network: { ...task.network, layers: [hidden, { ...task.network.layers.at(-1)!, inputs: 2 ** 29 }] },
    });
    expect(started.ok).toBe(false);
    expect(started.ok ? "" : started.failure.code).toBe("training/memory");
  });
});
