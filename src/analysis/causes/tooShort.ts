import { percent } from "../../base/numbers";
import type { CellResult } from "../cellResult";
import type { LearningFigures } from "../learning";
import type { Cause, CauseKind } from "./causeKind";
import { FLAT_FALL, LATE_FALL, longer, STEEP_FALL } from "./curve";
import { isLowRate } from "./rates";

/**
 * A gradient whose t-value is above this still points somewhere. Batches of one epoch share out the rows, so that at rest
 * t comes to 0.2 to 0.5, below the 1 of independent batches.
 */
const DRIFTING = 0.7;
/** A batch that holds all of at least so many training rows is better cut into so many batches. */
const ROWS_TO_CUT = 20;
const BATCHES = 10;

export const tooShort: CauseKind<"training/too-short"> = {
  code: "training/too-short",
  needsSignal: true,
  find: (result, learning) => {
    const seen = learning && !isLowRate(result) ? describeDescent(learning) : undefined;
    return seen === undefined ? undefined : moreSteps(result, seen);
  },
};

/** What shows that training was still on its way, in words; undefined if nothing does. */
export function describeDescent({ lateFall, drift }: LearningFigures): string | undefined {
  // One batch an epoch has no noise: every fall counts, as nothing tells where the gradient points.
  const falls = Number.isNaN(drift)
    ? lateFall >= FLAT_FALL
    : lateFall >= LATE_FALL && !(drift <= DRIFTING && lateFall < STEEP_FALL);
  if (falls) {
    return `the training loss still falls, by ${percent(lateFall)} in the second half of the epochs`;
  }
  return drift > DRIFTING
    ? `the gradient still points one way (t = ${drift.toFixed(1)}, where 0.2 to 0.5 is rest)`
    : undefined;
}

/** To take more steps: smaller mini-batches, or more epochs. */
export function moreSteps(result: CellResult, seen: string): Cause {
  const { rows } = result.training;
  if (result.batchesPerEpoch === 1 && rows >= ROWS_TO_CUT) {
    const path = ["training", "batchSize"];
    const batchSize = Math.ceil(rows / BATCHES);
    return {
      message: `The cause is probably too few steps: ${seen}, and every epoch is a single step, as one mini-batch holds all ${rows} training rows. Set training.batchSize to ${batchSize}, which makes about ${BATCHES} steps an epoch, or train longer, with training.epochs ${longer(result)} for a start.`,
      path,
      change: { path, value: batchSize },
    };
  }
  const path = ["training", "epochs"];
  return {
    message: `The cause is probably too short a training: ${seen}. Train longer, with training.epochs ${longer(result)} for a start.`,
    path,
    change: { path, value: longer(result) },
  };
}
