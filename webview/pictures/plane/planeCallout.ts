import { nameLayer } from "../../kit/nameLayer";
import { createFigureReader } from "../../state/figureReader";
import type { GrowingTable } from "../../state/growingTable";
import type { CellInfo } from "../../state/store";
import { SATURATION_MARGIN } from "./boundCurve";
import { text } from "./strings";

/** Said at the plane if layers cannot be told apart by the estimator that is shown. */
export interface PlaneCallout {
  readonly text: string;
  /** The estimator of the run that tells most of these layers apart; left out if none does. */
  readonly other?: { readonly estimator: string; readonly label: string };
}

/** One layer at the ceiling is no news; two or more lie on each other. */
const SATURATED_MIN = 2;

/** @returns undefined if no more than one layer is saturated at the newest snapshot */
export function findCallout(
  estimator: number,
  { layers, estimators, inputEntropy }: CellInfo,
  snapshots: GrowingTable,
): PlaneCallout | undefined {
  const row = snapshots.rows - 1;
  if (row < 0) {
    return undefined;
  }
  const isSaturated = (by: number, layer: number): boolean =>
    createFigureReader(snapshots, row, layers.length, by, layer)("ixt") > inputEntropy - SATURATION_MARGIN;
  const saturated = [...layers.keys()].filter((layer) => isSaturated(estimator, layer));
  if (saturated.length < SATURATED_MIN) {
    return undefined;
  }
  const countTold = (by: number): number =>
    saturated.filter(
      (layer) =>
        Number.isFinite(createFigureReader(snapshots, row, layers.length, by, layer)("ixt")) &&
        !isSaturated(by, layer),
    ).length;
  const [best] = [...estimators.keys()].toSorted((a, b) => countTold(b) - countTold(a));
  const names = saturated.map(nameLayer);
  const said = text(
    "calloutSaturated",
    names.length > 3 ? `${names[0]!} … ${names.at(-1)!}` : names.join(", "),
  );
  return best === undefined || countTold(best) === 0
    ? { text: `${said} ${text("calloutNone")}` }
    : {
        text: said,
        other: {
          estimator: estimators[best]!.key,
          label: text("calloutTry", estimators[best]!.title),
        },
      };
}
