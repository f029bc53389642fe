import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitRows } from "../../../../src/data/dataset/splitRows";
import { randomStream } from "../../../../src/base/random";

describe("the split of rows", () => {
  it("puts every row into exactly one set, each in rising order and with at least one row", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 500 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.nat(),
        (rows, fraction, seed) => {
          const { training, test } = splitRows(rows, fraction, randomStream(seed, "split"));
          expect(Array.from(training).toSorted((a, b) => a - b)).toEqual(Array.from(training));
          expect(Array.from(test).toSorted((a, b) => a - b)).toEqual(Array.from(test));
          expect([...training, ...test].toSorted((a, b) => a - b)).toEqual(
            Array.from({ length: rows }, (_, i) => i),
          );
          expect(training.length).toBe(Math.min(Math.max(Math.round(rows * fraction), 1), rows - 1));
        },
      ),
    );
  });

  it("has the paper's sizes: 3482 of 4096 rows at 85 %", () => {
    expect(splitRows(4096, 0.85, randomStream(0, "split")).training.length).toBe(3482);
  });

  it("is the same for one seed, and another for another", () => {
    const training = (seed: number) => splitRows(100, 0.5, randomStream(seed, "split")).training;
    expect(training(1)).toEqual(training(1));
    expect(training(2)).not.toEqual(training(1));
  });

  it("is random: over many seeds every row is equally often in training", () => {
    const seeds = 2000;
    const counts = new Float64Array(20);
    for (let seed = 0; seed < seeds; seed++) {
      for (const row of splitRows(20, 0.3, randomStream(seed, "split")).training) {
        counts[row]! += 1;
      }
    }
    // Five standard errors of a binomial count.
    for (const count of counts) {
      expect(Math.abs(count - 0.3 * seeds)).toBeLessThan(5 * Math.sqrt(seeds * 0.3 * 0.7));
    }
  });
});
