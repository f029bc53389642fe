import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Dataset } from "../../../../src/data/dataset/dataset";
import { standardizeInputs } from "../../../../src/data/dataset/standardizeInputs";

function dataset(columns: number, inputs: readonly number[]): Dataset {
  const rows = inputs.length / columns;
  return {
    name: "test",
    rows,
    columns,
    inputs: Float32Array.from(inputs),
    labels: Uint16Array.from({ length: rows }, (_, row) => row % 2),
    classNames: ["0", "1"],
  };
}

describe("standardized inputs", () => {
  it("are shifted and scaled by the training rows alone", () => {
    // Column 1 over rows 0 and 2: mean 2, deviation 1. Column 2: mean 10, deviation 10.
    const original = dataset(2, [1, 0, 100, 100, 3, 20, 2, 10]);
    const { inputs } = standardizeInputs(original, Uint32Array.of(0, 2));
    expect(Array.from(inputs)).toEqual([-1, -1, 98, 9, 1, 1, 0, 0]);
    expect(Array.from(original.inputs)).toEqual([1, 0, 100, 100, 3, 20, 2, 10]);
  });

  it("are 0 in columns that are constant over the training rows, also where the mean of equal values is rounded", () => {
    const rows = 1000;
    const inputs = Array.from({ length: rows }, () => [0.1, 1e-30]).flat();
    inputs[0] = 5;
    const standardized = standardizeInputs(
      dataset(2, inputs),
      Uint32Array.from({ length: rows - 1 }, (_, row) => row + 1),
    );
    expect(standardized.inputs.every((value) => value === 0)).toBe(true);
  });

  it("have mean 0 and population deviation 1 over the training rows", () => {
    const value = fc.float({ min: -1000, max: 1000, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 30 }),
        fc.integer({ min: 1, max: 30 }),
        (rows, wanted) => {
          const training = Math.min(wanted, rows.length);
          const { inputs } = standardizeInputs(
            dataset(2, rows.flat()),
            Uint32Array.from({ length: training }, (_, row) => row),
          );
          for (const column of [0, 1]) {
            const original = rows.slice(0, training).map((row) => Math.fround(row[column]!));
            const spread = Math.max(...original) - Math.min(...original);
            const values = Array.from({ length: training }, (_, row) => inputs[2 * row + column]!);
            const mean = values.reduce((a, b) => a + b) / training;
            const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / training;
            expect(mean).toBeCloseTo(0, 5);
            expect(variance).toBeCloseTo(spread === 0 ? 0 : 1, 5);
          }
        },
      ),
    );
  });
});
