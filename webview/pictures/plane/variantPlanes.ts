import { averageNetworks } from "../../state/meanNetwork";
import { COMPARED_MAX } from "../../state/shownEstimators";
import type { CellState } from "../../state/store";
import { shareAxes } from "./comparePlanes";
import { buildPlaneView, type PlaneOptions, type PlaneView } from "./planeView";
import { text } from "./strings";

/**
 * The planes of a study's variants on the same axes, each the mean over its networks, as in figure 3 of Shwartz-Ziv &
 * Tishby (2017); those of the first variants, if there are more than can be seen.
 * @param estimator index of the estimator that is shown
 */
export function buildVariantPlanes(
  cells: readonly CellState[],
  estimator: number,
  options: Pick<PlaneOptions, "hiddenLayers" | "beforeFirst"> & { readonly boundHidden: boolean },
): readonly PlaneView[] {
  const variants = [...new Set(cells.map(({ info }) => info.variant))].slice(0, COMPARED_MAX);
  const planes = variants.map((variant) => {
    const members = cells.filter(({ info }) => info.variant === variant);
    const { cell, snapshotDeviations } = averageNetworks(members);
    const plane = buildPlaneView(estimator, cell.info, cell.snapshots, {
      ...options,
      ...(options.boundHidden || cell.bound === undefined ? {} : { bound: cell.bound }),
      mean: { deviations: snapshotDeviations, members: members.map(({ snapshots }) => snapshots) },
    });
    return { ...plane, title: cell.info.variantName ?? text("variantTitle", variant + 1) };
  });
  return shareAxes(planes);
}
