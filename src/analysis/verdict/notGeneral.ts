import { percent } from "../../base/numbers";
import type { CellResult } from "../cellResult";
import { isByHeart, isNoBetter, standardError } from "../accuracies";
import type { VerdictKind } from "./verdictKind";

/** Accuracy on the training rows this much above that on the test rows does not hold beyond them … */
export const ACCURACY_GAP = 0.05;
/** … if it is also this many standard errors of the test accuracy. */
const ACCURACY_GAP_ERRORS = 3;
/** An earlier epoch is named if its test accuracy was higher by so many standard errors. */
const EARLIER_ERRORS = 1;

/** What was learned from the training rows does not hold on the test rows. */
export const notGeneral: VerdictKind<"data/overfitting"> = {
  judge: (result) => {
    const { training, test } = result;
    if (isNoBetter(training) || Number.isNaN(test.accuracy)) {
      return undefined;
    }
    const seen = `The network is right on ${percent(training.accuracy)} of its training rows but on ${percent(test.accuracy)} of the ${test.rows} test rows`;
    if (isByHeart(result)) {
      return {
        code: "data/overfitting",
        kind: "by heart",
        severity: "warning",
        message: `${seen}, where always answering the largest class of the training rows is right on ${percent(test.largestClass)}: it has learned nothing that holds beyond its training rows. Either it needs more training data, or a larger data.trainingFraction, or the inputs say nothing about the labels.`,
        path: ["data"],
      };
    }
    const gap = training.accuracy - test.accuracy;
    return gap >= ACCURACY_GAP && gap >= ACCURACY_GAP_ERRORS * standardError(test)
      ? {
          code: "data/overfitting",
          severity: "warning",
          message: `${seen} (always answering the training rows' largest class: ${percent(test.largestClass)}): more training data, or a larger data.trainingFraction, would help.${describeOthers(result)}`,
          path: ["data"],
        }
      : undefined;
  },
};

/** What helps if there is no more data. */
function describeOthers({ epochs, test, settings }: CellResult): string {
  const best = epochs.reduce<CellResult["epochs"][number] | undefined>(
    (most, each) => (most === undefined || each.testAccuracy > most.testAccuracy ? each : most),
    undefined,
  );
  const stop =
    best !== undefined && best.testAccuracy - test.accuracy > EARLIER_ERRORS * standardError(test)
      ? ` stop at epoch ${best.epoch}, where the test accuracy was ${percent(best.testAccuracy)} (training.epochs),`
      : "";
  const decay =
    settings.weightDecay === 0 ? " or set training.weightDecay" : " or raise training.weightDecay";
  return ` If there is no more data:${stop}${decay}.`;
}
