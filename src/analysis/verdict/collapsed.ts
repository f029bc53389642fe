import { bits, plain } from "../../base/numbers";
import { LATE_FALL } from "../causes/curve";
import { lowerRate } from "../causes/rates";
import type { CellResult } from "../cellResult";
import type { LearningFigures } from "../learning";
import { ACCURACY_GAP } from "./notGeneral";
import type { VerdictKind } from "./verdictKind";

/** A loss this much above its smallest value … */
const RISEN_LOSS = 1.2;
/** … by at least this share of the loss of always answering the classes' shares. */
const RISEN_SHARE = 0.05;
/** An output that tells less than this share of what it told at its best has forgotten. */
const KEPT_SHARE = 0.5;
/** An output that never told this share of I(X;Y), nor so many bits, had nothing to forget: the estimate is of few rows. */
const BEST_SHARE = 0.1;
const BEST_BITS = 0.05;
/** What a rate is divided by that undid what was learned. */
const LOWER_BY = 4;

const PATH = ["training", "learningRate"];

/** What was learned was undone: the steps are too large. */
export const collapsed: VerdictKind<"training/rate-too-high"> = {
  judge: (result, learning) => {
    const { training, test, settings } = result;
    const seen =
      learning === undefined || training.accuracy - test.accuracy > ACCURACY_GAP
        ? undefined
        : (describeLoss(result, learning) ?? describeOutput(result, learning));
    if (seen === undefined) {
      return undefined;
    }
    const rate = lowerRate(result, LOWER_BY);
    return {
      code: "training/rate-too-high",
      kind: "collapsed",
      severity: "warning",
      message: `The network had learned more than it kept: ${seen}. Lower training.learningRate (it is ${plain(settings.learningRate)}), to ${plain(rate)} for a start.`,
      path: PATH,
      change: { path: PATH, value: rate },
    };
  },
};

function describeLoss(
  { baselineLoss }: CellResult,
  { smallestLoss, endLoss }: LearningFigures,
): string | undefined {
  return endLoss > RISEN_LOSS * smallestLoss && endLoss - smallestLoss > RISEN_SHARE * baselineLoss
    ? `the training loss was down to ${plain(smallestLoss)} and ended at ${plain(endLoss)}`
    : undefined;
}

/** A loss that still falls undoes nothing: the estimate of few rows may do what it likes. */
function describeOutput(
  { outputBits, lastEstimates, inputLabelInformation }: CellResult,
  { lateFall }: LearningFigures,
): string | undefined {
  const known = outputBits.filter(Number.isFinite);
  const best = known.reduce((most, value) => Math.max(most, value), 0);
  const end = known.at(-1) ?? NaN;
  return best > Math.max(BEST_BITS, BEST_SHARE * inputLabelInformation) &&
    end < KEPT_SHARE * best &&
    lateFall < LATE_FALL &&
    lastEstimates.at(-1)?.saturated === false
    ? `the output told ${bits(best)} bit of the training rows' labels at its best and ${bits(end)} bit at the end`
    : undefined;
}
