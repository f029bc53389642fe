import { estimatorOf } from "../../information/estimators/estimators";
import { describeForEstimators } from "../plan/describeForEstimators";
import { pathOfEstimator } from "../plan/pathOfEstimator";
import { resolveEstimators } from "../plan/resolveEstimators";
import type { Check } from "./check";

/** What an estimator says of such a network beforehand. */
export const checkNetworkForEstimators: Check = ({ config: { network, analysis }, report }) => {
  const facts = describeForEstimators(network);
  for (const [index, { settings }] of resolveEstimators(analysis).entries()) {
    const warning = estimatorOf(settings).warn?.(facts);
    if (warning !== undefined) {
      report(
        "warning",
        pathOfEstimator(analysis, index),
        `analysis.estimator is "${settings.name}", but ${warning}`,
        () => [],
      );
    }
  }
};
