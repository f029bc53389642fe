import { estimatorOf } from "../../information/estimators/estimators";
import { namesOfEstimators } from "../plan/namesOfEstimators";
import { resolveEstimators } from "../plan/resolveEstimators";
import { INHERITED } from "../schema/analysisSchema";
import { findNode } from "../text/tree";
import type { Check } from "./check";

/** A setting of all estimators that have it, beside estimators without it. */
export const checkInherited: Check = ({ config: { analysis }, document: { root }, report }) => {
  const kinds = resolveEstimators(analysis).map(({ settings }) => estimatorOf(settings));
  for (const field of Object.keys(INHERITED)) {
    const path = ["analysis", field];
    if (findNode(root, path) !== undefined && !kinds.some(({ settings }) => field in settings.shape)) {
      report(
        "warning",
        path,
        `analysis.${field} belongs to estimators that have such a setting (${namesOfEstimators(({ settings }) => field in settings.shape)}); none of those is asked for.`,
        () => [],
      );
    }
  }
};
