import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GradientAccumulator } from "../../../../src/training/engine/gradientStatistics";

describe("gradient statistics", () => {
  it("of three batches of two weights, worked out by hand", () => {
    const accumulator = new GradientAccumulator([2]);
    for (const batch of [
      [1, 0],
      [2, 0],
      [6, 3],
    ]) {
      accumulator.add([Float32Array.from(batch)]);
    }
    // Means 3 and 1; population variances (4 + 1 + 9) / 3 and (1 + 1 + 4) / 3.
    const { layers, batches } = accumulator.statistics();
    expect(batches).toBe(3);
    expect(layers[0]!.mean).toBeCloseTo(Math.sqrt(10), 12);
    expect(layers[0]!.deviation).toBeCloseTo(Math.sqrt(14 / 3 + 2), 12);
  });

  it("equals the two-pass formula, also where the mean is large beside the deviation", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }), {
          minLength: 2,
          maxLength: 20,
        }),
        fc.constantFrom(0, 1000),
        (batches, offset) => {
          const shifted = batches.map((batch) => Float32Array.from(batch, (value) => value + offset));
          const accumulator = new GradientAccumulator([3]);
          for (const batch of shifted) {
            accumulator.add([batch]);
          }
          let meanSquare = 0;
          let variance = 0;
          for (let weight = 0; weight < 3; weight++) {
            const values = shifted.map((batch) => batch[weight]!);
            const mean = values.reduce((a, b) => a + b) / values.length;
            meanSquare += mean ** 2;
            variance += values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
          }
          const layer = accumulator.statistics().layers[0]!;
          expect(Math.abs(layer.mean - Math.sqrt(meanSquare))).toBeLessThan(1e-9 * (1 + offset));
          expect(Math.abs(layer.deviation ** 2 - variance)).toBeLessThan(1e-9 * (1 + offset));
        },
      ),
    );
  });

  it("forgets the last epoch on reset", () => {
    const accumulator = new GradientAccumulator([1]);
    accumulator.add([Float32Array.of(7)]);
    accumulator.reset();
    accumulator.add([Float32Array.of(2)]);
    expect(accumulator.statistics()).toEqual({ layers: [{ mean: 2, deviation: NaN }], batches: 1 });
  });
});
