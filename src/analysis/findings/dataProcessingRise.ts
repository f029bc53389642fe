import { bits } from "../../base/numbers";
import { largestDataProcessingViolations } from "../dataProcessing";
import type { FindingKind } from "./findingKind";

/** A rise between layers below this many bits is not worth a note. */
const VIOLATION_BITS = 0.05;

/** Only Shannon's information cannot rise with depth. */
export const dataProcessingRise: FindingKind<"analysis/data-processing"> = {
  code: "analysis/data-processing",
  find: ({ isShannon, layers }) => {
    const { ixt, ity } = largestDataProcessingViolations(layers);
    return (isShannon ? [ixt, ity] : [])
      .filter((violation) => violation.bits > VIOLATION_BITS)
      .map((violation) => ({
        kind: violation.quantity,
        severity: "information",
        message: `The estimate of ${violation.quantity} rises by ${bits(violation.bits)} bit into ${violation.layer} at epoch ${violation.epoch}, which no true value can do: it is a limit of the estimator.`,
        path: ["analysis"],
      }));
  },
};
