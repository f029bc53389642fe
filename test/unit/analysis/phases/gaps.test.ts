import { describe, expect, it } from "vitest";
import { bitsNeeded, excessBits, generalizationGap, missingBits } from "../../../../src/analysis/phases/gaps";

/** Y is a function of X: the bound is the diagonal up to H(Y). */
const DIAGONAL = [
  { ixt: 0, ity: 0 },
  { ixt: 1, ity: 1 },
  { ixt: 4, ity: 1 },
];
const CURVE = [
  { ixt: 0.5, ity: 0.4 },
  { ixt: 1, ity: 0.6 },
  { ixt: 2, ity: 0.7 },
];

describe("the bound read the other way round", () => {
  it.each([
    [DIAGONAL, 0, 0],
    [DIAGONAL, 0.25, 0.25],
    [DIAGONAL, 1, 1],
    [CURVE, 0.2, 0.25],
    [CURVE, 0.5, 0.75],
    [CURVE, 0.65, 1.5],
    [CURVE, 0.7, 2],
  ])("gives the fewest bits of the input: %j at %d", (curve, ity, ixt) => {
    expect(bitsNeeded(curve, ity)).toBeCloseTo(ixt, 12);
  });

  it("gives nothing above its end", () => {
    expect(bitsNeeded(CURVE, 0.71)).toBeNaN();
  });

  it("leaves the excess of a layer", () => {
    expect(excessBits(DIAGONAL, { ixt: 7.5, ity: 0.9 })).toBeCloseTo(6.6, 12);
    expect(excessBits(CURVE, { ixt: 0.5, ity: 0.5 })).toBeCloseTo(-0.25, 12);
  });
});

it("missing bits and the generalization gap are differences, in bits", () => {
  expect(missingBits(0.99, 0.9)).toBeCloseTo(0.09, 12);
  expect(generalizationGap(Math.LN2, 2 * Math.LN2)).toBe(1);
});
