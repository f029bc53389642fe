import { activationRange, type ActivationName, type OutputName } from "./activation";
import type { InitializerName } from "./initializer";
import { quantizationOf, type Quantization, type QuantizationSettings } from "./quantization";

export interface LayerSpec {
  /** "hidden 1", … and "output". */
  readonly name: string;
  readonly inputs: number;
  readonly units: number;
  readonly activation: ActivationName | OutputName;
  /** What the activations are rounded to before the next layer sees them; left out if they are not. */
  readonly quantization?: Quantization;
}

/** A dense network: what it is, not how it is trained. The last layer is the output. */
export interface NetworkSpec {
  readonly inputs: number;
  readonly classes: number;
  readonly layers: readonly LayerSpec[];
  readonly initializer: InitializerName;
}

/** What is said of a dense network before the data is known. */
export interface NetworkDescription {
  /** Hidden layers from the input on: the units of each, and its activation if it has one of its own. */
  readonly hidden: readonly (
    number | { readonly units: number; readonly activation?: ActivationName | undefined }
  )[];
  /** Of the hidden layers without one of their own. */
  readonly activation: ActivationName;
  readonly output: OutputName;
  readonly initializer: InitializerName;
  readonly quantize?: QuantizationSettings | undefined;
}

/** The network that is described, for data with this many input columns and classes. */
export function describeNetwork(config: NetworkDescription, inputs: number, classes: number): NetworkSpec {
  const hidden = config.hidden.map((layer) => (typeof layer === "number" ? { units: layer } : layer));
  const { quantize } = config;
  const quantizationBy = (activation: LayerSpec["activation"]): Pick<LayerSpec, "quantization"> =>
    quantize === undefined ? {} : { quantization: quantizationOf(quantize, activation) };
  const layers: LayerSpec[] = [];
  let width = inputs;
  for (const [index, layer] of hidden.entries()) {
    const activation = layer.activation ?? config.activation;
    layers.push({
      name: `hidden ${index + 1}`,
      inputs: width,
      units: layer.units,
      activation,
      ...quantizationBy(activation),
    });
    width = layer.units;
  }
  layers.push({
    name: "output",
    inputs: width,
    units: config.output === "sigmoid" ? 1 : classes,
    activation: config.output,
    ...quantizationBy(config.output),
  });
  return { inputs, classes, layers, initializer: config.initializer };
}

/** What a layer's values cannot leave: the ends of its grid, or its activation's own interval if it has one. */
export function layerRange({ activation, quantization }: LayerSpec): readonly [number, number] | undefined {
  return quantization === undefined ? activationRange(activation) : [quantization.low, quantization.high];
}
