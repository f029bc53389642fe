import { depthOf } from "./layerRamp";

/** How a layer is called and colored wherever it is drawn. */
export interface LayerIdentity {
  readonly layer: number;
  /** Its place between the first layer, 0, and the last, 1. */
  readonly depth: number;
  readonly tag: string;
  readonly title: string;
}

/** The short name of a layer: T1 for the first. */
export function nameLayer(layer: number): string {
  return `T${layer + 1}`;
}

/** @param layers all layers of the network, in their order */
export function identifyLayer(layer: number, layers: readonly { readonly name: string }[]): LayerIdentity {
  const tag = nameLayer(layer);
  return { layer, depth: depthOf(layer, layers.length), tag, title: `${tag}: ${layers[layer]!.name}` };
}

/** The layers that are not hidden, in their order. */
export function listVisible(
  layers: readonly { readonly name: string }[],
  hiddenLayers: readonly number[],
): readonly number[] {
  return [...layers.keys()].filter((layer) => !hiddenLayers.includes(layer));
}
