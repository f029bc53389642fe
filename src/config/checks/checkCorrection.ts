import { estimatorOf } from "../../information/estimators/estimators";
import { namesOfEstimators } from "../plan/namesOfEstimators";
import { resolveEstimators } from "../plan/resolveEstimators";
import type { Check } from "./check";

/** A correction is of estimates from counts. */
export const checkCorrection: Check = ({ config: { analysis }, report }) => {
  const { correction } = analysis;
  const counts = resolveEstimators(analysis).some(({ settings }) => estimatorOf(settings).counts);
  if (correction !== "none" && !counts) {
    report(
      "warning",
      ["analysis", "correction"],
      `analysis.correction is "${correction}", which corrects estimates from counts (${namesOfEstimators(({ counts: is }) => is)}); none of those is asked for.`,
      (place) => [{ title: `Change to "none"`, edits: [{ ...place, text: `"none"` }] }],
    );
  }
};
