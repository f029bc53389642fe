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
    const share = told === undefined ? "" : describeTold(told, inputLabelInformation);
    return {
      code: "verdict/good",
      severity: "information",
      message: `The network has learned its task, and nothing measured asks for a change: it is right on ${percent(training.accuracy)} of its training rows and on ${percent(test.accuracy)} of the test rows (always answering the largest class: ${percent(test.largestClass)})${share}.`,
      path: ["network"],
    };
  },
};

/** Labels that are drawn at random hold more than the inputs tell of them; what is told beyond that was learned by heart. */
function describeTold(told: number, inputLabelInformation: number): string {
  const [telling, held] = [bits(told), bits(inputLabelInformation)];
  return told > inputLabelInformation && telling !== held
    ? `, and tells ${telling} bit of the training rows' labels, more than the ${held} bit that the inputs hold: the rest was learned by heart`
    : `, and tells ${telling} of ${held} bit of the training rows' labels`;
}
