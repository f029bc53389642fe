import type { LayerLabel } from "../../src/view/viewMessages";
import { formatCount } from "../kit/formatNumber";
import { nameLayer } from "../kit/nameLayer";
import { text } from "../kit/strings";
import type { LayerRemark } from "../picture/pictureKind";

/** One layer in the legend, which all pictures are read by. */
export interface LayerEntry extends LayerRemark {
  readonly layer: number;
  /** T1, T2, …: the name of the literature, short enough to stand in the picture. */
  readonly tag: string;
  readonly name: string;
  /** Units and activation. */
  readonly detail: string;
  readonly hidden: boolean;
}

/** @param remarks what the pictures say of the layers, in their order */
export function buildLayerLegend(
  layers: readonly LayerLabel[],
  hiddenLayers: readonly number[],
  remarks: readonly LayerRemark[] = [],
): readonly LayerEntry[] {
  return layers.map((label, layer) => ({
    layer,
    tag: nameLayer(layer),
    name: label.name,
    detail: text("layerDetail", formatCount(label.units), label.activation),
    ...remarks[layer],
    hidden: hiddenLayers.includes(layer),
  }));
}
