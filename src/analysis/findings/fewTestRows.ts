import { percent } from "../../base/numbers";
import { countOf } from "../../base/text";
import type { SetAccuracy } from "../cellResult";
import type { FindingKind } from "./findingKind";

/** The accuracy on fewer test rows than this is told with the interval that it lies in. */
const FEW_TEST_ROWS = 50;

export const fewTestRows: FindingKind<"data/few-test-rows"> = {
  code: "data/few-test-rows",
  find: ({ test }) => {
    if (test.rows >= FEW_TEST_ROWS || Number.isNaN(test.accuracy)) {
      return [];
    }
    const [low, high] = wilsonInterval(test);
    return [
      {
        severity: "information",
        message: `The test accuracy of ${percent(test.accuracy)} (always answering the training rows' largest class: ${percent(test.largestClass)}) rests on ${countOf(test.rows, "row")}: with 95 % it lies between ${percent(low)} and ${percent(high)}.`,
        path: ["data"],
      },
    ];
  },
};

/** Wilson's 95 % interval of a share. */
function wilsonInterval({ accuracy, rows }: SetAccuracy): readonly [number, number] {
  const z = 1.96;
  const center = (accuracy + z ** 2 / (2 * rows)) / (1 + z ** 2 / rows);
  const half =
    (z * Math.sqrt((accuracy * (1 - accuracy)) / rows + z ** 2 / (4 * rows ** 2))) / (1 + z ** 2 / rows);
  return [Math.max(0, center - half), Math.min(1, center + half)];
}
