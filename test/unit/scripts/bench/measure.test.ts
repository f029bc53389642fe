import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { repetitionsFor } from "../../../../scripts/bench/calibrate";
import { measureInterleaved, median, quantile } from "../../../../scripts/bench/measure";

describe("median", () => {
  it("is the middle of odd counts and between the middles of even ones, in any order", () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
  });

  it("leaves half of the values on either side", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 }), (values) => {
        const middle = median(values);
        expect(values.filter((value) => value < middle).length).toBeLessThanOrEqual(values.length / 2);
        expect(values.filter((value) => value > middle).length).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });
});

describe("a quantile", () => {
  it("is the smallest value that the share of all are not above", () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2);
    expect(quantile([4, 1, 3, 2], 0.95)).toBe(4);
    expect(quantile([7], 0)).toBe(7);
    expect(quantile([], 0.5)).toBeNaN();
  });
});

describe("measureInterleaved", () => {
  const seconds: Readonly<Record<string, readonly number[]>> = { a: [100, 1, 2, 3], b: [200, 6, 5, 4] };
  const contenders = (calls: string[]) =>
    ["a", "b"].map((name) => ({
      name,
      run: () => {
        const round = calls.filter((called) => called === name).length;
        calls.push(name);
        return seconds[name]![round]!;
      },
    }));

  it("takes contenders in turn and leaves the first round out", async () => {
    const calls: string[] = [];
    const medians = await measureInterleaved(contenders(calls), 3);
    expect(calls.join("")).toBe("abababab");
    expect([...medians]).toEqual([
      ["a", 2],
      ["b", 5],
    ]);
  });

  it("counts the first round of what is not to be warmed", async () => {
    const medians = await measureInterleaved(contenders([]), 1, { warmUp: false });
    expect(medians.get("a")).toBe(100);
  });
});

describe("repetitionsFor", () => {
  it("fills a sample, and does slow work once", () => {
    expect(repetitionsFor(0.015)).toBe(10);
    expect(repetitionsFor(60)).toBe(1);
    expect(repetitionsFor(0)).toBe(2000);
  });
});
