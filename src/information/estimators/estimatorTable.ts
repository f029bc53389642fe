import { ESTIMATORS } from "./estimators";
import type { EstimatorKind } from "./shared/estimatorKind";

/** The documentation's table of estimators, as Markdown. */
export function estimatorTable(kinds: readonly EstimatorKind[] = ESTIMATORS): string {
  return [
    "| name | what it measures | what it gives beside the figure |",
    "| --- | --- | --- |",
    ...kinds.map(({ name, measures, gives }) => `| \`${name}\` | ${measures} | ${gives} |`),
  ].join("\n");
}
