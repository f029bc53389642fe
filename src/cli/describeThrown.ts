import { failureFromThrown, type Failure } from "../base/failure";

/** What the engine says when memory is not to be had, or a length is beyond what an array may have. */
const OUT_OF_MEMORY =
  /allocation failed|out of memory|invalid (?:typed )?array length|invalid string length|Memory\.grow|cannot create a string longer|maximum memory size/i;

/**
 * What a command threw, as a failure for a person: no command should throw, but memory runs out anywhere. The stack
 * stays in the failure's detail.
 */
export function describeThrown(thrown: unknown): Failure {
  const failure = failureFromThrown(thrown);
  return thrown instanceof Error && OUT_OF_MEMORY.test(thrown.message)
    ? {
        ...failure,
        message: `This machine has not the memory for it (${thrown.message}): use fewer rows, units or classes.`,
        code: "training/memory",
      }
    : {
        ...failure,
        message: `Something that should not happen: ${failure.message}. With IB_ANALYSIS_DEBUG=1 in the environment the command says where; please report it.`,
      };
}
