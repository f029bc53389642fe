import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BootstrapSets, compareEpochs, overNetworks } from "../../../../src/analysis/phases/overNetworks";
import { randomStream } from "../../../../src/base/random";

describe("a figure over networks", () => {
  it("has mean, deviation, median and range over the networks that have it", () => {
    expect(overNetworks([4, undefined, 1, NaN, 1])).toEqual({
      count: 3,
      mean: 2,
      deviation: Math.sqrt(3),
      median: 1,
      smallest: 1,
      largest: 4,
    });
    expect(overNetworks([])).toMatchObject({ count: 0, mean: NaN, median: NaN });
    expect(overNetworks([5])).toMatchObject({ count: 1, mean: 5, deviation: NaN, median: 5 });
  });

  it("does not depend on the order of the networks", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1 }), (values) => {
        const turned = overNetworks([...values].reverse());
        const found = overNetworks(values);
        expect(turned.median).toBe(found.median);
        expect(turned.mean).toBeCloseTo(found.mean, 9);
      }),
    );
  });
});

function intervalOf(values: readonly number[], seed: number): ReturnType<BootstrapSets["interval"]> {
  return new BootstrapSets(() => randomStream(seed, "resample")).interval(values);
}

describe("the interval of a mean", () => {
  it("holds the truth in about 95 of 100 samples of twenty", () => {
    const random = randomStream(7, "test");
    let held = 0;
    for (let sample = 0; sample < 200; sample++) {
      const values = Array.from({ length: 20 }, () => 3 + random.normal());
      const interval = intervalOf(values, sample)!;
      held += Number(interval.lower <= 3 && interval.upper >= 3);
    }
    // The percentile interval of so few is a little too narrow; 200 samples vary by 1.5 %.
    expect(held / 200).toBeGreaterThan(0.87);
    expect(held / 200).toBeLessThan(0.99);
  });

  it("is the same each time, has no width if all are equal, and is none of two", () => {
    const values = [1, 2, 3, 4];
    const interval = intervalOf(values, 1);
    expect(intervalOf(values, 1)).toEqual(interval);
    expect(intervalOf([2, 2, 2], 1)).toEqual({ lower: 2, upper: 2 });
    expect(intervalOf([1, 2], 1)).toBeUndefined();
  });
});

it("two epochs of each network are compared by their ratio", () => {
  const { ratios, withinFactor2 } = compareEpochs([
    [40, 40],
    [30, 60],
    [100, 40],
    [undefined, 40],
    [40, undefined],
  ]);
  expect(ratios).toMatchObject({ count: 3, median: 1, smallest: 0.5, largest: 2.5 });
  expect(withinFactor2).toBe(2);
});
