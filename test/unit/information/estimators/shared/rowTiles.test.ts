import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boxIsNear, tileRows } from "../../../../../src/information/estimators/shared/rowTiles";

const points = fc.integer({ min: 1, max: 3 }).chain((units) =>
  fc.record({
    units: fc.constant(units),
    values: fc
      .array(fc.oneof(fc.constantFrom(0, 1), fc.double({ min: -1, max: 1, noNaN: true })), {
        minLength: units,
        maxLength: 200 * units,
      })
      .map((numbers) => Float64Array.from(numbers.slice(0, numbers.length - (numbers.length % units)))),
  }),
);

function squaredDistance(values: Float64Array, units: number, a: number, b: number): number {
  let squared = 0;
  for (let unit = 0; unit < units; unit++) {
    squared += (values[a * units + unit]! - values[b * units + unit]!) ** 2;
  }
  return squared;
}

describe("row tiles", () => {
  it("hold every row once, each inside its box, in full tiles but the last", () => {
    fc.assert(
      fc.property(points, ({ units, values }) => {
        const rows = values.length / units;
        const { order, starts, tiles, low, high } = tileRows(values, rows, units);
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, row) => row));
        expect(starts[0]).toBe(0);
        expect(starts[tiles]).toBe(rows);
        for (let tile = 0; tile < tiles; tile++) {
          expect(starts[tile + 1]! - starts[tile]!).toBe(tile < tiles - 1 ? 32 : rows - 32 * tile);
          for (const row of order.subarray(starts[tile], starts[tile + 1])) {
            for (let unit = 0; unit < units; unit++) {
              expect(values[row * units + unit]!).toBeGreaterThanOrEqual(low[tile * units + unit]!);
              expect(values[row * units + unit]!).toBeLessThanOrEqual(high[tile * units + unit]!);
            }
          }
        }
      }),
    );
  });

  it("are near a row wherever one of theirs is", () => {
    fc.assert(
      fc.property(points, fc.double({ min: 0.001, max: 1, noNaN: true }), ({ units, values }, reach) => {
        const rows = values.length / units;
        const tiled = tileRows(values, rows, units);
        const tileOf = new Map([...tiled.order].map((row, place) => [row, Math.floor(place / 32)] as const));
        for (let a = 0; a < rows; a++) {
          const b = (a * 7 + 3) % rows;
          if (squaredDistance(values, units, a, b) < reach) {
            const point = values.subarray(a * units, (a + 1) * units);
            expect(boxIsNear(tiled, units, tileOf.get(b)!, point, reach)).toBe(true);
          }
        }
      }),
    );
  });

  it("separate two heaps, and pass one over from the other", () => {
    const values = Float64Array.from({ length: 64 }, (_, row) => (row % 2) * 10 + row / 1000);
    const tiled = tileRows(values, 64, 1);
    expect([...tiled.order.subarray(0, 32)].every((row) => row % 2 === 0)).toBe(true);
    expect(boxIsNear(tiled, 1, 1, Float64Array.of(0), 90)).toBe(false);
    expect(boxIsNear(tiled, 1, 0, Float64Array.of(10), 90)).toBe(false);
  });

  it("separate them along the unit that tells them apart", () => {
    const heapOf = (row: number): number => row % 2;
    const values = Float64Array.from({ length: 192 }, (_, i) =>
      i % 3 === 1 ? 10 * heapOf(Math.floor(i / 3)) : 5 + ((i * 7) % 64) / 64,
    );
    const { order } = tileRows(values, 64, 3);
    expect(new Set([...order.subarray(0, 32)].map(heapOf)).size).toBe(1);
  });
});
