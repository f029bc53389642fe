import { percent } from "../../base/numbers";
import { stateOfLearning } from "../accuracies";
import type { FindingKind } from "./findingKind";

/** Everything is right that can be, but chance could do so too. */
export const fewTrainingRows: FindingKind<"data/few-training-rows"> = {
  code: "data/few-training-rows",
  find: (result) => {
    if (stateOfLearning(result) !== "chance") {
      return [];
    }
    const { rows, accuracy, largestClass } = result.training;
    const others = Math.round(rows * (1 - largestClass));
    return [
      {
        severity: "information",
        message: `${rows} training rows, ${others} of them outside the largest class, are too few to tell learning from chance: the network is right on ${percent(accuracy)} of them, and always answering the largest class is right on ${percent(largestClass)}. More rows would tell.`,
        path: ["data"],
      },
    ];
  },
};
