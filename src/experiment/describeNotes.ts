import type { EstimatorNote } from "../analysis/cellResult";
import type { EstimateNotes } from "../run/estimateNotes";
import type { CellStarted } from "../run/runEvent";

/** The notes on a cell's estimates as sentences; where there are several estimators, each begins with its title. */
export function describeNotes(
  notes: EstimateNotes,
  { estimators }: Pick<CellStarted, "estimators">,
): EstimatorNote[] {
  const titles = new Map(estimators.map(({ key, title }) => [key, title]));
  return notes.list().map(({ estimator, code, text }) => ({
    kind: `${estimator} ${code}`,
    text: estimators.length === 1 ? text : `${titles.get(estimator) ?? estimator}, ${text}`,
  }));
}
