import { percent, plain } from "../../base/numbers";
import type { CellResult } from "../cellResult";
import type { LearningFigures } from "../learning";
import type { Cause, CauseKind } from "./causeKind";
import { hasMoved } from "./curve";
import { higherRate, isLowRate } from "./rates";
import { describeDescent } from "./tooShort";

const PATH = ["training", "learningRate"];

export const rateTooLow: CauseKind<"training/rate-too-low"> = {
  code: "training/rate-too-low",
  find: (result, learning) => {
    if (learning === undefined || !isLowRate(result)) {
      return undefined;
    }
    const seen = hasMoved(learning) ? describeDescent(learning) : describeRest(result, learning);
    return seen === undefined ? undefined : tooLow(result, seen);
  },
};

function describeRest({ settings: { epochs } }: CellResult, learning: LearningFigures): string {
  const { weightGrowth, startLoss, endLoss } = learning;
  return `in ${epochs} epochs the weights' norm changed by ${percent(Math.abs(weightGrowth - 1))} and the training loss went from ${plain(startLoss)} to ${plain(endLoss)}`;
}

function tooLow(result: CellResult, seen: string): Cause {
  const { learningRate, defaultLearningRate, optimizer } = result.settings;
  const rate = higherRate(result);
  return {
    message: `The cause is probably a learning rate that is too low: ${seen}. Raise training.learningRate (it is ${plain(learningRate)}), to ${plain(rate)} for a start; the default for ${optimizer} is ${plain(defaultLearningRate)}.`,
    path: PATH,
    change: { path: PATH, value: rate },
  };
}
