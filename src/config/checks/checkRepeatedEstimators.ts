import { pathOfEstimator } from "../plan/pathOfEstimator";
import { resolveEstimators } from "../plan/resolveEstimators";
import type { Check } from "./check";

/** Two of the same say nothing more than one. */
export const checkRepeatedEstimators: Check = ({ config: { analysis }, report }) => {
  const written = resolveEstimators(analysis).map(({ settings }) => JSON.stringify(settings));
  const index = written.findIndex((settings, at) => written.indexOf(settings) < at);
  if (index >= 0) {
    report(
      "warning",
      pathOfEstimator(analysis, index),
      `analysis.estimator has the same estimator twice, with the same settings: one of them is enough.`,
      () => [],
    );
  }
};
