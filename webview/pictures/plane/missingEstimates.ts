import type { GrowingTable } from "../../state/growingTable";
import { text } from "./strings";
import { createFigureReader } from "../../state/figureReader";
import { formatCount } from "../../kit/formatNumber";
import { groupBy } from "../../../src/base/groupBy";
import { nameLayer } from "../../kit/nameLayer";

/** Snapshots without an estimate by an estimator, by layer. */
export function countMissingEstimates(
  estimator: number,
  layers: number,
  snapshots: GrowingTable,
): readonly number[] {
  return Array.from({ length: layers }, (_, layer) => {
    let missing = 0;
    for (let row = 0; row < snapshots.rows; row++) {
      const read = createFigureReader(snapshots, row, layers, estimator, layer);
      missing += Number.isFinite(read("ixt")) && Number.isFinite(read("ity")) ? 0 : 1;
    }
    return missing;
  });
}

/** How many snapshots have no estimate, layers with as many of them named together. */
export function describeMissing(missing: readonly number[], snapshots: number): readonly string[] {
  const incomplete = [...missing.entries()].filter(([, count]) => count > 0);
  return [...groupBy(incomplete, ([, count]) => String(count))].map(([, group]) => {
    const tags = group.map(([layer]) => nameLayer(layer)).join(", ");
    return text("planeMissing", tags, formatCount(group[0]![1]), formatCount(snapshots));
  });
}
