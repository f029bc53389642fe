import { bits } from "../../base/numbers";
import type { LayerTrajectory } from "../trajectory";
import { isByHeart, stateOfLearning } from "../accuracies";
import type { FindingKind } from "./findingKind";

/** The path of the last hidden layer, if its figures say anything. One network is an anecdote: the wording keeps to it. */
export const lastHiddenLayer: FindingKind<"network/summary"> = {
  code: "network/summary",
  find: (result) => {
    const layer = result.layers.at(-2);
    const end = result.lastEstimates.at(-2);
    const isLearned = stateOfLearning(result) === "all" && !isByHeart(result);
    if (
      !isLearned ||
      layer === undefined ||
      end === undefined ||
      end.saturated ||
      !Number.isFinite(end.ity)
    ) {
      return [];
    }
    const peak = peakOf(layer);
    return [
      {
        severity: "information",
        message: `The last hidden layer ends with I(T;Y) = ${bits(end.ity)} of ${bits(result.inputLabelInformation)} bit; its I(X;T) was largest at epoch ${peak.epoch} with ${bits(peak.value)} bit and ended at ${bits(end.ixt)} bit (one network, at this resolution).`,
        path: ["network"],
      },
    ];
  },
};

function peakOf(layer: LayerTrajectory): { readonly epoch: number; readonly value: number } {
  let best = 0;
  for (const [index, value] of layer.ixt.entries()) {
    if (value > layer.ixt[best]!) {
      best = index;
    }
  }
  return { epoch: layer.epochs[best]!, value: layer.ixt[best]! };
}
