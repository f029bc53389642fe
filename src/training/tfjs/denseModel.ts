import * as tf from "@tensorflow/tfjs";
import type { LayerWeights } from "../../network/initialWeights";
import type { LayerSpec, NetworkSpec } from "../../network/networkSpec";
import { QuantizationLayer } from "./quantizationLayer";

/** A Keras layers model of a dense network, with the places that training and measuring reach into. */
export interface DenseModel {
  /** From inputs to the output layer before its activation. */
  readonly logits: tf.LayersModel;
  /** From inputs to every layer's activations, rounded where the layer is quantized, then the logits. */
  readonly layers: tf.LayersModel;
  /** The trained variables, per layer. */
  readonly kernels: readonly tf.Variable[];
  readonly biases: readonly tf.Variable[];
  dispose(): void;
}

/** Builds the model and gives it these weights. */
export function buildDenseModel(network: NetworkSpec, weights: readonly LayerWeights[]): DenseModel {
  const input = tf.input({ shape: [network.inputs] });
  const last = network.layers.length - 1;
  const activations: tf.SymbolicTensor[] = [];
  const dense: tf.layers.Layer[] = [];
  let tensor = input;
  for (const [index, layer] of network.layers.entries()) {
    // The output stays linear here: its activation is a layer of its own, so that the logits can be read.
    const activation = index === last || layer.activation === "softmax" ? "linear" : layer.activation;
    const made = tf.layers.dense({ units: layer.units, activation });
    dense.push(made);
    tensor = made.apply(tensor) as tf.SymbolicTensor;
    if (index < last) {
      tensor = quantize(tensor, layer);
      activations.push(tensor);
    }
  }
  const logits = tensor;
  const outputLayer = network.layers[last]!;
  const outputActivation = outputLayer.activation === "sigmoid" ? "sigmoid" : "softmax";
  const probabilities = tf.layers.activation({ activation: outputActivation }).apply(logits);
  const output = quantize(probabilities as tf.SymbolicTensor, outputLayer);
  const logitsModel = tf.model({ inputs: input, outputs: logits });
  const layersModel = tf.model({ inputs: input, outputs: [...activations, output, logits] });

  const kernels: tf.Variable[] = [];
  const biases: tf.Variable[] = [];
  for (const [index, layer] of dense.entries()) {
    const { kernel, bias } = weights[index]!;
    const spec = network.layers[index]!;
    tf.tidy(() => {
      layer.setWeights([tf.tensor2d(kernel, [spec.inputs, spec.units]), tf.tensor1d(bias)]);
    });
    const [kernelVariable, biasVariable] = layer.trainableWeights;
    kernels.push(trainedVariable(kernelVariable!.read()));
    biases.push(trainedVariable(biasVariable!.read()));
  }
  return {
    logits: logitsModel,
    layers: layersModel,
    kernels,
    biases,
    dispose: () => {
      // This model holds every layer; the other shares them and has no tensor of its own.
      layersModel.dispose();
    },
  };
}

/** The activations as the next layer sees them. */
function quantize(activations: tf.SymbolicTensor, { quantization }: LayerSpec): tf.SymbolicTensor {
  return quantization === undefined
    ? activations
    : (new QuantizationLayer(quantization).apply(activations) as tf.SymbolicTensor);
}

/** A layer reads its weights as tensors; what it trains is a variable. */
function trainedVariable(tensor: tf.Tensor): tf.Variable {
  if (isVariable(tensor)) {
    return tensor;
  }
  throw new TypeError("A dense layer's weight is not a variable.");
}

function isVariable(tensor: tf.Tensor): tensor is tf.Variable {
  return tensor instanceof tf.Variable;
}
