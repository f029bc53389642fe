import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Dataset } from "../../../../src/data/dataset/dataset";
import { describeDataset, summarizeDataset } from "../../../../src/data/dataset/datasetSummary";
import { countEqualRows } from "../../../../src/data/dataset/distinctRows";
import { createSymmetricRule } from "../../../../src/data/symmetricRule/symmetricRule";

function dataset(inputs: readonly (readonly number[])[], labels: readonly number[], classes = 2): Dataset {
  return {
    name: "test",
    rows: inputs.length,
    columns: inputs[0]!.length,
    inputs: Float32Array.from(inputs.flat()),
    labels: Uint16Array.from(labels),
    classNames: Array.from({ length: classes }, (_, i) => String(i)),
  };
}

/** H over the values' shares, bit, with text as the key. */
function entropyOf(values: readonly string[]): number {
  return [...new Set(values)].reduce((sum, value) => {
    const share = values.filter((other) => other === value).length / values.length;
    return sum - share * Math.log2(share);
  }, 0);
}

const tableArbitrary = fc
  .array(
    fc.record({
      row: fc.tuple(fc.constantFrom(0, -0, 1), fc.constantFrom(0.5, -0.5)),
      label: fc.nat(2),
    }),
    { minLength: 4, maxLength: 40 },
  )
  .map((rows) =>
    dataset(
      rows.map(({ row }) => row),
      rows.map(({ label }) => label),
      3,
    ),
  );

const inputText = (data: Dataset, row: number): string =>
  String(data.inputs.subarray(row * data.columns, (row + 1) * data.columns));

describe("a dataset's summary", () => {
  it("names the inputs as far as a run keeps names", () => {
    const few = { ...dataset([[0, 1]], [0]), inputNames: ["a", "b".repeat(1000)] };
    expect(summarizeDataset(few, 1, 0).inputNames).toEqual(["a", "b".repeat(100)]);
    const columns = 101;
    const many = dataset([Array.from({ length: columns }, (_, index) => index)], [0]);
    const inputNames = Array.from({ length: columns }, (_, index) => `column ${index}`);
    expect(summarizeDataset({ ...many, inputNames }, 1, 0)).not.toHaveProperty("inputNames");
    expect(summarizeDataset(many, 1, 0)).not.toHaveProperty("inputNames");
  });

  it("knows the paper's task: H(X) = 12, H(Y) = 1, I(X;Y) = 0.99 bit", () => {
    const summary = summarizeDataset(createSymmetricRule({ mutualInformation: 0.99, seed: 0 }), 3482, 614);
    expect(summary).toMatchObject({ rows: 4096, trainingRows: 3482, testRows: 614, conditionalKnown: true });
    expect(summary.inputEntropy).toBeCloseTo(12, 12);
    expect(summary.labelEntropy).toBeCloseTo(1, 6);
    expect(summary.inputLabelInformation).toBeCloseTo(0.99, 6);
  });

  it("takes what equal rows with different labels leave open from I(X;Y)", () => {
    // Rows 0 and 1 are equal and disagree: H(Y|X) = 1/2; rows 2 and 3 are certain.
    const summary = summarizeDataset(dataset([[1], [1], [2], [3]], [0, 1, 0, 1]), 2, 2);
    expect(summary).toMatchObject({
      inputEntropy: 1.5,
      labelEntropy: 1,
      inputLabelInformation: 0.5,
      classShares: [0.5, 0.5],
      conditionalKnown: false,
    });
  });

  it("agrees with counting by hand on any table, and keeps 0 ≤ I(X;Y) ≤ H(Y), H(X)", () => {
    fc.assert(
      fc.property(tableArbitrary, (data) => {
        const rows = Array.from({ length: data.rows }, (_, row) => row);
        const x = rows.map((row) => inputText(data, row));
        const y = rows.map((row) => String(data.labels[row]!));
        const joint = rows.map((row) => `${x[row]!} ${y[row]!}`);
        const summary = summarizeDataset(data, 1, data.rows - 1);
        expect(summary.inputEntropy).toBeCloseTo(entropyOf(x), 10);
        expect(summary.labelEntropy).toBeCloseTo(entropyOf(y), 10);
        expect(summary.inputLabelInformation).toBeCloseTo(entropyOf(x) + entropyOf(y) - entropyOf(joint), 10);
        expect(summary.inputLabelInformation).toBeGreaterThanOrEqual(0);
        expect(summary.inputLabelInformation).toBeLessThanOrEqual(summary.labelEntropy);
        expect(summary.classShares.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
      }),
    );
  });

  it("is said in two sentences", () => {
    const summary = summarizeDataset(dataset([[1], [1], [2], [3]], [0, 1, 0, 1]), 3, 1);
    expect(describeDataset({ ...summary, classNames: ["no", "yes\n"] })).toBe(
      "Data: test, 4 rows of 1 input (3 for training, 1 for the test), 2 classes: " +
        '"no" (50.0 %), "yes\\n" (50.0 %). H(X) = 1.500 bit, H(Y) = 1.000 bit, I(X;Y) = 0.500 bit, from the labels.',
    );
    expect(
      describeDataset(summarizeDataset(createSymmetricRule({ mutualInformation: 0.5, seed: 0 }), 1, 1)),
    ).toContain("I(X;Y) = 0.500 bit, from the known p(y|x).");
    const many = summarizeDataset(dataset([[1], [1], [2], [3]], [0, 1, 0, 1], 12), 3, 1);
    expect(describeDataset(many)).toContain("and 2 more.");
  });
});

describe("equal rows", () => {
  it("are counted as by comparing all pairs", () => {
    fc.assert(
      fc.property(tableArbitrary, (data) => {
        const counts = new Map<string, number>();
        for (let row = 0; row < data.rows; row++) {
          // As text 0 and -0 are the same, as they are for a network.
          counts.set(inputText(data, row), (counts.get(inputText(data, row)) ?? 0) + 1);
        }
        const sorted = (values: Iterable<number>): number[] => Array.from(values).sort((a, b) => a - b);
        expect(sorted(countEqualRows(data).inputs)).toEqual(sorted(counts.values()));
      }),
    );
  });
});
