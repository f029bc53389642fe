import type { EstimatorSummary, LayerEstimate } from "./runEvent";

/** Standard errors on each side of a figure that hold it with 95 % where errors are normal. */
const NORMAL_95 = 1.96;

type Figures = LayerEstimate["ceiling"];
export interface Interval {
  readonly lower: Figures;
  readonly upper: Figures;
}

/** The interval of an estimate that its estimator's spread speaks of; undefined if it has none. */
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
