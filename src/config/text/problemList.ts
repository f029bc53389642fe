import { PROBLEMS_MAX } from "../../base/limits";
import { boundMessage } from "../../base/text";
import type { Problem } from "./problem";

/** Collects problems up to a cap for each severity, so that a text that is wrong all over costs little. */
export class ProblemList {
  readonly #found = {
    error: [] as Problem[],
    warning: [] as Problem[],
    information: [] as Problem[],
  };

  get hasErrors(): boolean {
    return this.#found.error.length > 0;
  }

  /** `describe` is called only where the problem is kept: messages and fixes cost more than finding it. */
  add(severity: Problem["severity"], describe: () => Omit<Problem, "severity">): void {
    const list = this.#found[severity];
    if (list.length < PROBLEMS_MAX) {
      const problem = describe();
      list.push({ ...problem, severity, message: boundMessage(problem.message) });
    }
  }

  /** In the order of the text. */
  list(): readonly Problem[] {
    const { error, warning, information } = this.#found;
    return [...error, ...warning, ...information].sort((a, b) => a.offset - b.offset);
  }
}
