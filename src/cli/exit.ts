import type { Failure } from "../base/failure";
import { boundMessage } from "../base/text";

export const EXIT_OK = 0;
export const EXIT_FAILED = 1;
export const EXIT_WRONG_ARGUMENTS = 2;
export const EXIT_CANCELED = 130;

/** A failure as the command line says it. */
export function describeFailure(failure: Failure): string {
  return `error: ${boundMessage(failure.message)} [${failure.code}]`;
}
