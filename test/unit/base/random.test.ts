import { describe, expect, it } from "vitest";
import { randomStream, shuffleInPlace } from "../../../src/base/random";

describe("random streams", () => {
  it("repeat for a seed, and differ between seeds and between names", () => {
    const first = (seed: number, name: "weights" | "batches"): number[] => {
      const stream = randomStream(seed, name);
      return Array.from({ length: 5 }, () => stream.uniform());
    };
    expect(first(7, "weights")).toEqual(first(7, "weights"));
    expect(first(7, "weights")).not.toEqual(first(8, "weights"));
    expect(first(7, "weights")).not.toEqual(first(7, "batches"));
  });

  it("are uniform and normal to within five standard errors", () => {
    const stream = randomStream(1, "test");
    const draws = 100_000;
    const uniform = Array.from({ length: draws }, () => stream.uniform());
    const normal = Array.from({ length: draws }, () => stream.normal());
    const mean = (values: number[]): number => values.reduce((a, b) => a + b) / draws;
    expect(Math.abs(mean(uniform) - 0.5)).toBeLessThan(5 / Math.sqrt(12 * draws));
    expect(Math.abs(mean(normal))).toBeLessThan(5 / Math.sqrt(draws));
    expect(Math.abs(mean(normal.map((value) => value ** 2)) - 1)).toBeLessThan(5 * Math.sqrt(2 / draws));
    expect(Math.abs(mean(normal.map((value) => value ** 4)) - 3)).toBeLessThan(5 * Math.sqrt(96 / draws));
  });

  it("of neighboring seeds begin independently of one another", () => {
    const seeds = 3000;
    const firsts = Array.from({ length: seeds }, (_, seed) => {
      const stream = randomStream(seed, "weights");
      return Array.from({ length: 4 }, () => stream.uniform());
    });
    for (let place = 0; place < 4; place++) {
      const column = firsts.map((numbers) => numbers[place]!);
      const mean = column.reduce((sum, value) => sum + value) / seeds;
      const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / seeds;
      const neighbors = column.slice(1).map((value, seed) => (value - mean) * (column[seed]! - mean));
      const correlation = neighbors.reduce((sum, value) => sum + value) / (seeds - 1) / variance;
      // Within five standard errors of a uniform variable's.
      expect(Math.abs(mean - 0.5)).toBeLessThan(5 / Math.sqrt(12 * seeds));
      expect(Math.abs(variance - 1 / 12)).toBeLessThan(5 * Math.sqrt(1 / 180 / seeds));
      expect(Math.abs(correlation)).toBeLessThan(5 / Math.sqrt(seeds));
    }
  });

  it("shuffle into every order equally often", () => {
    const stream = randomStream(2, "test");
    const counts = new Map<string, number>();
    const rounds = 24_000;
    for (let round = 0; round < rounds; round++) {
      const order = Uint32Array.of(0, 1, 2, 3);
      shuffleInPlace(order, stream);
      counts.set(order.join(""), (counts.get(order.join("")) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    // Chi-square with 23 degrees of freedom: above 49.7 once in a thousand.
    const expected = rounds / 24;
    const chiSquare = [...counts.values()].reduce(
      (sum, count) => sum + (count - expected) ** 2 / expected,
      0,
    );
    expect(chiSquare).toBeLessThan(49.7);
  });

  it("draw below a bound without leaving any number out", () => {
    const stream = randomStream(3, "test");
    expect(new Set(Array.from({ length: 200 }, () => stream.below(7)))).toEqual(
      new Set([0, 1, 2, 3, 4, 5, 6]),
    );
  });
});
