import type { Placement } from "../kit/placement";
import type { CellState, ViewState } from "./store";

/** More planes than these side by side are too small to be compared. */
export const COMPARED_MAX = 6;

/** Whose estimates are shown. */
export interface ShownEstimators {
  /** The index of the estimator that the reader chose; of the first, on which findings rest, without a choice. */
  readonly shown: number;
  /** Whether there is room for several estimators side by side. */
  readonly canCompare: boolean;
  /** Whether they are shown so. */
  readonly compares: boolean;
}

export function findShownEstimators(
  { estimator, comparing }: Pick<ViewState, "estimator" | "comparing">,
  { info: { estimators } }: Pick<CellState, "info">,
  placement: Placement,
): ShownEstimators {
  const canCompare = placement === "panel" && estimators.length > 1;
  const chosen = estimators.findIndex(({ key }) => key === estimator);
  return { shown: Math.max(0, chosen), canCompare, compares: comparing && canCompare };
}
