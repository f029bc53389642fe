import type { LayerLabel } from "../../src/view/viewMessages";
import { text } from "../kit/strings";
import { describeDistance, type BoundCurve, type BoundDistance } from "../pictures/plane/boundCurve";
import { formatCount } from "../kit/formatNumber";
import { groupBy } from "../kit/groupBy";

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
  /** How the layer lies by the bound at the newest snapshot; only where that is known. */
  readonly distance?: string;
  readonly hidden: boolean;
}

/** What an estimator says of the layers, each by layer. */
export interface LayerEstimates {
  readonly resolutions: readonly string[];
  /** Snapshots without an estimate, of so many. */
  readonly missing: readonly number[];
  readonly snapshots: number;
  /** At the newest snapshot. */
  readonly distances: readonly BoundDistance[];
  /** The bound that is drawn. */
  readonly bound?: BoundCurve | undefined;
}

/** @param estimates left out where those of several estimators are drawn: their planes then say it of their own */
export function buildLayerLegend(
  layers: readonly LayerLabel[],
  hiddenLayers: readonly number[],
  estimates?: LayerEstimates,
): readonly LayerEntry[] {
  return layers.map((label, layer) => ({
    layer,
    tag: nameLayer(layer),
    name: label.name,
    detail: text("layerDetail", formatCount(label.units), label.activation),
    ...(estimates === undefined ? {} : describeEstimates(estimates, layer)),
    hidden: hiddenLayers.includes(layer),
  }));
}

function describeEstimates(
  { resolutions, missing, snapshots, distances, bound }: LayerEstimates,
  layer: number,
): Pick<LayerEntry, "resolution" | "missing" | "distance"> {
  const differ = groupByResolution(resolutions).size > 1;
  // Where there is no estimate at all, the plane says so and why.
  const gaps = missing.every((count) => count === snapshots) ? 0 : (missing[layer] ?? 0);
  const distance = describeDistance(distances[layer] ?? {}, bound).join(", ");
  return {
    ...(differ ? { resolution: resolutions[layer] ?? "" } : {}),
    ...(gaps > 0 ? { missing: text("layerMissing", formatCount(gaps), formatCount(snapshots)) } : {}),
    ...(distance === "" ? {} : { distance }),
  };
}

/** The short name of a layer: T1 for the first. */
export function nameLayer(layer: number): string {
  return `T${layer + 1}`;
}

/**
 * What I(X;T) is measured by, in a few lines: the resolution of most layers, and with their names that of the
 * others. Where that would be long, the legend is pointed to.
 */
export function describeResolutions(resolutions: readonly string[]): readonly string[] {
  const groups = groupByResolution(resolutions);
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
function groupByResolution(resolutions: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const groups = groupBy(resolutions.entries(), ([, resolution]) => resolution);
  return new Map(
    [...groups].map(([resolution, group]) => [resolution, group.map(([layer]) => nameLayer(layer))]),
  );
}
