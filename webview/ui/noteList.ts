import type { EstimatorLabel, ViewNote } from "../../src/view/viewMessages";
import { text } from "../kit/strings";

/**
 * The notes under the pictures: those of the run, which are its findings without the verdict above the pictures, and then those of the estimator that is
 * drawn. Without one all are drawn side by side, and each note names its estimator.
 */
export function listNotes(
  notes: readonly ViewNote[],
  estimators: readonly EstimatorLabel[],
  drawn: EstimatorLabel | undefined,
): readonly string[] {
  const ofRun = notes
    .filter(({ estimator, verdict }) => estimator === undefined && verdict === undefined)
    .map((note) => note.text);
  const ofEstimators = notes
    .filter(({ estimator }) => estimator !== undefined && (drawn === undefined || estimator === drawn.key))
    .map((note) => {
      const label = estimators.find(({ key }) => key === note.estimator);
      return drawn === undefined && label !== undefined
        ? text("noteOfEstimator", label.title, note.text)
        : note.text;
    });
  return [...new Set([...ofRun, ...ofEstimators])];
}
