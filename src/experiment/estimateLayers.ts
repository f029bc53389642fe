import type { Estimator, LabelDistribution } from "../information/estimate";
import { activationRange } from "../network/activation";
import type { NetworkSpec } from "../network/networkSpec";
import type { CellSnapshot } from "../run/runEvent";

type LayerEstimate = CellSnapshot["estimates"][number]["layers"][number];

/**
 * Every layer's estimate over the rows given.
 * @param activations one array a layer, rows × units
 * @returns undefined where `proceed` said to stop between two layers
 */
export function estimateLayers(
  estimator: Estimator,
  network: NetworkSpec,
  activations: readonly Float32Array[],
  labels: LabelDistribution,
  proceed: () => boolean,
): LayerEstimate[] | undefined {
  const rows = labels.conditional.length / labels.classes;
  const estimates: LayerEstimate[] = [];
  for (const [index, layer] of network.layers.entries()) {
    if (!proceed()) {
      return undefined;
    }
    const estimate = estimator.estimate(
      {
        activations: activations[index]!,
        rows,
        units: layer.units,
        naturalRange: activationRange(layer.activation),
      },
      labels,
    );
    estimates.push({ ...estimate, flags: [...estimate.flags] });
  }
  return estimates;
}

/** These rows of a row-major matrix, in this order. */
export function gatherRows(values: Float32Array, columns: number, rows: Uint32Array): Float32Array {
  const gathered = new Float32Array(rows.length * columns);
  for (const [position, row] of rows.entries()) {
    gathered.set(values.subarray(row * columns, (row + 1) * columns), position * columns);
  }
  return gathered;
}
