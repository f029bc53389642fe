import type { ConfigPath } from "../../base/failure";
import type { AnalysisConfig } from "../schema/configSchema";

/** Where the config writes one of its estimators. */
export function pathOfEstimator({ estimator }: AnalysisConfig, index: number): ConfigPath {
  return Array.isArray(estimator) ? ["analysis", "estimator", index] : ["analysis", "estimator"];
}
