import { describe, expect, it } from "vitest";
import type { CurvePoint } from "../../../../src/information/bound/curvePoint";
import {
  bestSampledPoint,
  DEVIATION_CONSTANT,
  sampledPoint,
} from "../../../../src/information/bound/finiteSample";
import { placeBelowCurve } from "../../../../src/information/bound/placeBelowCurve";
import { valueAt } from "../../../../src/information/bound/valueAt";
import { channelOf, curveOf } from "./support";

const symmetric = curveOf(
  channelOf([
    [0.89, 0.11],
    [0.11, 0.89],
  ]),
);
const erasure = curveOf(
  channelOf([
    [0.75, 0.25, 0],
    [0, 0.25, 0.75],
  ]),
);
const functional = curveOf(
  channelOf([
    [1, 0],
    [0, 1],
  ]),
);

describe("the bound at an I(X;T)", () => {
  it("is the point's value at a point, and level beyond the last", () => {
    for (const { ixt, ity } of symmetric.points) {
      expect(valueAt(symmetric, ixt)).toBeCloseTo(ity, 12);
    }
    expect(valueAt(symmetric, 7)).toBe(symmetric.points.at(-1)!.ity);
    expect(valueAt(symmetric, 0)).toBe(0);
    expect(valueAt(symmetric, -1e-12)).toBe(0);
  });

  it("lies between its neighbors elsewhere", () => {
    const { points } = erasure;
    const middle = (points[3]!.ixt + points[4]!.ixt) / 2;
    expect(valueAt(erasure, middle)).toBeCloseTo(0.75 * middle, 12);
  });
});

describe("a layer's place below the bound", () => {
  it("has its distance at its own I(X;T)", () => {
    expect(placeBelowCurve(erasure, { ixt: 0.5, ity: 0.3 }).distance).toBeCloseTo(0.075, 9);
    expect(placeBelowCurve(erasure, { ixt: 4, ity: 0.3 }).distance).toBeCloseTo(0.45, 9);
    expect(placeBelowCurve(functional, { ixt: 4, ity: 0.9 }).distance).toBeCloseTo(0.1, 9);
  });

  it("is on the bound where it is above it by less than the accuracy, and above it where by more", () => {
    const at = symmetric.points[50]!;
    expect(placeBelowCurve(symmetric, { ...at, ity: at.ity + symmetric.accuracy / 2 }).distance).toBe(0);
    expect(placeBelowCurve(symmetric, { ...at, ity: at.ity + 0.1 }).distance).toBeCloseTo(-0.1, 9);
  });

  it("has the β of the point where the curve passes nearest", () => {
    for (const point of [symmetric.points[10]!, symmetric.points[60]!]) {
      // Along the normal of the curve, whose slope is 1/β.
      const normal = { ixt: point.ixt + 0.05 / point.beta!, ity: point.ity - 0.05 };
      const { beta } = placeBelowCurve(symmetric, normal);
      expect(Math.abs(beta! / point.beta! - 1)).toBeLessThan(0.02);
    }
    expect(placeBelowCurve(erasure, { ixt: 0.5, ity: 0.3 }).beta).toBeCloseTo(4 / 3, 6);
    expect(placeBelowCurve(symmetric, { ixt: 0, ity: 0 }).beta).toBeCloseTo(symmetric.points[0]!.beta!, 9);
  });

  it("has no β where Y is a function of X, or where there is nothing to tell", () => {
    expect(placeBelowCurve(functional, { ixt: 0.5, ity: 0.3 }).beta).toBeUndefined();
    const nothing = curveOf(channelOf([[0.5, 0.5]]));
    expect(placeBelowCurve(nothing, { ixt: 2, ity: 0 })).toEqual({ distance: 0, beta: undefined });
  });
});

describe("the finite-sample bound", () => {
  it("is 2^I(X;T) |Y| / √n to both sides, within 0 and min(I(X;T), H(Y))", () => {
    expect(DEVIATION_CONSTANT).toBe(1);
    const { lower, upper } = sampledPoint({ ixt: 2, ity: 0.5 }, 2, 10_000, 1);
    expect(lower).toBeCloseTo(0.42, 12);
    expect(upper).toBeCloseTo(0.58, 12);
    expect(sampledPoint({ ixt: 10, ity: 0.5 }, 2, 100, 0.9)).toEqual({ lower: 0, upper: 0.9 });
    expect(sampledPoint({ ixt: 0.3, ity: 0.2 }, 2, 100, 0.9)).toEqual({ lower: 0, upper: 0.3 });
  });

  it("encloses the curve, and narrows with more rows", () => {
    for (const point of symmetric.points) {
      const few = sampledPoint(point, 2, 100, 1);
      const many = sampledPoint(point, 2, 10_000, 1);
      expect(few.lower).toBeLessThanOrEqual(many.lower);
      expect(many.lower).toBeLessThanOrEqual(point.ity);
      expect(many.upper).toBeGreaterThanOrEqual(point.ity);
      expect(few.upper).toBeGreaterThanOrEqual(many.upper);
    }
  });

  it("promises most at a complexity that grows with the rows", () => {
    const share = Array.from({ length: 64 }, (_, x) => (x + 0.5) / 64);
    const { points } = curveOf(channelOf(share.map((p) => [p, 1 - p])), 40);
    const complexity = (rows: number): number => bestSampledPoint(points, 2, rows, 1)!.ixt;
    expect(complexity(1e3)).toBeLessThan(complexity(1e5));
    expect(complexity(1e5)).toBeLessThan(complexity(1e9));
    expect(bestSampledPoint<CurvePoint>([], 2, 100, 1)).toBe(undefined);
  });
});
