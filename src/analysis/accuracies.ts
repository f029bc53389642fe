import type { CellResult, SetAccuracy } from "./cellResult";
import { measureLearning } from "./learning";

/** A network within this of the largest class's share, or within these standard errors, is no better. */
const BETTER_BY = 0.01;
const BETTER_BY_ERRORS = 2;
/** A network that is no better than the largest class on the test rows has a gap of so many standard errors at least. */
const BY_HEART_ERRORS = 2;
/** A network that leaves this share of what is between the largest class and the best answer has more to learn. */
const LEFT_TO_LEARN = 0.2;
/** A loss below this share of that of the classes' shares tells rows apart. */
const TOLD_APART = 0.5;

/** Whether always answering the largest class is as good. */
export function isNoBetter({ accuracy, largestClass, rows }: SetAccuracy): boolean {
  const error = Math.sqrt((largestClass * (1 - largestClass)) / rows);
  return accuracy <= largestClass + Math.max(BETTER_BY, BETTER_BY_ERRORS * error);
}

/** The standard error of the share of right answers; as if two more were right and two wrong, so that all right is not certain. */
export function standardError({ accuracy, rows }: SetAccuracy): number {
  const share = (accuracy * rows + 2) / (rows + 4);
  return Math.sqrt((share * (1 - share)) / (rows + 4));
}

/** Whether what was learned holds for no row but the training rows. */
export function isByHeart({ training, test }: CellResult): boolean {
  return (
    !isNoBetter(training) &&
    training.accuracy - test.accuracy >= BY_HEART_ERRORS * standardError(test) &&
    isNoBetter(test)
  );
}

/** How much of its task a network has learned; "chance" if so few rows could be right by chance. */
export function stateOfLearning(result: CellResult): "all" | "chance" | "part" | "none" {
  const { training, attainableAccuracy } = result;
  const noBetter = isNoBetter(training);
  const left = (attainableAccuracy - training.accuracy) / (attainableAccuracy - training.largestClass);
  if (noBetter && attainableAccuracy > training.largestClass && left <= LEFT_TO_LEARN) {
    return "chance";
  }
  if (noBetter && !tellsRowsApart(result)) {
    return "none";
  }
  return left > LEFT_TO_LEARN ? "part" : "all";
}

/** Whether accuracy and loss both say that something was learned, though accuracy alone could be chance. */
function tellsRowsApart(result: CellResult): boolean {
  const { training, baselineLoss } = result;
  const endLoss = measureLearning(result)?.endLoss ?? Infinity;
  return training.accuracy > training.largestClass && endLoss < TOLD_APART * baselineLoss;
}
