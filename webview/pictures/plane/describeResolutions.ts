import { groupBy } from "../../../src/base/groupBy";
import { nameLayer } from "../../kit/nameLayer";
import { text } from "./strings";

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
export function groupByResolution(resolutions: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const groups = groupBy(resolutions.entries(), ([, resolution]) => resolution);
  return new Map(
    [...groups].map(([resolution, group]) => [resolution, group.map(([layer]) => nameLayer(layer))]),
  );
}
