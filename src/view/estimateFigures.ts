import { intervalOf } from "../run/intervalOf";
import { BOUND_FIGURES, ESTIMATE_FIGURES, rowOf, type EstimateFigure } from "./tables";
import type { BoundView } from "./viewMessages";
import type { CellBound, EstimatorSummary, LayerEstimate } from "../run/runEvent";

/** One estimate as a view's table has it, in the order of `ESTIMATE_FIGURES`; NaN if there is no estimate. */
export function estimateFigures(
  estimate: LayerEstimate | undefined,
  spread: EstimatorSummary["spread"],
): number[] {
  if (estimate === undefined) {
    return ESTIMATE_FIGURES.map(() => NaN);
  }
  const { lower, upper } = intervalOf(estimate, spread) ?? {};
  const figures: Readonly<Record<EstimateFigure, number>> = {
    ixt: estimate.ixt,
    ity: estimate.ity,
    ixtLower: lower?.ixt ?? NaN,
    ixtUpper: upper?.ixt ?? NaN,
    ityLower: lower?.ity ?? NaN,
    ityUpper: upper?.ity ?? NaN,
    belowBound: estimate.belowBound ?? NaN,
    beta: estimate.beta ?? NaN,
  };
  return rowOf(ESTIMATE_FIGURES, figures);
}

/** The bound as a view draws it. */
export function describeBound({ of, trivial, accuracy, points, notes }: CellBound): BoundView {
  const rows = points.flatMap(({ ixt, ity, worst = NaN }) => rowOf(BOUND_FIGURES, { ixt, ity, worst }));
  return {
    of,
    trivial,
    accuracy,
    curve: { columns: BOUND_FIGURES.length, values: Float64Array.from(rows) },
    notes,
  };
}
