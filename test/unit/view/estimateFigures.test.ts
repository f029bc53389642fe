import { describe, expect, it } from "vitest";
import { intervalOf } from "../../../src/run/intervalOf";
import { estimateFigures } from "../../../src/view/estimateFigures";
import type { LayerEstimate } from "../../../src/run/runEvent";

const estimate: LayerEstimate = {
  ixt: 5,
  ity: 0.9,
  ceiling: { ixt: 5.5, ity: 1 },
  bounds: { lower: { ixt: 4, ity: 0.8 }, upper: { ixt: 6, ity: 0.95 } },
  confidence: { lower: { ixt: 4.5, ity: 0.85 }, upper: { ixt: 5.5, ity: 0.92 } },
  standardError: { ixt: 0.5, ity: 0.02 },
  flags: [],
  belowBound: 0.1,
  beta: 3,
};

describe("the figures of an estimate", () => {
  it("stand in the columns of a view's table", () => {
    expect(estimateFigures(estimate, "bounds")).toEqual([5, 0.9, 4, 6, 0.8, 0.95, 0.1, 3]);
    expect(estimateFigures(estimate, undefined)).toEqual([5, 0.9, NaN, NaN, NaN, NaN, 0.1, 3]);
    expect(estimateFigures(undefined, "bounds")).toEqual(Array<number>(8).fill(NaN));
  });

  it("have the interval that the estimator speaks of, never another", () => {
    expect(intervalOf(estimate, "bounds")).toBe(estimate.bounds);
    expect(intervalOf(estimate, "confidence")).toBe(estimate.confidence);
    expect(intervalOf({ ...estimate, bounds: undefined }, "bounds")).toBeUndefined();
    expect(intervalOf({ ...estimate, standardError: undefined }, "monteCarlo")).toBeUndefined();
  });

  it("are 1.96 standard errors wide on each side, within 0 and the ceiling", () => {
    const interval = intervalOf(estimate, "monteCarlo")!;
    expect(interval.lower.ixt).toBeCloseTo(5 - 0.98, 12);
    expect(interval.upper.ixt).toBe(5.5);
    expect(interval.upper.ity).toBeCloseTo(0.9392, 12);
    const near = intervalOf({ ...estimate, ixt: 0.1 }, "monteCarlo")!;
    expect(near.lower.ixt).toBe(0);
  });
});
