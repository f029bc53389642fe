import { memory } from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import type { NetworkConfig } from "../../../src/config/schema/configSchema";
import { createSymmetricRule } from "../../../src/data/symmetricRule/symmetricRule";
import { splitRows } from "../../../src/data/dataset/splitRows";
import { ACTIVATION_NAMES, activationRange, OUTPUT_NAMES } from "../../../src/network/activation";
import { drawInitialWeights } from "../../../src/network/initialWeights";
import { describeNetwork } from "../../../src/network/networkSpec";
import { quantizationGrid } from "../../../src/network/quantization";
import { randomStream } from "../../../src/base/random";
import { createBatchOrder } from "../../../src/training/batchOrder";
import { GradientAccumulator } from "../../../src/training/engine/gradientStatistics";
import { measurePerformance } from "../../../src/training/measureLoss";
import { LOSS_NAMES, OPTIMIZER_NAMES } from "../../../src/training/engine/optimizer";
import type { Result } from "../../../src/base/failure";
import { createFusedEngine } from "../../../src/training/fused/fusedEngine";
import { createTfjsEngine } from "../../../src/training/tfjs/tfjsEngine";
import type {
  TrainingEngine,
  TrainingSession,
  TrainingTask,
} from "../../../src/training/engine/trainingEngine";
import { ReferenceTraining } from "../../support/referenceTraining";
import { makeTrainingTask, type TaskOptions } from "../../support/trainingTask";

const WASM_DIRECTORY = `${process.cwd()}/node_modules/@tensorflow/tfjs-backend-wasm/dist/`;
/** Few enough that the engine's single precision and the reference's double round every value alike. */
const EPOCHS = 3;
/** No value comes nearer than this to where rounding turns, in steps of the grid; the engine errs by far less. */
const EDGE = 1e-4;

const ENGINES: readonly TrainingEngine[] = [
  valueOf(createFusedEngine()),
  valueOf(await createTfjsEngine(WASM_DIRECTORY)),
];

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) {
    throw new Error(result.failure.message);
  }
  return result.value;
}

function start(engine: TrainingEngine, task: TrainingTask): TrainingSession {
  return valueOf(engine.start(task));
}

const always = (): boolean => true;

interface ReferenceRun {
  readonly seed: number;
  readonly reference: ReferenceTraining;
  readonly gradients: readonly number[][][][];
  readonly activations: readonly number[][];
}

/** The first seed whose training keeps away from the edges of rounding: one flip would change all that follows. */
function referenceAwayFromEdges(options: TaskOptions): ReferenceRun {
  for (let seed = 1; ; seed++) {
    const task = makeTrainingTask({ ...options, seed });
    const reference = new ReferenceTraining(task);
    const gradients = Array.from({ length: EPOCHS }, () => reference.runEpoch());
    const rows = Array.from({ length: task.rows }, (_, row) => reference.forward(row).post);
    if (reference.nearestEdge > EDGE) {
      const activations = task.network.layers.map((_, layer) => rows.flatMap((row) => row[layer]!));
      return { seed, reference, gradients, activations };
    }
  }
}

describe.each(ENGINES)("quantized training by $name against the written-out reference", (engine) => {
  const combinations = ACTIVATION_NAMES.flatMap((activation) =>
    LOSS_NAMES.flatMap((loss) => OUTPUT_NAMES.map((output) => ({ activation, loss, output }))),
  );
  it.each(combinations)("$activation, $loss, $output", (combination) => {
    // Narrower than the values of the activations that have no bound, so that some are clipped.
    const options: TaskOptions = {
      ...combination,
      quantize: { bits: 4, range: [-0.125, 0.75] },
      rows: 24,
      batchSize: 8,
      learningRate: 0.2,
    };
    const { seed, reference, gradients, activations } = referenceAwayFromEdges(options);
    expect(reference.clipped > 0).toBe(activationRange(combination.activation) === undefined);

    const task = makeTrainingTask({ ...options, seed });
    const session = start(engine, task);
    const kernelSizes = task.initialWeights.map(({ kernel }) => kernel.length);
    for (const expected of gradients) {
      const measured = session.runEpoch(always);
      const accumulator = new GradientAccumulator(kernelSizes);
      for (const batch of expected) {
        accumulator.add(batch.map((layer) => Float32Array.from(layer)));
      }
      for (const [index, { mean, deviation }] of accumulator.statistics().layers.entries()) {
        expect(measured.layers[index]!.mean).toBeCloseTo(mean, 5);
        expect(measured.layers[index]!.deviation).toBeCloseTo(deviation, 5);
      }
    }
    expectNear(session.forward().activations, activations);
    expectNear(
      session.weights().map(({ kernel }) => kernel),
      reference.kernels,
    );
    expectNear(
      session.weights().map(({ bias }) => bias),
      reference.biases,
    );
    session.dispose();
  });
});

function expectNear(found: readonly Float32Array[], expected: readonly (readonly number[])[]): void {
  for (const [index, values] of expected.entries()) {
    const difference = values.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - found[index]![i]!)),
      0,
    );
    expect(difference).toBeLessThan(1e-5);
    expect(found[index]).toHaveLength(values.length);
  }
}

describe.each(ENGINES)("a quantized session of $name", (engine) => {
  it.each(ACTIVATION_NAMES)("shows values of the grid and no others, the output's too: %s", (activation) => {
    const task = makeTrainingTask({ activation, quantize: { bits: 3 }, rows: 200, learningRate: 0.5 });
    const session = start(engine, task);
    for (let epoch = 0; epoch < 10; epoch++) {
      session.runEpoch(always);
    }
    const { activations, logits } = session.forward();
    for (const [index, { quantization }] of task.network.layers.entries()) {
      const grid = new Set(quantizationGrid(quantization!));
      expect(grid.size).toBe(8);
      expect([...new Set(activations[index])].filter((value) => !grid.has(value))).toEqual([]);
    }
    // The logits are not rounded: loss and accuracy are taken from them.
    expect(new Set(logits).size).toBeGreaterThan(8);
    session.dispose();
  });

  it("repeats to the bit for the same seed", () => {
    const run = (): string => {
      const session = start(engine, makeTrainingTask({ optimizer: "adam", quantize: { bits: 4 } }));
      const statistics = Array.from({ length: 20 }, () => session.runEpoch(always));
      const text = JSON.stringify([statistics, session.weights().map(({ kernel }) => [...kernel])]);
      session.dispose();
      return text;
    };
    expect(run()).toBe(run());
  });

  it("keeps the number of tensors from epoch to epoch and leaves none behind", () => {
    const before = memory().numTensors;
    for (const optimizer of OPTIMIZER_NAMES) {
      const session = start(
        engine,
        makeTrainingTask({ optimizer, activation: "relu", quantize: { bits: 8 }, rows: 16 }),
      );
      session.runEpoch(always);
      session.forward();
      const after1 = memory().numTensors;
      for (let epoch = 1; epoch < 100; epoch++) {
        session.runEpoch(always);
        session.forward();
        session.logits();
      }
      expect(memory().numTensors).toBe(after1);
      session.dispose();
      expect(memory().numTensors).toBe(before);
    }
  });

  it("shows that it has diverged rather than the grid's ends", () => {
    const task = makeTrainingTask({ quantize: { bits: 8 } });
    const session = start(engine, {
      ...task,
      initialWeights: task.initialWeights.map(({ kernel, bias }) => ({
        kernel: kernel.map(() => NaN),
        bias,
      })),
    });
    const { activations } = session.forward();
    expect(activations.every((layer) => layer.every(Number.isNaN))).toBe(true);
    session.dispose();
  });

  it("learns the paper's task with 8 bits about as well as without", () => {
    const plain = accuracyOnRule(engine, undefined);
    expect(plain).toBeGreaterThan(0.85);
    expect(Math.abs(accuracyOnRule(engine, { bits: 8 }) - plain)).toBeLessThan(0.05);
  });
});

/** Test accuracy on the symmetric rule after a short training. */
function accuracyOnRule(engine: TrainingEngine, quantize: NetworkConfig["quantize"]): number {
  const data = createSymmetricRule({ mutualInformation: 0.99, seed: 0 });
  const split = splitRows(data.rows, 0.85, randomStream(0, "split"));
  const network = describeNetwork(
    { hidden: [10, 7, 5], activation: "tanh", output: "softmax", initializer: "lecun_normal", quantize },
    data.columns,
    data.classNames.length,
  );
  const session = start(engine, {
    network,
    initialWeights: drawInitialWeights(network, randomStream(0, "weights")),
    inputs: data.inputs,
    rows: data.rows,
    labels: data.labels,
    batchSize: 256,
    optimizer: { name: "adam", learningRate: 0.02, momentum: 0.9, weightDecay: 0 },
    loss: "crossEntropy",
    nextOrder: createBatchOrder(split.training, randomStream(0, "batches")),
  });
  for (let epoch = 0; epoch < 20; epoch++) {
    session.runEpoch(always);
  }
  const { accuracy } = measurePerformance(
    session.logits(),
    data.labels,
    split.test,
    "softmax",
    "crossEntropy",
  );
  session.dispose();
  return accuracy;
}
