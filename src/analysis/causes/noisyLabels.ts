import { percent, plain } from "../../base/numbers";
import type { CellResult } from "../cellResult";
import type { LearningFigures } from "../learning";
import type { CauseKind } from "./causeKind";
import { hasGrown, wobbles } from "./curve";
import { isHighRate, lowerRate } from "./rates";

/** Steps up to this share of the loss, of a loss this near its smallest value, are the noise of mini-batches. */
const SMALL_WOBBLE = 0.1;
const NEAR_SMALLEST = 1.05;
/** The test rows are answered as well as the training rows within so many standard errors. */
const SAME_ERRORS = 2;

export const noisyLabels: CauseKind<"data/noisy-labels"> = {
  code: "data/noisy-labels",
  needsSignal: true,
  find: (result, learning) => {
    if (learning === undefined || !isHighRate(result) || !wobbles(learning) || hasGrown(learning)) {
      return undefined;
    }
    const { lateRises, wobble, endLoss, smallestLoss } = learning;
    return isNoise(result, learning)
      ? {
          message: `The training loss only goes to and fro near its smallest value (it rose in ${percent(lateRises)} of the later recorded epochs, by up to ${percent(wobble)}, and ended at ${plain(endLoss)} with ${plain(smallestLoss)} the smallest), and the test rows are answered about as well as the training rows (${percent(result.test.accuracy)}): probably the labels are noisy or the inputs do not tell more about them. If more is known to be possible, try network.hidden with twice the units, or a training.learningRate of ${plain(lowerRate(result))}.`,
          path: ["data"],
        }
      : undefined;
  },
};

/** Whether a loss that goes to and fro does so near its smallest value, and test rows fare no worse than training rows. */
function isNoise(
  { training, test, conditionalKnown, baselineLoss }: CellResult,
  { endLoss, smallestLoss, wobble }: LearningFigures,
): boolean {
  const error = Math.sqrt((training.accuracy * (1 - training.accuracy)) / test.rows);
  return (
    !conditionalKnown &&
    wobble <= SMALL_WOBBLE &&
    endLoss <= NEAR_SMALLEST * smallestLoss &&
    endLoss < baselineLoss &&
    training.accuracy - test.accuracy <= SAME_ERRORS * error
  );
}
