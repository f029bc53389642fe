import type { NetworkConfig } from "../config/schema";
import type { ActivationName, OutputName } from "./activation";
import type { InitializerName } from "./initializer";

export interface LayerSpec {
  /** "hidden 1", … and "output". */
  readonly name: string;
  readonly inputs: number;
  readonly units: number;
  readonly activation: ActivationName | OutputName;
}

/** A dense network: what it is, not how it is trained. The last layer is the output. */
export interface NetworkSpec {
  readonly inputs: number;
  readonly classes: number;
  readonly layers: readonly LayerSpec[];
  readonly initializer: InitializerName;
}

/** The network that a config describes, for data with this many input columns and classes. */
export function describeNetwork(config: NetworkConfig, inputs: number, classes: number): NetworkSpec {
  const hidden = config.hidden.map((layer) => (typeof layer === "number" ? { units: layer } : layer));
  const layers: LayerSpec[] = [];
  let width = inputs;
  for (const [index, layer] of hidden.entries()) {
    layers.push({
      name: `hidden ${index + 1}`,
      inputs: width,
      units: layer.units,
      activation: layer.activation ?? config.activation,
    });
    width = layer.units;
  }
  layers.push({
    name: "output",
    inputs: width,
    units: config.output === "sigmoid" ? 1 : classes,
    activation: config.output,
  });
  return { inputs, classes, layers, initializer: config.initializer };
}
