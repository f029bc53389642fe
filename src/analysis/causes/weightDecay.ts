import { percent, plain } from "../../base/numbers";
import type { CauseKind } from "./causeKind";

/** Weights below this multiple of their start were pulled to 0. */
const SHRUNK_WEIGHTS = 0.5;

const PATH = ["training", "weightDecay"];

export const weightDecay: CauseKind<"training/weight-decay"> = {
  code: "training/weight-decay",
  find: ({ settings }, learning) => {
    if (settings.weightDecay <= 0 || learning === undefined || learning.weightGrowth >= SHRUNK_WEIGHTS) {
      return undefined;
    }
    const lower = plain(settings.weightDecay / 10);
    return {
      message: `The cause is probably training.weightDecay (${plain(settings.weightDecay)}): it pulled the weights to ${percent(learning.weightGrowth)} of their size at the start. Lower it, to ${lower} or 0.`,
      path: PATH,
      change: { path: PATH, value: Number(lower) },
    };
  },
};
