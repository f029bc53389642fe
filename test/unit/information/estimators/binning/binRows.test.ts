import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Floats } from "../../../../../src/information/estimate";
import {
  binRows,
  binRowsPlainly,
  equalIntervals,
  equalMasses,
  type BinEdges,
} from "../../../../../src/information/estimators/binning/binRows";
import {
  mergeEqualRows,
  mergeEqualRowsPlainly,
} from "../../../../../src/information/estimators/shared/mergeRows";
import { randomStream } from "../../../../../src/base/random";
import { stopAfter } from "../../../../support/stopAfter";
import { Stopped } from "../../../../../src/base/proceed";

const always = (): boolean => true;

/** Layers of any width in either precision, with values on the edges of bins, beside them and far outside. */
const layers = fc
  .record({
    rows: fc.integer({ min: 1, max: 30 }),
    units: fc.oneof(fc.integer({ min: 1, max: 25 }), fc.constantFrom(53, 54, 784)),
    bins: fc.oneof(fc.integer({ min: 2, max: 50 }), fc.constantFrom(256, 1000)),
    low: fc.constantFrom(-1, 0, 0.1, -1e30),
    width: fc.constantFrom(0, 2, 0.3, 1e-30),
    precision: fc.constantFrom(Float32Array, Float64Array),
    seed: fc.nat(),
  })
  .map(({ rows, units, bins, low, width, precision, seed }) => {
    const random = randomStream(seed, "test");
    const edge = (): number => low + (width * random.below(bins + 1)) / bins;
    const kinds = [
      edge,
      edge,
      () => edge() * (1 + 2 ** -23),
      () => low + width * random.uniform(),
      () => (random.below(2) === 0 ? -0 : 1e38 * (random.uniform() - 0.5)),
    ];
    // Few different rows, so that many of them are equal, or nearly so.
    const distinct = Array.from({ length: 5 }, () =>
      Array.from({ length: units }, () => kinds[random.below(kinds.length)]!()),
    );
    const values = precision.from(
      Array.from({ length: rows }, () => {
        const row = [...distinct[random.below(distinct.length)]!];
        row[random.below(units)] = edge();
        return row;
      }).flat(),
    );
    return { values, rows, units, edges: equalIntervals([low, low + width], bins) };
  });

function expectSame(values: Floats, rows: number, units: number, edges: BinEdges): void {
  const expected = binRowsPlainly(values, rows, units, edges, always);
  expect(binRows(values, rows, units, edges, always)).toEqual(expected);
}

describe("rows in bins", () => {
  it("are the same by kernels as by each value on its own", () => {
    fc.assert(
      fc.property(layers, ({ values, rows, units, edges }) => {
        expectSame(values, rows, units, edges);
      }),
    );
  });

  it("known cells: the upper edge is inside, what is beyond counts to the outermost bins", () => {
    const values = Float32Array.of(-1, 1, -0.5, 0.999, 0, 1.5, -7, 1, 0.5, 0.6);
    const { cellOfRow, cells, valuesOutside } = binRows(values, 5, 2, equalIntervals([-1, 1], 2), always);
    expect([...cellOfRow]).toEqual([0, 0, 1, 0, 1]);
    expect(cells).toBe(2);
    expect(valuesOutside).toBe(2);
  });

  it("bins of equal mass", () => {
    const random = randomStream(5, "test");
    const values = Float32Array.from({ length: 300 }, () => random.below(9) / 8);
    const edges = equalMasses(values, 4);
    expectSame(values, 100, 3, edges);
    expect(binRows(values, 300, 1, edges, always).cells).toBe(4);
  });

  it("a view into a larger array, and more than one block of work", () => {
    const random = randomStream(6, "test");
    const units = 1024;
    const all = Float32Array.from({ length: 1201 * units }, (_, i) =>
      i % units === 1000 ? random.below(40) / 20 - 1 : 0.3,
    );
    const values = all.subarray(units);
    expectSame(values, 1200, units, equalIntervals([-1, 1], 30));
    expect(binRows(values, 1200, units, equalIntervals([-1, 1], 30), always).cells).toBeGreaterThan(20);
    for (const calls of [2, 0]) {
      expect(() => binRows(values, 1200, units, equalIntervals([-1, 1], 30), stopAfter(calls))).toThrow(
        Stopped,
      );
    }
  });
});

describe("equal rows", () => {
  it("are the same by kernels as by their texts", () => {
    const kinds = fc.constantFrom(Float32Array, Float64Array, Uint16Array);
    fc.assert(
      fc.property(kinds, fc.integer({ min: 1, max: 9 }), fc.nat(), (precision, units, seed) => {
        const random = randomStream(seed, "test");
        const numbers = [0, -0, 1, 1 + 2 ** -23, 1 + 2 ** -52, 1e-300, 65535, 256];
        const rows = 1 + random.below(60);
        const values = precision.from(
          Array.from({ length: rows * units }, () => numbers[random.below(units > 2 ? 3 : 8)]!),
        );
        expect(mergeEqualRows(values, rows, units, always)).toEqual(
          mergeEqualRowsPlainly(values, rows, units, always),
        );
      }),
    );
  });

  it("sixty thousand rows, all different, and all of them twice", () => {
    const rows = 60_000;
    // Neighboring whole numbers: doubles whose lower halves are zeros.
    const values = Float64Array.from({ length: 2 * rows }, (_, row) => row % rows);
    const { cellOfRow, cells } = mergeEqualRows(values, 2 * rows, 1, always);
    expect(cells).toBe(rows);
    expect(cellOfRow.every((cell, row) => cell === row % rows)).toBe(true);
  });

  it("stop when they are told to", () => {
    const values = Float32Array.of(1, 2, 3);
    expect(() => mergeEqualRows(values, 3, 1, stopAfter(0))).toThrow(Stopped);
    expect(() => mergeEqualRowsPlainly(values, 3, 1, stopAfter(0))).toThrow(Stopped);
  });
});
