import type { CellResult } from "../cellResult";
import { measureLearning } from "../learning";
import type { Cause, CauseKind } from "./causeKind";
import { deadUnits } from "./deadUnits";
import { inputScale } from "./inputScale";
import { noInformation } from "./noInformation";
import { noisyLabels } from "./noisyLabels";
import { rareClasses } from "./rareClasses";
import { rateTooHigh } from "./rateTooHigh";
import { rateTooLow } from "./rateTooLow";
import { sameInputs } from "./sameInputs";
import { saturatedUnits } from "./saturatedUnits";
import { tooShort } from "./tooShort";
import { tooSmall } from "./tooSmall";
import { weightDecay } from "./weightDecay";

/** Every cause; the first one that holds is named. A new one is a file, and its name here. */
export const CAUSES = [
  sameInputs,
  noInformation,
  inputScale,
  weightDecay,
  deadUnits,
  saturatedUnits,
  rareClasses,
  noisyLabels,
  rateTooHigh,
  rateTooLow,
  tooShort,
  tooSmall,
] as const;

export type CauseCode = (typeof CAUSES)[number]["code"];

/** The cause that the figures of a training speak for; gradient and loss decide, not the plane. */
export function findCause(
  result: CellResult,
  kinds: readonly CauseKind<CauseCode>[] = CAUSES,
): Cause & { readonly code: CauseCode; readonly needsSignal: boolean } {
  const learning = measureLearning(result);
  for (const { code, needsSignal = false, find } of kinds) {
    const cause = find(result, learning);
    if (cause !== undefined) {
      return { ...cause, code, needsSignal };
    }
  }
  return { ...tooSmall.find(result, learning), code: tooSmall.code, needsSignal: true };
}
