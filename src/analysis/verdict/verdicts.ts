import type { CellResult } from "../cellResult";
import { stateOfLearning } from "../accuracies";
import { measureLearning } from "../learning";
import { collapsed } from "./collapsed";
import { good } from "./good";
import { notGeneral } from "./notGeneral";
import { nothingLearned } from "./nothingLearned";
import { underfitted } from "./underfitted";
import type { Verdict, VerdictKind } from "./verdictKind";

/**
 * Every verdict; the first one that holds is given. Loss and gradient decide, the plane explains: over several hundred runs
 * the plane alone decided no case that loss and gradient did not.
 */
export const VERDICTS = [collapsed, nothingLearned, notGeneral, underfitted, good] as const;

type CodeOf<Kind> = Kind extends VerdictKind<infer Code> ? Code : never;
export type VerdictCode = CodeOf<(typeof VERDICTS)[number]>;

/** What the network asks for; undefined if it has too few training rows to tell learning from chance, or no epoch. */
export function judge(
  result: CellResult,
  kinds: readonly VerdictKind<VerdictCode>[] = VERDICTS,
): Verdict<VerdictCode> | undefined {
  if (stateOfLearning(result) === "chance") {
    return undefined;
  }
  const learning = measureLearning(result);
  for (const kind of kinds) {
    const verdict = kind.judge(result, learning);
    if (verdict !== undefined) {
      return verdict;
    }
  }
  return undefined;
}
