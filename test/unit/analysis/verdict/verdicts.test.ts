import { describe, expect, it } from "vitest";
import type { CellResult } from "../../../../src/analysis/cellResult";
import { judge } from "../../../../src/analysis/verdict/verdicts";
import { curve, learned, line, notLearned } from "../../../support/cellResults";

const accuracies = (training: number, test: number): Partial<CellResult> => ({
  training: { ...learned.training, accuracy: training },
  test: { ...learned.test, accuracy: test },
});
/** Right on most training rows and as many test rows, at a loss of half of that of the shares. */
const half = (t: number, from = 0.36, to = 0.355): Partial<CellResult> => ({
  ...accuracies(0.85, 0.85),
  epochs: curve(line(from, to), t),
});

describe("the verdict of a network", () => {
  it.each<[name: string, change: Partial<CellResult>, code: string, says: RegExp]>([
    ["that learned its task", {}, "verdict/good", /nothing measured asks for a change/],
    [
      "that learned more of its labels than the inputs tell",
      { inputLabelInformation: 0.5 },
      "verdict/good",
      /more than the 0\.50 bit that the inputs hold: the rest was learned by heart/,
    ],
    [
      "whose loss rose from its smallest value",
      { epochs: curve([...line(0.7, 0.05), ...line(0.05, 0.5)], 0.3) },
      "training/rate-too-high",
      /was down to 0\.05 and ended at 0\.\d+\. Lower training\.learningRate \(it is 0\.5\), to 0\.125/,
    ],
    [
      "whose output forgot",
      { ...half(0.3), outputBits: [0.1, 0.8, 0.3] },
      "training/rate-too-high",
      /told 0\.80 bit .* at its best and 0\.30 bit at the end/,
    ],
    [
      "whose loss still falls, whatever the estimate of few rows says of its output",
      { ...half(0.3, 0.5, 0.3), outputBits: [0.1, 0.8, 0.3] },
      "training/too-short",
      /still falls/,
    ],
    [
      "that knows its training rows much better",
      { ...accuracies(1, 0.8), epochs: curve([...line(0.7, 0.05), ...line(0.05, 0.5)], 0.3) },
      "data/overfitting",
      /more training data, .* would help\. If there is no more data: stop at epoch 1, where the test accuracy was 90\.0 % .* or set training\.weightDecay/,
    ],
    [
      "whose loss still falls along a gradient that points somewhere",
      half(3, 0.5, 0.3),
      "training/too-short",
      /learned only a part: it tells 0\.\d+ of 0\.99 bit.*t = 3\.0.*still falls.*training\.epochs 400/,
    ],
    [
      "whose loss is flat along a gradient that points somewhere",
      half(3),
      "training/rate-too-low",
      /steps are probably too small.*t = 3\.0.*\(it is 0\.5\), to 2 for a start/,
    ],
    [
      "whose loss falls steeply, though noise hides where the gradient points",
      half(0.5, 0.5, 0.3),
      "training/too-short",
      /too short a training: the training loss still falls, by 2\d\.\d % in the second half/,
    ],
    [
      "whose gradient is at rest, on a known rule",
      { ...half(0.4), conditionalKnown: true },
      "network/too-small",
      /nothing but noise \(t = 0\.4\).*more units, \[20,14\]/,
    ],
    [
      "whose gradient is at rest, where nothing is known of the labels",
      half(0.4),
      "data/noisy-labels",
      /One run cannot tell these apart; a study can: .*"network\.hidden": \[\[10,7\], \[20,14\]\]/,
    ],
    ["that learned nothing", {}, "network/too-small", /has not learned the task/],
  ])("%s", (name, change, code, says) => {
    const verdict = judge({ ...(name.endsWith("nothing") ? notLearned : learned), ...change })!;
    expect(verdict).toMatchObject({ code });
    expect(verdict.message).toMatch(says);
  });

  it("blames no rate for a loss that comes down smoothly, however high it still is", () => {
    const fall = (from: number, to: number): Partial<CellResult> => ({ epochs: curve(line(from, to), 3) });
    expect(judge({ ...notLearned, ...fall(3, 1) })?.code).toBe("training/too-short");
    expect(judge({ ...notLearned, ...fall(1, 3) })?.code).toBe("training/rate-too-high");
  });

  it("rests on no saturated output: another loss than cross-entropy then tells nothing", () => {
    const settings = { ...learned.settings, loss: "meanSquaredError" };
    const lastEstimates = learned.lastEstimates.with(-1, {
      ixt: 12,
      ity: 0.2,
      ceilingIxt: 12,
      saturated: true,
    });
    const outputBits = [0.9, 0.9, 0.2];
    expect(judge({ ...learned, settings, lastEstimates, outputBits })?.code).toBe("verdict/good");
    expect(judge({ ...learned, settings, outputBits: [0.1, 0.3, 0.3] })?.code).toBe("training/too-short");
  });

  it("is none of too few rows to tell learning from chance, and none without an epoch", () => {
    expect(judge({ ...learned, training: { rows: 4, accuracy: 1, largestClass: 0.5 } })).toBeUndefined();
    expect(judge({ ...learned, epochs: [] })).toBeUndefined();
  });
});
