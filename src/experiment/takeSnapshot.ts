import type { Proceed } from "../base/proceed";
import { aboveBoundFlags, labelExcessFlags } from "../analysis/dataProcessing";
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
  /** Whether the bound is the bound of the inputs themselves, which no layer can be above; a bound of merged or noisy inputs is not. */
  readonly isBoundOfInputs: boolean;
}

/**
 * Every estimator's figures of every layer, over all rows and over the training rows, from the same activations.
 * @param activations of all rows, one array a layer, rows × units
 */
export function takeSnapshot(
  cell: CellId,
  epoch: number,
  measurement: Measurement,
  activations: readonly Float32Array[],
  proceed: Proceed,
): CellSnapshot {
  const { network, estimators, rowSets, curve } = measurement;
  const measured = rowSets.map((set) => ({ set, own: activationsOf(set, network, activations) }));
  const estimates: CellSnapshot["estimates"] = [];
  for (const measuring of estimators) {
    for (const { set, own } of measured) {
      const layers = estimateLayers(measuring.estimator, network, own, set, proceed);
      // The bound is of the whole data; the training rows have another.
      const reference = set.rows === "all" && measuring.isShannon ? curve : undefined;
      estimates.push({
        estimator: measuring.key,
        rows: set.rows,
        layers: layers.map((layer) => describeEstimate(layer, reference, measuring, measurement)),
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

/** The estimate, its place beside the bound, and a flag for each law of Shannon's information that it breaks. */
function describeEstimate(
  estimate: InformationEstimate,
  curve: InformationCurve | undefined,
  { isShannon }: MeasuringEstimator,
  { isBoundOfInputs }: Measurement,
): LayerEstimate {
  const flags = [...estimate.flags, ...(isShannon ? labelExcessFlags(estimate) : [])];
  if (curve === undefined || !Number.isFinite(estimate.ixt) || !Number.isFinite(estimate.ity)) {
    return { ...estimate, flags };
  }
  const { distance, beta } = placeBelowCurve(curve, estimate);
  return {
    ...estimate,
    flags: [...flags, ...aboveBoundFlags(estimate, distance, isBoundOfInputs)],
    belowBound: distance,
    ...(beta === undefined ? {} : { beta }),
  };
}
