import { describePlanePhase, type PlanePhase } from "../../src/analysis/phases/planePhase";
import { describeGradientPhase, type GradientPhase } from "../../src/analysis/phases/gradientPhase";
import { layerColumn } from "../../src/view/tables";
import { createFigureReader } from "./figureReader";
import { readEpoch, readValue } from "./growingTable";
import type { CellState } from "./store";

/** What one layer of one network does over the epochs. */
export interface LayerPhase {
  /** Undefined if there are too few estimates. */
  readonly plane: PlanePhase | undefined;
  readonly gradient: GradientPhase;
  /** The largest I(T;Y) and the last, in bits; NaN of none. */
  readonly told: { readonly most: number; readonly last: number };
}

const known = new WeakMap<CellState, Map<number, readonly LayerPhase[]>>();

/**
 * The phases of each layer of a network by one of its estimators, by the rules of the findings. Kept as long as the
 * network is: of fifty networks that train, those that have ended are not looked at again.
 */
export function findNetworkPhases(cell: CellState, estimator: number): readonly LayerPhase[] {
  const byEstimator = known.get(cell) ?? new Map<number, readonly LayerPhase[]>();
  known.set(cell, byEstimator);
  const phases =
    byEstimator.get(estimator) ?? cell.info.layers.map((_, layer) => describe(cell, estimator, layer));
  byEstimator.set(estimator, phases);
  return phases;
}

function describe({ info, snapshots, epochs }: CellState, estimator: number, layer: number): LayerPhase {
  const { layers, estimators, inputEntropy } = info;
  const rows = Array.from({ length: snapshots.rows }, (_, row) =>
    createFigureReader(snapshots, row, layers.length, estimator, layer),
  );
  const told = rows.map((read) => read("ity")).filter(Number.isFinite);
  const movement = estimators[estimator]?.uncounted?.[layer] ?? "none";
  return {
    plane: describePlanePhase(
      { epochs: rows.map((read) => read("epoch")), ixt: rows.map((read) => read("ixt")) },
      inputEntropy,
      movement === "none" ? undefined : movement,
    ),
    told: {
      most: told.reduce((most, bits) => Math.max(most, bits), told[0] ?? NaN),
      last: told.at(-1) ?? NaN,
    },
    gradient: describeGradientPhase(
      Array.from({ length: epochs.rows }, (_, row) => ({
        epoch: readEpoch(epochs, row),
        mean: readValue(epochs, row, layerColumn(layer, "gradientMean")),
        deviation: readValue(epochs, row, layerColumn(layer, "gradientDeviation")),
      })),
    ),
  };
}
