import { describe, expect, it } from "vitest";
import { jointOfGroups, jointThroughNoise } from "../../../../src/information/bound/coarseJoint";
import {
  inputLabelInformation,
  inputProbabilities,
  isDeterministic,
  labelProbabilities,
  type JointDistribution,
} from "../../../../src/information/bound/jointDistribution";
import type { LabelDistribution } from "../../../../src/information/estimate";
import { randomStream } from "../../../../src/base/random";
import { tableOf } from "./support";
import { stopAfter } from "../../../support/stopAfter";
import { Stopped } from "../../../../src/base/proceed";

const go = (): boolean => true;

function oneHot(labels: readonly number[]): LabelDistribution {
  return {
    classes: 2,
    conditional: Float64Array.from(labels.flatMap((label) => (label === 0 ? [1, 0] : [0, 1]))),
    sampled: Uint16Array.from(labels),
  };
}

function sample(
  values: readonly number[],
  columns: number,
): {
  readonly values: Float64Array;
  readonly columns: number;
  readonly rows: number;
} {
  return { values: Float64Array.from(values), columns, rows: values.length / columns };
}

function conditionalOf(joint: JointDistribution): number[] {
  const inputs = inputProbabilities(joint);
  return tableOf(joint).map((row, x) => row[0]! / inputs[x]!);
}

describe("inputs seen through noise", () => {
  const labels = oneHot([0, 1, 0]);

  it("two inputs at distance d: the other counts exp(-d²/2σ²) as much", () => {
    const joint = jointThroughNoise(sample([0, 3], 1), oneHot([0, 1]), 2, go);
    const other = Math.exp(-9 / 8);
    expect(conditionalOf(joint)[0]).toBeCloseTo(1 / (1 + other), 12);
    expect(conditionalOf(joint)[1]).toBeCloseTo(other / (1 + other), 12);
    expect([...inputProbabilities(joint)]).toEqual([0.5, 0.5]);
  });

  it("uses every column: the sums of the definition", () => {
    const random = randomStream(3, "test");
    const points = Array.from({ length: 9 }, () => [random.normal(), random.normal(), random.normal()]);
    const classes = points.map((_, i) => i % 2);
    const joint = jointThroughNoise(sample(points.flat(), 3), oneHot(classes), 0.8, go);
    for (const [i, found] of conditionalOf(joint).entries()) {
      const weights = points.map((point) =>
        Math.exp(-(Math.hypot(...point.map((value, c) => value - points[i]![c]!)) ** 2) / (2 * 0.64)),
      );
      const first = weights.reduce((sum, weight, j) => sum + (classes[j] === 0 ? weight : 0), 0);
      expect(found).toBeCloseTo(first / weights.reduce((a, b) => a + b), 12);
    }
  });

  it("little noise leaves the labels, much noise nothing", () => {
    const inputs = sample([0, 1, 5], 1);
    expect(isDeterministic(jointThroughNoise(inputs, labels, 0.01, go))).toBe(true);
    expect(inputLabelInformation(jointThroughNoise(inputs, labels, 1e3, go))).toBeLessThan(1e-6);
  });

  it("stops when it is told to", () => {
    expect(() => jointThroughNoise(sample([0, 1], 1), oneHot([0, 1]), 1, stopAfter(0))).toThrow(Stopped);
  });
});

describe("inputs merged into groups", () => {
  it("two heaps of two: each group has its share and the mean of its labels", () => {
    const joint = jointOfGroups(sample([0, 0.1, 0.2, 9, 9.1], 1), oneHot([0, 0, 1, 1, 1]), 2, 0, go);
    const rows = tableOf(joint).toSorted((a, b) => a[0]! - b[0]!);
    expect(rows[0]![0]).toBe(0);
    expect(rows[0]![1]).toBeCloseTo(0.4, 12);
    expect(rows[1]![0]).toBeCloseTo(0.4, 12);
    expect(rows[1]![1]).toBeCloseTo(0.2, 12);
  });

  it("keeps p(y), knows no more of Y than the inputs, and is the same for the same seed", () => {
    const random = randomStream(4, "test");
    const inputs = sample(
      Array.from({ length: 200 }, () => random.normal()),
      2,
    );
    const labels = oneHot(Array.from({ length: 100 }, (_, row) => (inputs.values[2 * row]! > 0.3 ? 1 : 0)));
    const joint = jointOfGroups(inputs, labels, 7, 5, go);
    const ones = labels.sampled.reduce((sum, label) => sum + label, 0) / 100;
    expect(joint.inputs).toBe(7);
    expect(labelProbabilities(joint)[1]).toBeCloseTo(ones, 12);
    expect(inputLabelInformation(joint)).toBeGreaterThan(0.3);
    expect(inputLabelInformation(joint)).toBeLessThan(1);
    expect(jointOfGroups(inputs, labels, 7, 5, go)).toEqual(joint);
  });

  it.each([1, 3, 8])("takes inputs that repeat, into %i groups", (groups) => {
    const labels = oneHot([0, 1, 0, 1, 1]);
    for (const values of [
      [2, 2, 2, 2, 2],
      [2, 2, 2, 2, 3],
    ]) {
      const joint = jointOfGroups(sample(values, 1), labels, groups, 0, go);
      expect(labelProbabilities(joint)[0]).toBeCloseTo(0.4, 12);
      expect(labelProbabilities(joint)[1]).toBeCloseTo(0.6, 12);
    }
  });

  it("stops when it is told to", () => {
    expect(() => jointOfGroups(sample([0, 1, 2], 1), oneHot([0, 1, 0]), 2, 0, stopAfter(0))).toThrow(Stopped);
  });
});
