import { plain } from "../../base/numbers";
import type { CauseKind } from "./causeKind";

/** A largest class with this share hides what a network knows of the others. */
const RARE_FROM = 0.8;
/** A loss below this share of that of the classes' shares tells rows apart. */
const RARE_LOSS = 0.9;

export const rareClasses: CauseKind<"data/rare-classes"> = {
  code: "data/rare-classes",
  find: ({ training, baselineLoss }, learning) => {
    const isRare = training.largestClass >= RARE_FROM && training.accuracy <= training.largestClass;
    return isRare && learning !== undefined && learning.endLoss < RARE_LOSS * baselineLoss
      ? {
          message: `Its loss of ${plain(learning.endLoss)} is below the ${plain(baselineLoss)} of always answering the classes' shares, so it does tell rows apart, but never enough to answer with a rare class. More rows of the rare classes would help; accuracy says little here.`,
          path: ["data"],
        }
      : undefined;
  },
};
