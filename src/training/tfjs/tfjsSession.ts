import * as tf from "@tensorflow/tfjs";
import { alwaysProceed, type Proceed } from "../../base/proceed";
import type { LayerWeights } from "../../network/initialWeights";
import { euclideanNorm } from "../engine/euclideanNorm";
import { GradientAccumulator } from "../engine/gradientStatistics";
import {
  ADAM_BETA1,
  ADAM_BETA2,
  ADAM_EPSILON,
  RMSPROP_DECAY,
  RMSPROP_EPSILON,
  type OptimizerSettings,
} from "../engine/optimizer";
import type { TrainingSession, TrainingTask } from "../engine/trainingEngine";
import { buildDenseModel } from "./denseModel";
import { batchLoss } from "./trainingLoss";
import { withSignsOfLife } from "./withSignsOfLife";

/**
 * Trains a dense network by TensorFlow.js. Every tensor but the weights, the optimizer's slots and the inputs
 * lives inside a `tidy`, so the number of tensors does not grow with the epochs.
 */
export function startTfjsSession(task: TrainingTask): TrainingSession {
  const { network, rows } = task;
  const columns = network.inputs;
  const output = network.layers.at(-1)!;
  const outputName = output.activation === "sigmoid" ? "sigmoid" : "softmax";
  const model = buildDenseModel(network, task.initialWeights);
  const variables = [...model.kernels, ...model.biases];
  const optimizer = createOptimizer(task.optimizer);
  const accumulator = new GradientAccumulator(network.layers.map((layer) => layer.inputs * layer.units));
  const allInputs = tf.tensor2d(task.inputs, [rows, columns]);

  const trainBatch = (batch: Uint32Array, proceed: Proceed): void => {
    tf.tidy(() => {
      const inputs = tf.tensor2d(gatherInputs(task.inputs, columns, batch), [batch.length, columns]);
      const targets = tf.tensor2d(gatherTargets(task.labels, output.units, batch), [
        batch.length,
        output.units,
      ]);
      const { grads } = tf.variableGrads(
        () =>
          batchLoss(
            task.loss,
            outputName,
            targets,
            model.logits.apply(inputs, { training: true }) as tf.Tensor2D,
          ),
        variables,
      );
      accumulator.add(
        model.kernels.map((kernel) => gradientOf(grads, kernel).dataSync<"float32">()),
        proceed,
      );
      if (task.optimizer.weightDecay > 0) {
        for (const kernel of model.kernels) {
          grads[kernel.name] = tf.add(gradientOf(grads, kernel), tf.mul(kernel, task.optimizer.weightDecay));
        }
      }
      optimizer.applyGradients(grads);
    });
  };

  const readWeights = (): LayerWeights[] =>
    model.kernels.map((kernel, layer) => ({
      kernel: kernel.dataSync<"float32">().slice(),
      bias: model.biases[layer]!.dataSync<"float32">().slice(),
    }));

  return {
    runEpoch: (proceed) => {
      accumulator.reset();
      const order = task.nextOrder();
      for (let start = 0; start < order.length; start += task.batchSize) {
        proceed();
        withSignsOfLife(proceed, () => {
          trainBatch(order.subarray(start, start + task.batchSize), proceed);
        });
      }
      return accumulator.statistics(proceed);
    },
    forward: (proceed = alwaysProceed) =>
      withSignsOfLife(proceed, () =>
        tf.tidy(() => {
          const outputs = model.layers.predict(allInputs, { batchSize: rows }) as tf.Tensor[];
          const arrays = outputs.map((tensor) => tensor.dataSync<"float32">().slice());
          return { activations: arrays.slice(0, -1), logits: arrays.at(-1)! };
        }),
      ),
    logits: (proceed = alwaysProceed) =>
      withSignsOfLife(proceed, () =>
        tf.tidy(() => {
          const logits = model.logits.predict(allInputs, { batchSize: rows }) as tf.Tensor;
          return logits.dataSync<"float32">().slice();
        }),
      ),
    weightNorms: (proceed = alwaysProceed) =>
      model.kernels.map((kernel) => {
        proceed();
        return euclideanNorm(kernel.dataSync<"float32">());
      }),
    weights: readWeights,
    // All rows go through a layer in one call.
    longestStep: rows * Math.max(...network.layers.map(({ inputs, units }) => inputs * units)),
    dispose: () => {
      model.dispose();
      optimizer.dispose();
      if (task.optimizer.name === "momentum") {
        // It overrides SGD's dispose and forgets the learning rate that SGD keeps as a tensor.
        tf.SGDOptimizer.prototype.dispose.call(optimizer);
      }
      allInputs.dispose();
    },
  };
}

function createOptimizer(settings: OptimizerSettings): tf.Optimizer {
  switch (settings.name) {
    case "sgd":
      return tf.train.sgd(settings.learningRate);
    case "momentum":
      return tf.train.momentum(settings.learningRate, settings.momentum);
    case "adam":
      return tf.train.adam(settings.learningRate, ADAM_BETA1, ADAM_BETA2, ADAM_EPSILON);
    case "rmsprop":
      return tf.train.rmsprop(settings.learningRate, RMSPROP_DECAY, 0, RMSPROP_EPSILON);
  }
}

function gradientOf(gradients: tf.NamedTensorMap, variable: tf.Variable): tf.Tensor {
  return gradients[variable.name]!;
}

function gatherInputs(inputs: Float32Array, columns: number, batch: Uint32Array): Float32Array {
  const gathered = new Float32Array(batch.length * columns);
  for (const [position, row] of batch.entries()) {
    gathered.set(inputs.subarray(row * columns, (row + 1) * columns), position * columns);
  }
  return gathered;
}

/** One-hot rows, or, for a single output unit, the class index itself (0 or 1). */
function gatherTargets(labels: Uint16Array, units: number, batch: Uint32Array): Float32Array {
  const gathered = new Float32Array(batch.length * units);
  for (const [position, row] of batch.entries()) {
    const label = labels[row]!;
    if (units === 1) {
      gathered[position] = label;
    } else {
      gathered[position * units + label] = 1;
    }
  }
  return gathered;
}
