import { percent } from "../../base/numbers";
import type { CellResult } from "../cellResult";
import type { LearningFigures } from "../learning";

/** Weights whose norm changed by less than this share, with a loss that changed by less than the other, did not move. */
const UNMOVED_WEIGHTS = 0.02;
const UNMOVED_LOSS = 0.02;
/** Weights above this multiple of their start have been driven away, if the loss won nothing by it. */
const GROWN_WEIGHTS = 10;
/** A loss that rises in more than this share of late epochs goes to and fro … */
const LATE_RISES = 0.35;
/** … unless its late fall is larger than this. */
export const LATE_FALL = 0.03;
/** … and by more than this share of the loss. */
const WOBBLE = 0.02;
/** A loss that falls by more than this has a way to go, wherever the gradient points. */
export const STEEP_FALL = 0.15;
/** A loss that fell by less than this in the second half of the epochs no longer falls. */
export const FLAT_FALL = 0.003;

export function hasMoved({ weightGrowth, startLoss, endLoss }: LearningFigures): boolean {
  return (
    Math.abs(weightGrowth - 1) > UNMOVED_WEIGHTS || Math.abs(startLoss - endLoss) > UNMOVED_LOSS * startLoss
  );
}

/** Whether weights grew far while the loss stood. */
export function hasGrown({ lateFall, weightGrowth }: LearningFigures): boolean {
  return lateFall < LATE_FALL && weightGrowth > GROWN_WEIGHTS;
}

/** Whether the loss goes to and fro rather than down. */
export function wobbles({ lateFall, lateRises, wobble }: LearningFigures): boolean {
  return lateFall < LATE_FALL && lateRises > LATE_RISES && wobble > WOBBLE;
}

/** Whether the loss falls without going to and fro: steps that are too large do not do that. */
export function fallsSmoothly({ lateFall, lateRises }: LearningFigures): boolean {
  return lateFall >= LATE_FALL && !(lateRises > LATE_RISES);
}

/** What the loss did in the second half of the epochs, in words. */
export function describeFall(lateFall: number): string {
  if (Math.abs(lateFall) < FLAT_FALL) {
    return "no longer falls";
  }
  return lateFall < 0
    ? `rose by ${percent(-lateFall)} in the second half of the epochs`
    : `fell by only ${percent(lateFall)} in the second half of the epochs`;
}

/** A training that took so many times the epochs. */
export function longer({ settings: { epochs } }: CellResult): number {
  return 4 * epochs;
}
