import type { EstimatorNote } from "../cellResult";
import type { Said } from "../said";
import type { FindingKind } from "./findingKind";

/** What the estimators say of their own figures. */
export const estimatorNotes: FindingKind<"analysis/estimator"> = {
  code: "analysis/estimator",
  find: ({ estimatorNotes: notes }) => notes.map(sayNote),
};

function sayNote({ kind, text }: EstimatorNote): Said {
  return { kind, severity: "information", message: text, path: ["analysis"] };
}

/** The findings of an estimator that was asked later. */
export function findingsOfNotes(
  notes: readonly EstimatorNote[],
): readonly (Said & { readonly code: string })[] {
  return notes.map((note) => ({ code: estimatorNotes.code, ...sayNote(note) }));
}
