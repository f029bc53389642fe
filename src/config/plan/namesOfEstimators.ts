import { ESTIMATORS } from "../../information/estimators/estimators";
import type { EstimatorKind } from "../../information/estimators/shared/estimatorKind";

/** The estimators of which something holds, as a sentence lists them. */
export function namesOfEstimators(has: (kind: EstimatorKind) => boolean): string {
  return ESTIMATORS.filter(has)
    .map(({ name }) => name)
    .join(", ");
}
