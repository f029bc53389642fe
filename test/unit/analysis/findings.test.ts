import { describe, expect, it } from "vitest";
import { largestDataProcessingViolations } from "../../../src/analysis/dataProcessing";
import { findingsOf, type CellResult } from "../../../src/analysis/findings";
import type { LayerTrajectory } from "../../../src/analysis/trajectory";

function layer(name: string, ixt: readonly number[], ity: readonly number[]): LayerTrajectory {
  return { name, epochs: ixt.map((_, index) => index * 10), ixt, ity };
}

const learnt: CellResult = {
  layers: [
    layer("hidden 1", [10, 11, 10], [0.5, 0.9, 0.95]),
    layer("hidden 2", [8, 9, 5], [0.2, 0.8, 0.9]),
    layer("output", [5, 6, 3], [0.1, 0.8, 0.9]),
  ],
  trainingAccuracy: 0.98,
  testAccuracy: 0.96,
  testRows: 614,
  inputLabelInformation: 0.99,
  divergedAt: undefined,
  estimatorNotes: [],
};

describe("the data-processing inequality", () => {
  it("is kept where both quantities fall with depth", () => {
    const { ixt, ity } = largestDataProcessingViolations(learnt.layers);
    expect([ixt.bits, ity.bits]).toEqual([0, 0]);
  });

  it("names the largest rise, its layer and its epoch", () => {
    const layers = [
      layer("hidden 1", [5, 5], [0.5, 0.5]),
      layer("hidden 2", [5.1, 5], [0.5, 0.75]),
      layer("output", [5, 5], [0.6, 0.5]),
    ];
    const { ixt, ity } = largestDataProcessingViolations(layers);
    expect(ixt).toMatchObject({ layer: "hidden 2", epoch: 0 });
    expect(ixt.bits).toBeCloseTo(0.1, 12);
    expect(ity).toEqual({ quantity: "I(T;Y)", bits: 0.25, layer: "hidden 2", epoch: 10 });
  });

  it("does not count a snapshot without an estimate", () => {
    const layers = [layer("hidden 1", [NaN, 5], [NaN, 0.5]), layer("output", [9, 4], [0.9, 0.5])];
    expect(largestDataProcessingViolations(layers).ixt.bits).toBe(0);
  });
});

describe("what a run says", () => {
  const codes = (change: Partial<CellResult>): string[] =>
    findingsOf({ ...learnt, ...change }).map(({ code }) => code);

  it("of a network that learnt: a summary on the network line, with its figures", () => {
    const [finding] = findingsOf(learnt);
    expect(finding).toMatchObject({ code: "network/summary", severity: "information", path: ["network"] });
    expect(finding!.message).toContain("I(T;Y) = 0.90 of 0.99 bit");
    expect(finding!.message).toContain("largest at epoch 10 with 9.00 bit and ended at 5.00 bit");
  });

  it("of a gap between training and test rows: more data, on the data line", () => {
    const [finding] = findingsOf({ ...learnt, trainingAccuracy: 1, testAccuracy: 0.7 });
    expect(finding).toMatchObject({ code: "data/overfitting", severity: "warning", path: ["data"] });
    expect(finding!.message).toContain("100.0 %");
    expect(finding!.message).toContain("70.0 % of the 614 test rows");
  });

  it("nothing of a gap that so few test rows could show by chance", () => {
    expect(codes({ trainingAccuracy: 1, testAccuracy: 0.9, testRows: 10 })).not.toContain("data/overfitting");
    expect(codes({ trainingAccuracy: 1, testAccuracy: 0.9, testRows: 1000 })).toContain("data/overfitting");
  });

  it("of a last hidden layer that keeps little: the network line", () => {
    const layers = [learnt.layers[0]!, layer("hidden 2", [3, 3, 3], [0, 0.1, 0.2]), learnt.layers[2]!];
    expect(codes({ layers })).toContain("network/underfitting");
  });

  it("of diverged training: the learning rate, and nothing else", () => {
    const findings = findingsOf({ ...learnt, divergedAt: 7 });
    expect(findings.map(({ code }) => code)).toEqual(["training/diverged"]);
    expect(findings[0]!.path).toEqual(["training", "learningRate"]);
    expect(findings[0]!.message).toContain("epoch 7");
  });

  it("of a rise with depth: a note about the estimator", () => {
    const layers = [
      layer("hidden 1", [5], [0.9]),
      layer("hidden 2", [6, 6], [0.9]),
      layer("output", [5], [0.9]),
    ];
    expect(codes({ layers })).toContain("analysis/data-processing");
  });

  it("passes on what the estimator said", () => {
    expect(findingsOf({ ...learnt, estimatorNotes: ["Mind the range."] }).at(-1)).toMatchObject({
      code: "analysis/estimator",
      message: "Mind the range.",
      path: ["analysis"],
    });
  });
});
