import { DETAILED_NETWORKS_MAX } from "../base/limits";
import type { HistogramBins } from "../config/plan/histogramBins";
import { layerRange, type NetworkSpec } from "../network/networkSpec";
import type { CellHistograms, CellId } from "../run/runEvent";

/** Whether a run file of so many networks keeps their histograms. */
export function keepsHistograms(networks: number): boolean {
  return networks <= DETAILED_NETWORKS_MAX;
}

/**
 * The event that keeps where the activations of each layer lie: it shows what falls into one bin, and what lies outside.
 * @param activations of all rows, one array a layer, rows × units
 */
export function describeHistograms(
  cell: CellId,
  epoch: number,
  { layers }: NetworkSpec,
  { estimator, bins, range }: HistogramBins,
  activations: readonly Float32Array[],
): CellHistograms {
  return {
    type: "cell/histograms",
    cell,
    epoch,
    ...(estimator === undefined ? {} : { estimator }),
    layers: activations.map((values, layer) => {
      const covered =
        range === "natural" ? layerRange(layers[layer]!) : range === "observed" ? undefined : range;
      return countInParts(values, covered ?? observedRange(values), bins);
    }),
  };
}

/** An empty range at 0 if no value is a number. */
function observedRange(values: Float32Array): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (Number.isFinite(value)) {
      low = value < low ? value : low;
      high = value > high ? value : high;
    }
  }
  return low <= high ? [low, high] : [0, 0];
}

/** In the parts of `equalIntervals`, written out: it is asked for every activation of every snapshot. */
function countInParts(
  values: Float32Array,
  [low, high]: readonly [number, number],
  parts: number,
): CellHistograms["layers"][number] {
  const scale = high > low ? parts / (high - low) : 0;
  // The last part is closed above: what lies on the end goes one further, and is added to it.
  const counts = new Uint32Array(parts + 1);
  let below = 0;
  let above = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (value >= low && value <= high) {
      counts[((value - low) * scale) | 0]!++;
    } else if (value < low) {
      below++;
    } else if (value > high) {
      above++;
    }
  }
  counts[parts - 1]! += counts[parts]!;
  return { range: [low, high], below, above, counts: [...counts.subarray(0, parts)] };
}
