import { describe, expect, it } from "vitest";
import { linearTicks, logarithmicTicks } from "../../../webview/kit/axisTicks";
import { createEpochScale, placeEpoch } from "../../../webview/kit/epochScale";
import {
  formatBits,
  formatDuration,
  formatFigure,
  formatLogarithmicTick,
  formatTick,
} from "../../../webview/kit/formatNumber";

describe("linear ticks", () => {
  it.each([
    [12, 8, [0, 2, 4, 6, 8, 10, 12]],
    [12, 5, [0, 5, 10]],
    [1, 7, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0.99916, 7, [0, 0.2, 0.4, 0.6, 0.8]],
    [0.3, 7, [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3]],
    [7, 2, [0, 5]],
  ])("up to %d with room for %d", (max, count, ticks) => {
    expect(linearTicks(max, count)).toEqual(ticks);
  });

  it.each([0, -1, NaN, Infinity])("has only the origin where the end is %d", (max) => {
    expect(linearTicks(max, 5)).toEqual([0]);
  });
});

describe("logarithmic ticks", () => {
  it.each([
    [1, 1000, 8, [1, 10, 100, 1000]],
    [1, 8000, 8, [1, 10, 100, 1000]],
    [0.0021, 0.4, 5, [0.01, 0.1]],
    [1e-9, 1, 5, [1e-9, 1e-7, 1e-5, 0.001, 0.1]],
    [1, 2, 5, [1, 2]],
    [0.02, 0.6, 5, [0.02, 0.05, 0.1, 0.2, 0.5]],
  ])("from %d to %d with room for %d", (min, max, count, ticks) => {
    expect(logarithmicTicks(min, max, count)).toEqual(ticks);
  });
});

describe("the scale of epochs", () => {
  it("places 0 at its start, the last epoch at its end, and is logarithmic between", () => {
    expect(placeEpoch(0, 999)).toBe(0);
    expect(placeEpoch(999, 999)).toBe(1);
    expect(placeEpoch(9, 999)).toBeCloseTo(1 / 3, 12);
    expect(placeEpoch(99, 999)).toBeCloseTo(2 / 3, 12);
  });

  it("has a tick at 0, at powers of ten and at the end, none on another's label", () => {
    expect(createEpochScale(1000).ticks.map(({ epoch }) => epoch)).toEqual([0, 1, 10, 100, 1000]);
    expect(createEpochScale(1200).ticks.map(({ epoch }) => epoch)).toEqual([0, 1, 10, 100, 1200]);
    expect(createEpochScale(8000).ticks.map(({ epoch }) => epoch)).toEqual([0, 1, 10, 100, 1000, 8000]);
  });

  it("of a network before training is epoch 0", () => {
    expect(createEpochScale(0)).toEqual({ last: 0, ticks: [{ epoch: 0, position: 0 }] });
  });
});

describe("figures", () => {
  it.each([
    [0, "0"],
    [0.2, "0.2"],
    [1000, "1000"],
    [10_000, "10⁴"],
    [20_000, "2·10⁴"],
    [0.001, "10⁻³"],
    [5e-12, "5·10⁻¹²"],
  ])("on a linear axis: %d", (value, written) => {
    expect(formatTick(value)).toBe(written);
  });

  it.each([
    [1, "1"],
    [0.1, "10⁻¹"],
    [0.001, "10⁻³"],
    [0.2, "0.2"],
    [1000, "1000"],
    [1e6, "10⁶"],
  ])("on a logarithmic axis: %d", (value, written) => {
    expect(formatLogarithmicTick(value)).toBe(written);
  });

  it.each([
    [0.12345, "0.123"],
    [41.37, "41.4"],
    [0, "0"],
    [0.00012345, "1.23·10⁻⁴"],
    [123456, "1.23·10⁵"],
    [NaN, "?"],
  ])("with three digits: %d", (value, written) => {
    expect(formatFigure(value)).toBe(written);
  });

  it("in bits", () => {
    expect([formatBits(6.904), formatBits(0.9991, 3), formatBits(NaN)]).toEqual(["6.90", "0.999", "?"]);
  });

  it.each([
    [0.4, "0 s"],
    [59.4, "59 s"],
    [59.6, "1 min 0 s"],
    [200, "3 min 20 s"],
    [3900, "1 h 5 min"],
  ])("of %d seconds", (seconds, written) => {
    expect(formatDuration(seconds)).toBe(written);
  });
});
