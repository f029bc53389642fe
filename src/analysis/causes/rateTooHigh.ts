import { percent, plain } from "../../base/numbers";
import type { CellResult } from "../cellResult";
import type { LearningFigures } from "../learning";
import type { CauseKind } from "./causeKind";
import { describeFall, fallsSmoothly, hasGrown, hasMoved, wobbles } from "./curve";
import { isHighRate, lowerRate } from "./rates";
import { findSaturated } from "./saturatedUnits";

/** A loss this much above its smallest value, or above that of the classes' shares, was made worse by training. */
const RISEN_LOSS = 1.1;
const ABOVE_SHARES = 1.05;

const PATH = ["training", "learningRate"];

export const rateTooHigh: CauseKind<"training/rate-too-high"> = {
  code: "training/rate-too-high",
  find: (result, learning) => {
    const seen = learning && isHighRate(result) ? describeHarm(result, learning) : undefined;
    if (seen === undefined) {
      return undefined;
    }
    const rate = lowerRate(result);
    return {
      message: `The cause is probably a learning rate that is too high: ${seen}. Lower training.learningRate (it is ${plain(result.settings.learningRate)}), to ${plain(rate)} for a start.`,
      path: PATH,
      change: { path: PATH, value: rate },
    };
  },
};

/** What steps that are too large did, in words; undefined if nothing was seen. */
function describeHarm({ baselineLoss, units }: CellResult, learning: LearningFigures): string | undefined {
  const { endLoss, smallestLoss, lateFall, lateRises, weightGrowth, wobble } = learning;
  if (endLoss > ABOVE_SHARES * baselineLoss && hasMoved(learning) && !fallsSmoothly(learning)) {
    return `the training loss ended at ${plain(endLoss)}, above the ${plain(baselineLoss)} of always answering the classes' shares`;
  }
  if (endLoss > RISEN_LOSS * smallestLoss && lateFall < 0) {
    return `the training loss had been down to ${plain(smallestLoss)} and ended at ${plain(endLoss)}`;
  }
  if (hasGrown(learning)) {
    const saturated = findSaturated(units.end);
    const ends =
      saturated === undefined
        ? ""
        : `, ${percent(saturated.shareAtEnds)} of the answers of ${saturated.name} lie at the ends of their interval,`;
    return `the weights grew to ${plain(weightGrowth)} times their size at the start${ends} and the training loss ${describeFall(lateFall)}`;
  }
  return wobbles(learning)
    ? `the training loss goes to and fro: it rose in ${percent(lateRises)} of the later recorded epochs, by up to ${percent(wobble)}`
    : undefined;
}
