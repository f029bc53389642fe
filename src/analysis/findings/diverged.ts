import { plain } from "../../base/numbers";
import { describeInputScale, STANDARDIZE } from "../causes/inputScale";
import { lowerRate } from "../causes/rates";
import type { FindingKind } from "./findingKind";

const RATE = ["training", "learningRate"];

export const diverged: FindingKind<"training/diverged"> = {
  code: "training/diverged",
  find: (result) => {
    if (result.divergedAt === undefined) {
      return [];
    }
    const { learningRate, optimizer } = result.settings;
    const scale = describeInputScale(result);
    const rate = lowerRate(result);
    const seen = `Training diverged: the outputs were no longer finite after epoch ${result.divergedAt}, with a learning rate of ${plain(learningRate)} for ${optimizer}.`;
    return [
      scale === undefined
        ? {
            severity: "warning",
            message: `${seen} Lower training.learningRate, to ${plain(rate)} for a start.`,
            path: RATE,
            change: { path: RATE, value: rate },
          }
        : {
            severity: "warning",
            message: `${seen} Moreover, ${scale}: set data.normalize to "standardize" first, and if that is not enough lower training.learningRate.`,
            path: STANDARDIZE.path,
            change: STANDARDIZE,
          },
    ];
  },
};
