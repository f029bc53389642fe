import { percent } from "../../base/numbers";
import type { UnitFigures } from "../cellResult";
import type { CauseKind } from "./causeKind";

/** Units of which this share of the answers lies at the ends of their interval hardly get a gradient. */
const SATURATED_SHARE = 0.5;

export const saturatedUnits: CauseKind<"training/saturated-units"> = {
  code: "training/saturated-units",
  find: ({ units }) => {
    const layer = findSaturated(units.start);
    return layer === undefined
      ? undefined
      : {
          message: `The cause is probably saturation: ${percent(layer.shareAtEnds)} of the answers of ${layer.name} (${layer.activation}) lay at the ends of their interval before training began, where next to no gradient passes. Make what goes into the units smaller: data.normalize "standardize", or a network.initializer with smaller weights such as "lecun_normal".`,
          path: ["network", "initializer"],
        };
  },
};

/** The layer most of whose answers lie at the ends of their interval, if they are most of them. */
export function findSaturated(layers: readonly UnitFigures[]): UnitFigures | undefined {
  const most = Math.max(...layers.map(({ shareAtEnds }) => shareAtEnds));
  return most >= SATURATED_SHARE ? layers.find(({ shareAtEnds }) => shareAtEnds === most) : undefined;
}
