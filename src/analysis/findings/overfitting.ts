import { percent } from "../../base/numbers";
import { isByHeart, isNoBetter, standardError } from "./accuracies";
import type { FindingKind } from "./findingKind";

/** Accuracy on the training rows this much above that on the test rows is called overfitting … */
const ACCURACY_GAP = 0.05;
/** … if it is also this many standard errors of the test accuracy. */
const ACCURACY_GAP_ERRORS = 3;

/** What was learned from the training rows and does not hold on the test rows. */
export const overfitting: FindingKind<"data/overfitting"> = {
  code: "data/overfitting",
  find: (result) => {
    const { training, test } = result;
    if (isNoBetter(training) || Number.isNaN(test.accuracy)) {
      return [];
    }
    const gap = training.accuracy - test.accuracy;
    const seen = `The network is right on ${percent(training.accuracy)} of its training rows but on ${percent(test.accuracy)} of the ${test.rows} test rows`;
    if (isByHeart(result)) {
      return [
        {
          kind: "by heart",
          severity: "warning",
          message: `${seen}, where always answering the largest class of the training rows is right on ${percent(test.largestClass)}: it has learned nothing that holds beyond its training rows. Either it needs more training data, or a larger data.trainingFraction, or the inputs say nothing about the labels.`,
          path: ["data"],
        },
      ];
    }
    return gap >= ACCURACY_GAP && gap >= ACCURACY_GAP_ERRORS * standardError(test)
      ? [
          {
            severity: "warning",
            message: `${seen} (always answering the training rows' largest class: ${percent(test.largestClass)}): more training data, or a larger data.trainingFraction, would help.`,
            path: ["data"],
          },
        ]
      : [];
  },
};
