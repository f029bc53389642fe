import type { CellResult } from "../cellResult";
import { dataProcessingRise } from "./dataProcessingRise";
import { diverged } from "./diverged";
import { estimatorNotes } from "./estimatorNotes";
import { fewTestRows } from "./fewTestRows";
import { fewTrainingRows } from "./fewTrainingRows";
import type { Said } from "../said";
import type { FindingKind } from "./findingKind";
import { lastHiddenLayer } from "./lastHiddenLayer";
import { saturatedLayers } from "./saturatedLayers";
import { judge, type VerdictCode } from "../verdict/verdicts";

/** Every finding beside the verdict, in the order in which they are said. A new one is a file, and its name here. */
export const FINDINGS = [
  fewTrainingRows,
  lastHiddenLayer,
  saturatedLayers,
  fewTestRows,
  dataProcessingRise,
  estimatorNotes,
] as const;

export type FindingCode = (typeof FINDINGS)[number]["code"] | (typeof diverged)["code"] | VerdictCode;

/** Something that a run says about a line of its config. */
export interface Finding extends Said {
  readonly code: FindingCode;
  readonly kind: string;
}

/** What the run says, each finding tied to the config line it speaks of. Of a run that diverged nothing else holds. */
export function findingsOf(
  result: CellResult,
  kinds: readonly FindingKind<FindingCode>[] = FINDINGS,
): readonly Finding[] {
  const found = findAll(result, kinds);
  return found.map((finding) => ({ ...finding, kind: finding.kind ?? finding.code }));
}

function findAll(
  result: CellResult,
  kinds: readonly FindingKind<FindingCode>[],
): readonly (Said & { readonly code: FindingCode })[] {
  if (result.divergedAt !== undefined) {
    return diverged.find(result).map((said) => ({ ...said, code: diverged.code }));
  }
  return [
    ...[judge(result) ?? []].flat(),
    ...kinds.flatMap(({ code, find }) => find(result).map((said) => ({ ...said, code }))),
  ];
}
