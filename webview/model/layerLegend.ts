import type { LayerLabel } from "../../src/protocol/viewMessages";
import { text } from "../strings";
import { formatCount } from "./formatNumber";
import { groupBy } from "./groupBy";

/** One layer in the legend, which both the plane and the gradient chart are read by. */
export interface LayerEntry {
  readonly layer: number;
  /** T1, T2, …: the name of the literature, short enough to stand in the picture. */
  readonly tag: string;
  readonly name: string;
  /** Units and activation. */
  readonly detail: string;
  /** What I(X;T) of this layer is measured by; only where the layers differ in it. */
  readonly resolution?: string;
  /** How many snapshots have no estimate of this layer; only where there are any. */
  readonly missing?: string;
  readonly hidden: boolean;
}

/** @param missing snapshots without an estimate, by layer */
export function buildLayerLegend(
  layers: readonly LayerLabel[],
  hiddenLayers: readonly number[],
  missing: readonly number[],
  snapshots: number,
): readonly LayerEntry[] {
  const differ = groupByResolution(layers).size > 1;
  return layers.map((label, layer) => {
    const gaps = missing[layer] ?? 0;
    return {
      layer,
      tag: nameLayer(layer),
      name: label.name,
      detail: text("layerDetail", formatCount(label.units), label.activation),
      ...(differ ? { resolution: label.resolution } : {}),
      ...(gaps > 0 ? { missing: text("layerMissing", formatCount(gaps), formatCount(snapshots)) } : {}),
      hidden: hiddenLayers.includes(layer),
    };
  });
}

/** The short name of a layer: T1 for the first. */
export function nameLayer(layer: number): string {
  return `T${layer + 1}`;
}

/**
 * What I(X;T) is measured by, in a few lines: the resolution of most layers, and with their names that of the
 * others. Where that would be long, the legend is pointed to.
 */
export function describeResolutions(layers: readonly LayerLabel[]): readonly string[] {
  const groups = groupByResolution(layers);
  const [main, other, ...more] = [...groups].sort(([, a], [, b]) => b.length - a.length);
  if (main === undefined) {
    return [];
  }
  if (other === undefined) {
    return [main[0]];
  }
  return more.length === 0 && other[1].length <= 3
    ? [main[0], text("planeResolutionOf", other[1].join(", "), other[0])]
    : [text("planeResolutionByLayer")];
}

/** Names of the layers by what they are measured by. */
function groupByResolution(layers: readonly LayerLabel[]): ReadonlyMap<string, readonly string[]> {
  const groups = groupBy(layers.entries(), ([, { resolution }]) => resolution);
  return new Map(
    [...groups].map(([resolution, group]) => [resolution, group.map(([layer]) => nameLayer(layer))]),
  );
}
