import { describe, expect, it } from "vitest";
import { readLabels } from "../../../../src/data/numpy/labelArray";
import type { NamedArray, NumericArray } from "../../../../src/data/numpy/npyArray";
import type { LabelDistribution } from "../../../../src/information/estimate";

const array = (values: readonly number[], shape: readonly number[]): NumericArray => ({
  values: Float64Array.from(values),
  shape,
  kind: "float",
});

function labelsOf(values: readonly number[], shape: readonly number[]): LabelDistribution {
  const labels = readLabels(array(values, shape), shape[0] === 1 ? values.length : (shape[0] ?? 0), false, 0);
  if (!labels.ok) {
    throw new Error(labels.failure.message);
  }
  return labels.value;
}

function refusal(values: readonly number[], shape: readonly number[]): string {
  const labels = readLabels(array(values, shape), shape[0] === 1 ? values.length : (shape[0] ?? 0), false, 0);
  return labels.ok ? "read" : labels.failure.message;
}

describe("labels", () => {
  it("of whole numbers, whatever they are, are classes in their order", () => {
    const { classes, sampled, conditional } = labelsOf([7, -1, 7, 30], [4]);
    expect(classes).toBe(3);
    expect([...sampled]).toEqual([1, 0, 1, 2]);
    expect(conditional).toBeUndefined();
    expect(labelsOf([0, 1], [2, 1]).classes).toBe(2);
  });

  it("in one row, as many as there should be, are classes", () => {
    expect([...labelsOf([4, 9, 4], [1, 3]).sampled]).toEqual([0, 1, 0]);
    const ofOneRow = readLabels(array([0.5, 0.5], [1, 2]), 1, false, 0);
    expect(ofOneRow).toMatchObject({ ok: true, value: { classes: 2 } });
  });

  it("by name are classes", () => {
    const named: NamedArray = {
      kind: "named",
      shape: [3],
      names: ["no", "yes"],
      items: Uint16Array.of(1, 0, 1),
    };
    const labels = readLabels(named, 3, false, 0);
    expect(labels).toMatchObject({ ok: true, value: { classes: 2, sampled: Uint16Array.of(1, 0, 1) } });
    expect(readLabels({ ...named, shape: [1, 3] }, 3, false, 0).ok).toBe(true);
    expect(readLabels({ ...named, shape: [3, 2] }, 3, false, 0)).toMatchObject({
      failure: { code: "data/shape" },
    });
  });

  it("by name that stand for a missing value, and names that are measured numbers, are refused", () => {
    const named = (names: readonly string[]): NamedArray => ({
      kind: "named",
      shape: [3],
      names,
      items: Uint16Array.of(1, 0, 1),
    });
    for (const word of ["NaN", "None", "?", "", " n/a "]) {
      const labels = readLabels(named([word, "yes"]), 3, false, 0);
      expect(labels.ok ? "read" : labels.failure.message).toMatch(
        /^row 1 is .*leave rows without a label out/,
      );
    }
    const measured = readLabels(named(["0.5", "2"]), 3, false, 0);
    expect(measured).toMatchObject({ failure: { code: "data/format" } });
    expect(readLabels(named(["0.5", "2"]), 3, true, 0).ok).toBe(true);
  });

  it("that look like a measured quantity are classes if that is asked for", () => {
    const labels = readLabels(array([0.5, 2, 0.5], [3]), 3, true, 0);
    expect(labels).toMatchObject({ ok: true, value: { classes: 2, sampled: Uint16Array.of(0, 1, 0) } });
  });

  it("of probabilities are p(y|x), brought to a sum of 1, with classes drawn from them", () => {
    const rows = 2000;
    const { classes, conditional, sampled } = labelsOf(
      Array.from({ length: rows }, () => [0.2499, 0.7502]).flat(),
      [rows, 2],
    );
    expect(classes).toBe(2);
    expect(conditional![0]! + conditional![1]!).toBe(1);
    const ones = sampled.reduce((sum, label) => sum + label, 0);
    // Within four standard deviations.
    expect(Math.abs(ones / rows - 0.75)).toBeLessThan(4 * Math.sqrt((0.75 * 0.25) / rows));
    expect([...labelsOf([0, 1, 0, 1, 0, 0], [2, 3]).sampled]).toEqual([1, 0]);
  });

  it("of one-hot rows are certain classes, also those that no row has, and are not written out", () => {
    expect(labelsOf([0, 1, 0, 0.999, 0, 0], [2, 3])).toEqual({ classes: 3, sampled: Uint16Array.of(1, 0) });
    expect(labelsOf([0, 1, 0.5, 0.5], [2, 2]).conditional).toEqual(Float64Array.of(0, 1, 0.5, 0.5));
  });

  it.each<[string, number[], number[], RegExp]>([
    [
      "a fraction",
      [0, 0.5],
      [2],
      /row 1 holds 0.5; a label is a whole number.*regression target.*--estimator ksg.*--classes values/,
    ],
    [
      "mostly distinct numbers",
      Array.from({ length: 60 }, (_, i) => i % 30),
      [60],
      /30 different numbers in 60 rows/,
    ],
    ["NaN", [NaN], [1], /row 0 is NaN, which stands for a missing value; leave rows without a label out/],
    ["no axis", [1], [], /0 dimensions/],
    ["three axes", [1], [1, 1, 1], /3 dimensions/],
    ["a row that misses 1", [0.5, 0.5, 0.5, 0.4], [2, 2], /row 1 is \(0.5, 0.4\).*sums to 1/],
    ["a negative share", [1.5, -0.5, 1, 0], [2, 2], /row 0/],
    ["a share that is no number", [NaN, 1, 1, 0], [2, 2], /row 0/],
    ["no column", [], [3, 0], /0 columns/],
    ["too many classes", Array.from({ length: 5005 }, (_, i) => i % 1001), [5005], /1001 classes/],
  ])("with %s are refused", (_name, values, shape, expected) => {
    expect(refusal(values, shape)).toMatch(expected);
  });
});
