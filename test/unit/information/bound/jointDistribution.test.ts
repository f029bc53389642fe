import { describe, expect, it } from "vitest";
import {
  inputEntropy,
  inputLabelInformation,
  isDeterministic,
  jointFromConditional,
  jointFromTable,
  labelEntropy,
} from "../../../../src/information/bound/jointDistribution";
import { mergeAlikeInputs, mergeEqualInputs } from "../../../../src/information/bound/mergeInputs";
import { binaryEntropy } from "../../../../src/information/entropy";
import { channelOf, jointOf, tableOf } from "./support";
import { stopAfter } from "../../../support/stopAfter";
import { Stopped } from "../../../../src/base/proceed";

describe("a joint distribution", () => {
  it("is made of probabilities or counts, or of p(y|x) and p(x)", () => {
    expect([
      ...jointOf([
        [2, 0],
        [1, 1],
      ]).table,
    ]).toEqual([0.5, 0, 0.25, 0.25]);
    expect([
      ...channelOf([
        [0.5, 0.5],
        [0, 1],
      ]).table,
    ]).toEqual([0.25, 0.25, 0, 0.5]);
    expect([
      ...channelOf(
        [
          [0.5, 0.5],
          [0, 1],
        ],
        [3, 1],
      ).table,
    ]).toEqual([0.375, 0.375, 0, 0.25]);
  });

  it("has the entropies of the binary symmetric channel", () => {
    const channel = channelOf([
      [0.89, 0.11],
      [0.11, 0.89],
    ]);
    expect(inputEntropy(channel)).toBe(1);
    expect(labelEntropy(channel)).toBeCloseTo(1, 12);
    expect(Math.abs(inputLabelInformation(channel) - (1 - binaryEntropy(0.11)))).toBeLessThan(1e-12);
  });

  it("knows a Y that is a function of X", () => {
    expect(
      isDeterministic(
        jointOf([
          [1, 0],
          [2, 0],
          [0, 1],
        ]),
      ),
    ).toBe(true);
    expect(
      isDeterministic(
        jointOf([
          [1, 0],
          [2, 1e-3],
          [0, 1],
        ]),
      ),
    ).toBe(false);
    expect(isDeterministic(jointOf([[1], [3]]))).toBe(true);
  });

  it.each([
    [[1, -0.5, 1, 1], "row 0, column 1 of p(x,y) is -0.5"],
    [[1, 1, NaN, 1], "row 1, column 0 of p(x,y) is NaN"],
    [[1, 1, 1, Infinity], "row 1, column 1 of p(x,y) is Infinity"],
    [[0, 0, 0, 0], "sum to 0"],
    [[1, 1, 1], "2 × 2 with 3 entries"],
  ])("refuses the table %j by name", (values, words) => {
    const made = jointFromTable(values, 2, 2);
    expect(made.ok ? "" : made.failure.message).toContain(words);
    expect(made.ok ? "" : made.failure.message).toContain("should");
  });

  it.each([
    [[0.5, 0.5, 0.5, 0.6], undefined, "Row 1 of p(y|x) sums to 1.1"],
    [[0.5, 0.5, 1.5, -0.5], undefined, "row 1, column 1 of p(y|x) is -0.5"],
    [[0.5, 0.5, 0.5, 0.5], [1, 1, 1], "p(x) has 3 entries"],
    [[0.5, 0.5, 0.5, 0.5], [1, -1], "Entry 1 of p(x) is -1"],
    [[0.5, 0.5, 0.5, 0.5], [0, 0], "p(x) sum to 0"],
  ])("refuses p(y|x) %j with p(x) %j by name", (conditional, inputs, words) => {
    const made = jointFromConditional(conditional, 2, 2, inputs);
    expect(made.ok ? "" : made.failure.message).toContain(words);
  });

  it("takes rows of p(y|x) in single precision", () => {
    const third = Math.fround(1 / 3);
    expect(jointFromConditional([third, third, third], 1, 3).ok).toBe(true);
  });
});

describe("inputs that are alike", () => {
  it("are one where p(y|x) is the same, whatever stands between them, and none where they never occur", () => {
    const merged = mergeEqualInputs(
      jointOf([
        [0.1, 0.3],
        [0.2, 0.1],
        [0, 0],
        [0.05, 0.15 + 1e-13],
        [0.1, 0.05],
        [0.05, 0],
      ]),
    );
    const rows = tableOf(merged).map((row) => row.map((both) => Number(both.toFixed(6))));
    expect(rows).toHaveLength(3);
    expect(rows).toContainEqual([0.136364, 0.409091]);
    expect(inputLabelInformation(merged)).toBeGreaterThan(0);
  });

  it("stay apart where only the order of classes is the same sum", () => {
    expect(
      mergeEqualInputs(
        jointOf([
          [1, 2, 3],
          [3, 2, 1],
          [2, 2, 2],
        ]),
      ).inputs,
    ).toBe(3);
  });

  it("are merged by what is lost, which is said: two tight groups of three", () => {
    const shares = [0.1, 0.11, 0.12, 0.8, 0.81, 0.82];
    const joint = channelOf(shares.map((share) => [share, 1 - share]));
    const { joint: merged, lost } = mergeAlikeInputs(joint, 2, () => true);
    const rows = tableOf(merged)
      .map((row) => row[0]! * 2)
      .sort();
    expect(rows[0]).toBeCloseTo(0.11, 12);
    expect(rows[1]).toBeCloseTo(0.81, 12);
    expect(lost).toBeCloseTo(inputLabelInformation(joint) - inputLabelInformation(merged), 12);
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThan(1e-3);
  });

  it("are merged by thousands with little loss, and not where they are few", () => {
    const rows = Array.from({ length: 3000 }, (_, x) => (x + 0.5) / 3000);
    const many = channelOf(rows.map((share) => [share, 1 - share]));
    const { joint, lost } = mergeAlikeInputs(many, 256, () => true);
    expect(joint.inputs).toBe(256);
    expect(lost).toBeLessThan(1e-4);
    expect(() => mergeAlikeInputs(many, 256, stopAfter(0))).toThrow(Stopped);
    expect(mergeAlikeInputs(joint, 256, () => true)).toEqual({ joint, lost: 0 });
  });
});
