import type { Estimator, InformationEstimate } from "../information/estimate";
import { layerRange, type NetworkSpec } from "../network/networkSpec";
import type { RowSet } from "./rowSets";

/**
 * Every layer's estimate over a set of rows.
 * @param activations of the set's rows, one array a layer, rows × units
 * @returns undefined where `proceed` said to stop
 */
export function estimateLayers(
  estimator: Estimator,
  network: NetworkSpec,
  activations: readonly Float32Array[],
  set: RowSet,
  proceed: () => boolean,
): InformationEstimate[] | undefined {
  const estimates: InformationEstimate[] = [];
  for (const [index, layer] of network.layers.entries()) {
    if (!proceed()) {
      return undefined;
    }
    const estimate = estimator.estimate(
      {
        activations: activations[index]!,
        rows: set.labels.sampled.length,
        units: layer.units,
        naturalRange: layerRange(layer),
        inputs: set.inputs,
        inputEntropy: set.inputEntropy,
        quantized: layer.quantization !== undefined,
      },
      set.labels,
      proceed,
    );
    if (estimate === undefined) {
      return undefined;
    }
    estimates.push(estimate);
  }
  return estimates;
}
