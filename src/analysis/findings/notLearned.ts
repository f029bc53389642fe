import { percent } from "../../base/numbers";
import { findCause, type CauseCode } from "../causes/causes";
import type { CellResult } from "../cellResult";
import { isByHeart, stateOfLearning } from "./accuracies";
import type { Said } from "./findingKind";

/** Why the network has not learned its task, or only a part; the cause gives the finding its code. */
export function findNotLearned(result: CellResult): readonly (Said & { readonly code: CauseCode })[] {
  const state = stateOfLearning(result);
  if (state !== "none" && state !== "part") {
    return [];
  }
  const { needsSignal, message, ...cause } = findCause(result);
  // More units or epochs would only learn more of the training rows by heart.
  if (needsSignal && isByHeart(result)) {
    return [];
  }
  const { accuracy, largestClass } = result.training;
  const status =
    state === "none"
      ? `The network has not learned the task: it is right on ${percent(accuracy)} of its training rows, and always answering the largest class is right on ${percent(largestClass)} of them.`
      : `The network has learned only a part: it is right on ${percent(accuracy)} of its training rows (largest class of the training rows ${percent(largestClass)}).`;
  return [{ ...cause, severity: "warning", message: `${status} ${message}` }];
}
