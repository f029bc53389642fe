import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitExponent } from "../../../../scripts/bench/fitExponent";

describe("fitExponent", () => {
  it("finds the power of an exact power law", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e3, noNaN: true }),
        (exponent, factor) => {
          const costs = [1, 2, 5, 30].map((size) => ({ size, seconds: factor * size ** exponent }));
          expect(fitExponent(costs)).toBeCloseTo(exponent, 8);
        },
      ),
    );
  });

  it("is the least-squares slope where the points lie on no line", () => {
    // ln cost is 0, 1, 0 at ln size 0, 1, 2: as much up as down.
    const costs = [0, 1, 0].map((y, x) => ({ size: Math.exp(x), seconds: Math.exp(y) }));
    expect(fitExponent(costs)).toBeCloseTo(0, 12);
  });

  it("has no answer for one size, and leaves out what took no time", () => {
    expect(fitExponent([{ size: 3, seconds: 1 }])).toBeNaN();
    expect(fitExponent([])).toBeNaN();
    const costs = [
      { size: 1, seconds: 0 },
      { size: 2, seconds: 2 },
      { size: 4, seconds: 4 },
    ];
    expect(fitExponent(costs)).toBeCloseTo(1, 12);
  });
});
