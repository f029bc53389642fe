import { placeBelowCurve } from "../information/bound/placeBelowCurve";
import type { InformationCurve } from "../information/bound/informationCurve";
import type { InformationEstimate } from "../information/estimate";
import { gatherRows } from "../information/gatherRows";
import type { NetworkSpec } from "../network/networkSpec";
import type { CellId, CellSnapshot, LayerEstimate } from "../run/runEvent";
import { estimateLayers } from "./estimateLayers";
import type { MeasuringEstimator } from "./measuringEstimators";
import type { RowSet } from "./rowSets";

/** What a snapshot is measured with. */
export interface Measurement {
  readonly network: NetworkSpec;
  readonly estimators: readonly MeasuringEstimator[];
  readonly rowSets: readonly RowSet[];
  /** The bound of the data, where the config asks for one. */
  readonly curve: InformationCurve | undefined;
}

/**
 * Every estimator's figures of every layer, over all rows and over the training rows, from the same activations.
 * @param activations of all rows, one array a layer, rows × units
 * @returns undefined where `proceed` said to stop
 */
export function takeSnapshot(
  cell: CellId,
  epoch: number,
  { network, estimators, rowSets, curve }: Measurement,
  activations: readonly Float32Array[],
  proceed: () => boolean,
): CellSnapshot | undefined {
  const measured = rowSets.map((set) => ({ set, own: activationsOf(set, network, activations) }));
  const estimates: CellSnapshot["estimates"] = [];
  for (const { key, estimator, isShannon } of estimators) {
    for (const { set, own } of measured) {
      const layers = estimateLayers(estimator, network, own, set, proceed);
      if (layers === undefined) {
        return undefined;
      }
      // The bound is of the whole data; the training rows have another.
      const reference = set.rows === "all" && isShannon ? curve : undefined;
      estimates.push({
        estimator: key,
        rows: set.rows,
        layers: layers.map((layer) => describeEstimate(layer, reference)),
      });
    }
  }
  return { type: "cell/snapshot", cell, epoch, estimates };
}

/** The activations of a set's rows, gathered once for all estimators. */
function activationsOf(
  { chosen }: RowSet,
  { layers }: NetworkSpec,
  activations: readonly Float32Array[],
): readonly Float32Array[] {
  return chosen === undefined
    ? activations
    : activations.map((layer, index) => gatherRows(layer, layers[index]!.units, chosen));
}

function describeEstimate(estimate: InformationEstimate, curve: InformationCurve | undefined): LayerEstimate {
  const described: LayerEstimate = { ...estimate, flags: [...estimate.flags] };
  if (curve === undefined || !Number.isFinite(estimate.ixt) || !Number.isFinite(estimate.ity)) {
    return described;
  }
  const { distance, beta } = placeBelowCurve(curve, estimate);
  return { ...described, belowBound: distance, ...(beta === undefined ? {} : { beta }) };
}
