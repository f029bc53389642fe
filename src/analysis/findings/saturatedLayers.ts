import { bits } from "../../base/numbers";
import type { FindingKind } from "./findingKind";

/** If no row shares a symbol with another, the figure counts rows: the figure says nothing about the layer. */
export const saturatedLayers: FindingKind<"analysis/saturated"> = {
  code: "analysis/saturated",
  find: ({ coarser, layers, lastEstimates }) => {
    const saturated = lastEstimates.flatMap((end, index) =>
      end.saturated ? [{ ...end, name: layers[index]!.name }] : [],
    );
    const [first] = saturated;
    return first === undefined
      ? []
      : [
          {
            severity: "information",
            message: `At this resolution nearly every row has a cell of its own in ${saturated.map(({ name }) => name).join(", ")} (I(X;T) of ${first.name} is ${bits(first.ixt)} of at most ${bits(first.ceilingIxt)} bit), so the figures of ${saturated.length === 1 ? "this layer" : "these layers"} say nothing about what was learned, I(T;Y) neither: ${coarser}.`,
            path: ["analysis"],
          },
        ];
  },
};
