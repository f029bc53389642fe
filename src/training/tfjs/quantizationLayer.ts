import * as tf from "@tensorflow/tfjs";
import { createQuantizer, straightThrough, type Quantization } from "../../network/quantization";

/**
 * Rounds a layer's activations to its grid, outside of the backend: the function that all engines share gives them
 * the same floats, where every backend rounds in a way of its own.
 */
export class QuantizationLayer extends tf.layers.Layer {
  static readonly className = "QuantizationLayer";
  readonly #round: (values: tf.Tensor) => tf.Tensor;

  constructor(quantization: Quantization) {
    super({});
    this.#round = differentiableRounding(quantization);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return this.#round(Array.isArray(inputs) ? inputs[0]! : inputs);
  }
}

/** Rounding as an operation of TensorFlow.js with the slope of the straight-through estimator. */
function differentiableRounding(quantization: Quantization): (values: tf.Tensor) => tf.Tensor {
  const quantize = createQuantizer(quantization);
  return tf.customGrad((values, save) => {
    const before = values as tf.Tensor;
    (save as tf.GradSaveFunc)([before]);
    return {
      value: tf.tensor(quantize(before.dataSync<"float32">()), before.shape),
      gradFunc: (gradient: tf.Tensor, saved: tf.Tensor[]) =>
        tf.tensor(
          straightThrough(quantization, saved[0]!.dataSync<"float32">(), gradient.dataSync<"float32">()),
          gradient.shape,
        ),
    };
  });
}
