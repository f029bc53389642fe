import type { GrowingTable } from "../../state/growingTable";
import { formatCount } from "../../kit/formatNumber";
import type { LayerRemark } from "../../picture/pictureKind";
import type { CellInfo } from "../../state/store";
import { describeDistance, type BoundCurve } from "./boundCurve";
import { groupByResolution } from "./describeResolutions";
import { countMissingEstimates } from "./missingEstimates";
import { readNewestDistances } from "./planeTrajectory";
import { text } from "./strings";

/** What the plane of an estimator, given by its index, says of each layer, for the legend. */
export function remarkOnLayers(
  estimator: number,
  { layers, estimators, inputEntropy }: CellInfo,
  snapshots: GrowingTable,
  bound: BoundCurve | undefined,
): readonly LayerRemark[] {
  const resolutions = estimators[estimator]?.resolutions ?? [];
  const differ = groupByResolution(resolutions).size > 1;
  const missing = countMissingEstimates(estimator, layers.length, snapshots);
  const distances = readNewestDistances(estimator, layers.length, snapshots);
  // If there is no estimate at all, the plane says so and why.
  const hasEstimates = missing.some((count) => count < snapshots.rows);
  return layers.map((_, layer) => {
    const gaps = hasEstimates ? (missing[layer] ?? 0) : 0;
    const place = distances[layer];
    const distance = place === undefined ? "" : describeDistance(place, bound, inputEntropy).join(", ");
    return {
      ...(differ ? { resolution: resolutions[layer] ?? "" } : {}),
      ...(gaps > 0 ? { missing: text("layerMissing", formatCount(gaps), formatCount(snapshots.rows)) } : {}),
      ...(distance === "" ? {} : { distance }),
    };
  });
}
