import { describe, expect, it } from "vitest";
import type { Dataset } from "../../../../src/data/dataset/dataset";
import {
  describeNormalization,
  normalizeInputs,
  type NormalizeChoice,
} from "../../../../src/data/dataset/normalizeInputs";

function dataset(columns: number, inputs: readonly number[]): Dataset {
  const rows = inputs.length / columns;
  return {
    name: "t.csv",
    rows,
    columns,
    inputs: Float32Array.from(inputs),
    labels: Uint16Array.from({ length: rows }, (_, row) => row % 2),
    classNames: ["0", "1"],
  };
}

const allRows = ({ rows }: Dataset): Uint32Array => Uint32Array.from({ length: rows }, (_, row) => row);
const normalize = (data: Dataset, choice: NormalizeChoice = "auto"): ReturnType<typeof normalizeInputs> =>
  normalizeInputs(data, choice, allRows(data));

describe("inputs by default", () => {
  it.each([
    ["0 and 1", [0, 1, 1, 0]],
    ["within [-1, 1], the ends among them", [-1, 0.25, 1, 0.5]],
    ["an image's gray values that were scaled before, with an empty border", [0, 1, 0, 0.004]],
  ])("stay as they are: %s", (_name, values) => {
    const data = dataset(2, values);
    const { dataset: kept, normalization } = normalize(data);
    expect(kept.inputs).toEqual(data.inputs);
    expect(normalization.standardized).toBe(false);
  });

  it.each([
    ["gray values", [0, 255, 10, 30]],
    ["just outside of [-1, 1]", [0, 1, 0.5, 1.01]],
    ["all of them tiny", [1e-6, 2e-6, 5e-6, 0]],
  ])("are standardized: %s", (_name, values) => {
    const { dataset: changed, normalization } = normalize(dataset(1, values));
    const mean = changed.inputs.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = changed.inputs.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect([mean, variance]).toEqual([expect.closeTo(0, 5), expect.closeTo(1, 5)]);
    expect(normalization.standardized).toBe(true);
  });

  it("can be said otherwise, both ways", () => {
    expect(normalize(dataset(1, [0, 255, 10, 30]), "none").dataset.inputs[1]).toBe(255);
    expect(normalize(dataset(1, [0, 1, 1, 0]), "standardize").dataset.inputs[1]).toBe(1);
    expect(normalize(dataset(1, [0, 1, 1, 0]), "standardize").dataset.inputs[0]).toBe(-1);
  });

  it("are finite and 0 where a column is constant but for rounding, whatever its other rows hold", () => {
    const timestamp = Math.fround(1.7e12);
    const data = dataset(1, [timestamp, timestamp, Math.fround(1.7e12 + 131072), 3e38]);
    const { dataset: changed } = normalizeInputs(data, "auto", Uint32Array.of(0, 1, 2));
    expect([...changed.inputs]).toEqual([0, 0, 0, 0]);
    const nearly = dataset(1, [0, 1e-30, 0, 3e38]);
    const far = normalizeInputs(nearly, "auto", Uint32Array.of(0, 1, 2)).dataset.inputs[3]!;
    expect(far).toBe(1000);
  });
});

describe("what the log says of them", () => {
  const said = (data: Dataset, choice: NormalizeChoice = "auto"): string[] => {
    return describeNormalization(normalize(data, choice).normalization, choice);
  };

  it("is what was done and between which values they lie", () => {
    expect(said(dataset(1, [0, 255, 10, 30]))).toEqual([
      "Inputs: standardized; in the file they lie between 0 and 255.",
    ]);
    expect(said(dataset(1, [0, 1, 1, 0]))).toEqual([
      "Inputs: left as they are; in the file they lie between 0 and 1.",
    ]);
    expect(said(dataset(1, [0, 255, 10, 30]), "none")[0]).toContain("as data.normalize says");
  });

  it("names the column and the row of a value that squeezes the others together, in a small file too", () => {
    for (const count of [2000, 30]) {
      const rows = Array.from({ length: count }, (_, row) => [row % 7, row % 5]);
      rows[20]![1] = 1e9;
      expect(said(dataset(2, rows.flat()))[1]).toMatch(
        /^Input 2 of row 21 is 1000000000, while half of its column's values lie between 1 and 3:/,
      );
    }
  });

  it("names the inputs that have one value in all rows", () => {
    const rows = (constant: number): number[] =>
      Array.from({ length: 30 }, (_, row) => [
        row,
        ...Array.from({ length: constant }, (_unused, column) => column),
      ]).flat();
    expect(said(dataset(2, rows(1)))[1]).toBe(
      "Input 2 has one value in all rows, so it tells no row from another.",
    );
    expect(said(dataset(9, rows(8)))[1]).toBe(
      "8 inputs have one value in all rows, so they tell no row from another: 2, 3, 4, 5, 6 and 3 more.",
    );
  });

  it("names none where the columns share a range, as pixels do, but one beyond that range", () => {
    const pixels = Array.from({ length: 100 }, (_, row) =>
      Array.from({ length: 20 }, (_, column) => (column < 3 ? row % 3 : (row * 37 + column * 11) % 256)),
    );
    pixels[50]![2] = 255;
    expect(said(dataset(20, pixels.flat()))).toHaveLength(1);
    pixels[60]![2] = 1e6;
    expect(said(dataset(20, pixels.flat()))[1]).toMatch(/^Input 3 of row 61/);
  });
});
