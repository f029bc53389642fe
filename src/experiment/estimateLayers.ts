import type { Proceed } from "../base/proceed";
import type { Estimator, InformationEstimate } from "../information/estimate";
import { layerRange, type NetworkSpec } from "../network/networkSpec";
import type { RowSet } from "./rowSets";

/**
 * Every layer's estimate over a set of rows.
 * @param activations of the set's rows, one array a layer, rows × units
 */
export function estimateLayers(
  estimator: Estimator,
  network: NetworkSpec,
  activations: readonly Float32Array[],
  set: RowSet,
  proceed: Proceed,
): InformationEstimate[] {
  const estimates: InformationEstimate[] = [];
  for (const [index, layer] of network.layers.entries()) {
    proceed();
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
    estimates.push(estimate);
  }
  return estimates;
}
