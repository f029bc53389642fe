import { describe, expect, it } from "vitest";
import { startPlainTraining } from "../../../../scripts/bench/plainTraining";
import { ReferenceTraining } from "../../../support/referenceTraining";
import { makeTrainingTask } from "../../../support/trainingTask";

describe("plain training, which the contenders of the benchmark are held against", () => {
  it.each(["sgd", "adam"] as const)("trains as the reference does, by %s", (optimizer) => {
    const options = { optimizer, learningRate: optimizer === "adam" ? 0.01 : 0.2 };
    const plain = startPlainTraining(makeTrainingTask(options));
    const reference = new ReferenceTraining(makeTrainingTask(options));
    let gradients: number[][][] = [];
    let statistics: ReturnType<typeof plain.runEpoch>;
    for (let epoch = 0; epoch < 5; epoch++) {
      statistics = plain.runEpoch(() => true);
      gradients = reference.runEpoch();
    }
    const logits = plain.logits();
    expect([...logits.subarray(0, 2)].map((value) => value.toFixed(4))).toEqual(
      reference
        .forward(0)
        .pre.at(-1)!
        .map((value) => value.toFixed(4)),
    );
    const meanOfFirstLayer = gradients[0]![0]!.map(
      (_, weight) => gradients.reduce((sum, batch) => sum + batch[0]![weight]!, 0) / gradients.length,
    );
    expect(statistics!.layers[0]!.mean).toBeCloseTo(Math.hypot(...meanOfFirstLayer), 5);
  });
});
