import { bits, percent } from "../../base/numbers";
import { toldBits } from "./underfitted";
import type { VerdictKind } from "./verdictKind";

/** Nothing that was measured asks for a change. */
export const good: VerdictKind<"verdict/good"> = {
  judge: (result, learning) => {
    const { training, test, inputLabelInformation } = result;
    if (learning === undefined || Number.isNaN(test.accuracy)) {
      return undefined;
    }
    const told = toldBits(result, learning);
    const share =
      told === undefined
        ? ""
        : `, and tells ${bits(told)} of ${bits(inputLabelInformation)} bit of the training rows' labels`;
    return {
      code: "verdict/good",
      severity: "information",
      message: `The network has learned its task, and nothing measured asks for a change: it is right on ${percent(training.accuracy)} of its training rows and on ${percent(test.accuracy)} of the test rows (always answering the largest class: ${percent(test.largestClass)})${share}.`,
      path: ["network"],
    };
  },
};
