import { BOUND_COLUMNS, ESTIMATE_FIGURES, type BoundView, type EstimateFigure } from "./viewMessages";
import type { CellBound, EstimatorSummary, LayerEstimate } from "../run/runEvent";

/** Standard errors on each side of a figure that hold it with 95 % where errors are normal. */
const NORMAL_95 = 1.96;

/** One estimate as a view's table has it, in the order of `ESTIMATE_FIGURES`; NaN where there is no estimate. */
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
  return ESTIMATE_FIGURES.map((figure) => figures[figure]);
}

type Figures = LayerEstimate["ceiling"];
export interface Interval {
  readonly lower: Figures;
  readonly upper: Figures;
}

/** The interval of an estimate that its estimator's spread speaks of; undefined where it has none. */
export function intervalOf(
  estimate: LayerEstimate,
  spread: EstimatorSummary["spread"],
): Interval | undefined {
  const { bounds, confidence, standardError, ceiling } = estimate;
  switch (spread) {
    case "bounds":
      return bounds;
    case "confidence":
      return confidence;
    case "monteCarlo":
      return standardError === undefined
        ? undefined
        : {
            lower: widen(estimate, standardError, -NORMAL_95, ceiling),
            upper: widen(estimate, standardError, NORMAL_95, ceiling),
          };
    case undefined:
      return undefined;
  }
}

/** A number of standard errors away, but within 0 and the ceiling. */
function widen(figures: Figures, standardError: Figures, errors: number, ceiling: Figures): Figures {
  const within = (value: number, limit: number): number => Math.min(Math.max(0, value), limit);
  return {
    ixt: within(figures.ixt + errors * standardError.ixt, ceiling.ixt),
    ity: within(figures.ity + errors * standardError.ity, ceiling.ity),
  };
}

/** The bound as a view draws it. */
export function describeBound({ of, trivial, accuracy, points, notes }: CellBound): BoundView {
  const rows = points.flatMap(({ ixt, ity, worst }) => [ixt, ity, worst ?? NaN]);
  return {
    of,
    trivial,
    accuracy,
    curve: { columns: BOUND_COLUMNS, values: Float64Array.from(rows) },
    notes,
  };
}
