import { describe, expect, it } from "vitest";
import { aboveBoundFlags, labelExcessFlags } from "../../../src/analysis/dataProcessing";

const codes = (flags: readonly { readonly code: string }[]): string[] => flags.map(({ code }) => code);
const interval = (lower: readonly [number, number], upper: readonly [number, number]) => ({
  lower: { ixt: lower[0], ity: lower[1] },
  upper: { ixt: upper[0], ity: upper[1] },
});

describe("an I(T;Y) above I(X;T)", () => {
  it("is flagged beyond a twentieth of a bit", () => {
    expect(codes(labelExcessFlags({ ixt: 0.5, ity: 0.6 }))).toEqual(["data-processing"]);
    expect(labelExcessFlags({ ixt: 0.5, ity: 0.54 })).toEqual([]);
    expect(labelExcessFlags({ ixt: 2, ity: 1 })).toEqual([]);
    expect(labelExcessFlags({ ixt: NaN, ity: 1 })).toEqual([]);
  });

  it("is not flagged when the estimator's own spread explains it", () => {
    const excess = { ixt: 0.5, ity: 0.8 };
    expect(labelExcessFlags({ ...excess, bounds: interval([0.3, 0.65], [0.7, 0.95]) })).toEqual([]);
    expect(labelExcessFlags({ ...excess, confidence: interval([0.3, 0.65], [0.7, 0.95]) })).toEqual([]);
    expect(labelExcessFlags({ ...excess, standardError: { ixt: 0.1, ity: 0.1 } })).toEqual([]);
    const narrow = { ...excess, bounds: interval([0.45, 0.75], [0.55, 0.85]) };
    expect(codes(labelExcessFlags(narrow))).toEqual(["data-processing"]);
    // An interval of which one figure is missing says nothing of the other.
    expect(codes(labelExcessFlags({ ...excess, confidence: interval([NaN, 0], [NaN, 1]) }))).toEqual([
      "data-processing",
    ]);
  });
});

describe("a point above the bound", () => {
  it("is flagged, but for what the spread of its figures explains", () => {
    expect(aboveBoundFlags({ ixt: 1, ity: 1 }, 0.1, true)).toEqual([]);
    expect(aboveBoundFlags({ ixt: 1, ity: 1 }, 0, true)).toEqual([]);
    // The curve and the figures are sums of many terms.
    expect(aboveBoundFlags({ ixt: 1, ity: 1 }, -1e-12, true)).toEqual([]);
    expect(codes(aboveBoundFlags({ ixt: 1, ity: 1 }, -0.1, true))).toEqual(["above-bound"]);
    const bounds = interval([0.9, 0.95], [1.1, 1.05]);
    expect(aboveBoundFlags({ ixt: 1, ity: 1, bounds }, -0.1, true)).toEqual([]);
    expect(codes(aboveBoundFlags({ ixt: 1, ity: 1, bounds }, -0.2, true))).toEqual(["above-bound"]);
  });

  it("is no error when the bound is of noisy or merged inputs", () => {
    const [flag] = aboveBoundFlags({ ixt: 1, ity: 1 }, -0.1, false);
    expect(flag?.code).toBe("above-coarse-bound");
    expect(flag?.message).toContain("no error");
    expect(aboveBoundFlags({ ixt: 1, ity: 1 }, 0.1, false)).toEqual([]);
  });
});
