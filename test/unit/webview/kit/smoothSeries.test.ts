import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { smoothOnLogarithmicAxis } from "../../../../webview/kit/smoothSeries";

const PARTS = 60;
const line = (ys: readonly number[]) => ys.map((y, index) => ({ x: index + 1, y }));

describe("smoothing on a logarithmic axis", () => {
  it("leaves early epochs as they are, and takes the median where epochs lie close", () => {
    const points = line(Array.from({ length: 1000 }, (_, index) => (index % 2 === 0 ? 1 : 3)));
    const smoothed = smoothOnLogarithmicAxis(points, 1000, PARTS);
    expect(smoothed.slice(0, 5)).toEqual(points.slice(0, 5));
    expect(smoothed.length).toBeLessThanOrEqual(PARTS + 1);
    // Of a part of the axis with as many of both, the median lies between them.
    expect(smoothed.slice(-6, -1).every(({ y }) => y >= 1 && y <= 3)).toBe(true);
  });

  it("leaves every point as it is with no parts", () => {
    const points = line([3, 1, 2]);
    expect(smoothOnLogarithmicAxis(points, 3, 0)).toEqual(points);
  });

  it("is not moved by one outlier among many", () => {
    const points = line(Array.from({ length: 1000 }, (_, index) => (index === 900 ? 1e6 : 2)));
    expect(smoothOnLogarithmicAxis(points, 1000, PARTS).every(({ y }) => y === 2)).toBe(true);
  });

  it("keeps gaps apart from what is known beside them", () => {
    const ys = Array.from({ length: 1000 }, (_, index) => (index >= 700 && index < 705 ? NaN : 1));
    const smoothed = smoothOnLogarithmicAxis(line(ys), 1000, PARTS);
    expect(smoothed.filter(({ y }) => Number.isNaN(y))).toEqual([{ x: 703, y: NaN }]);
  });

  it("stays within the figures, at epochs that were recorded, in their order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 1, maxLength: 300 }),
        (ys) => {
          const points = line(ys);
          const smoothed = smoothOnLogarithmicAxis(points, points.length, PARTS);
          const epochs = smoothed.map(({ x }) => x);
          expect(epochs).toEqual([...new Set(epochs)].sort((a, b) => a - b));
          expect(epochs.every((x) => Number.isInteger(x) && x >= 1 && x <= ys.length)).toBe(true);
          expect(Math.min(...smoothed.map(({ y }) => y))).toBeGreaterThanOrEqual(Math.min(...ys));
          expect(Math.max(...smoothed.map(({ y }) => y))).toBeLessThanOrEqual(Math.max(...ys));
        },
      ),
    );
  });
});
