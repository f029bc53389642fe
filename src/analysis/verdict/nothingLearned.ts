import { percent } from "../../base/numbers";
import { findCause, type CauseCode } from "../causes/causes";
import { isByHeart, stateOfLearning } from "../accuracies";
import type { VerdictKind } from "./verdictKind";

/** Nothing was learned: the cause gives the verdict its code. */
export const nothingLearned: VerdictKind<CauseCode> = {
  judge: (result) => {
    if (stateOfLearning(result) !== "none") {
      return undefined;
    }
    const { needsSignal, message, ...cause } = findCause(result);
    // More units or epochs would only learn more of the training rows by heart.
    if (needsSignal && isByHeart(result)) {
      return undefined;
    }
    const { accuracy, largestClass } = result.training;
    return {
      ...cause,
      severity: "warning",
      message: `The network has not learned the task: it is right on ${percent(accuracy)} of its training rows, and always answering the largest class is right on ${percent(largestClass)} of them. ${message}`,
    };
  },
};
