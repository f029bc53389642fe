import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kraskovCeiling, kraskovInformation } from "../../../../src/information/estimators/ksg/kraskov";
import type { NeighborInformation } from "../../../../src/information/estimators/ksg/neighborFlags";
import type { Space } from "../../../../src/information/estimators/ksg/pointSet";
import { rossInformation } from "../../../../src/information/estimators/ksg/ross";
import { randomStream } from "../../../../src/base/random";
import { gaussianInformation, gaussianPair, meanOf } from "../../../support/nearestSamples";
import { digamma } from "../../../support/reference/referenceNeighbors";
import { referenceKraskov } from "../../../support/reference/referenceKraskov";
import { referenceRoss } from "../../../support/reference/referenceRoss";

const NEIGHBORS = 3;

function kraskov(a: Space, b: Space, algorithm: 1 | 2 = 1): NeighborInformation {
  const rows = a.values.length / a.columns;
  return kraskovInformation(a, b, rows, { neighbors: NEIGHBORS, algorithm }, () => true);
}

function ross(t: Space, labels: Uint16Array): NeighborInformation {
  return rossInformation(t, labels, 2, NEIGHBORS, () => true);
}

/** Each column multiplied by a factor and shifted. */
function transform({ values, columns }: Space, factors: readonly number[], shifts: readonly number[]): Space {
  const moved = Float64Array.from(values, (value, i) => value * factors[i % columns]! + shifts[i % columns]!);
  return { values: moved, columns };
}

/** One unit that tells the label apart, whose values are 0.1 to 0.9 and their opposites, beside noise of a deviation. */
function besideNoise(rows: number, deviation: number, seed: number): { t: Space; labels: Uint16Array } {
  const random = randomStream(seed, "test");
  const labels = Uint16Array.from({ length: rows }, () => random.below(2));
  const values = Float64Array.from({ length: 2 * rows }, (_, i) =>
    i % 2 === 0
      ? (labels[i / 2] === 1 ? 1 : -1) * (0.1 + 0.8 * random.uniform())
      : deviation * random.normal(),
  );
  return { t: { values, columns: 2 }, labels };
}

const SCALES = [1e-320, 1e-300, 1e-30, 1e-3, 1, 255, 1e3, 1e6, 1e30, 1e307];

describe.each([1, 2] as const)("Kraskov's algorithm %i over unlike scales", (algorithm) => {
  it.each(SCALES)("a normal pair with one variable multiplied by %f: the same bits", (scale) => {
    const found = Array.from({ length: 4 }, (_, seed) => {
      const { a, b } = gaussianPair(500, 0.9, seed);
      return kraskov(transform(a, [scale], [0]), b, algorithm).unclipped;
    });
    expect(Math.abs(meanOf(found) - gaussianInformation(0.9))).toBeLessThan(0.12);
  });

  it("does not depend on the units of any coordinate", () => {
    const { a, b } = gaussianPair(120, 0.8, 3, 2);
    const before = kraskov(a, b, algorithm).unclipped;
    const factor = fc
      .tuple(fc.double({ min: -30, max: 30, noNaN: true }), fc.boolean())
      .map(([exponent, isNegative]) => (isNegative ? -1 : 1) * 10 ** exponent);
    const factors = fc.tuple(factor, factor);
    const shift = fc.double({ min: -1000, max: 1000, noNaN: true });
    fc.assert(
      fc.property(factors, factors, fc.tuple(shift, shift), (ofA, ofB, shifts) => {
        // A shift in the coordinate's own unit: a far one would drown the values in rounding.
        const moved = kraskov(
          transform(a, ofA, [shifts[0] * ofA[0], shifts[1] * ofA[1]]),
          transform(b, ofB, [0, 0]),
          algorithm,
        ).unclipped;
        expect(Math.abs(moved - before)).toBeLessThan(1e-9);
      }),
      { numRuns: 40 },
    );
  });

  it("equals the written-out reference on coordinates of unlike scales", () => {
    const { a, b } = gaussianPair(80, 0.7, 5, 3);
    const unlikeA = transform(a, [1, 1e9, 1e-9], [0, 5, 0]);
    const unlikeB = transform(b, [255, 1e-30, 3], [1e4, 0, 0]);
    const expected = referenceKraskov(unlikeA, unlikeB, 80, NEIGHBORS, algorithm);
    expect(Math.abs(kraskov(unlikeA, unlikeB, algorithm).unclipped - expected)).toBeLessThan(1e-10);
  });

  it("a column that is always the same adds nothing", () => {
    const { a, b } = gaussianPair(200, 0.9, 1);
    const beside: Space = {
      values: Float64Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? a.values[i / 2]! : 1e6)),
      columns: 2,
    };
    expect(kraskov(beside, b, algorithm).unclipped).toBe(kraskov(a, b, algorithm).unclipped);
  });
});

describe("the scale of a coordinate", () => {
  it("is not set by a few far values", () => {
    const { a, b } = gaussianPair(1000, 0.9, 2);
    const far = a.values.slice();
    far[17] = 1e12;
    far[500] = -1e9;
    const found = kraskov({ values: far, columns: 1 }, b).unclipped;
    expect(Math.abs(found - gaussianInformation(0.9))).toBeLessThan(0.12);
  });

  it("is that of the whole range when nearly all values are one", () => {
    const { a, b } = gaussianPair(1000, 0.9, 2);
    const sparse = (scale: number): Space => ({
      values: b.values.map((value, row) => (row % 50 === 0 ? scale * value : 0)),
      columns: 1,
    });
    const found = kraskov(a, sparse(1)).unclipped;
    expect(found).toBeGreaterThan(0);
    expect(Math.abs(kraskov(a, sparse(1e6)).unclipped - found)).toBeLessThan(1e-9);
  });

  it("keeps ties of whole numbers: distances that were equal stay equal", () => {
    const random = randomStream(4, "test");
    const steps = Float64Array.from({ length: 300 }, () => random.below(200));
    const noise: Space = { values: Float64Array.from(steps, () => random.normal()), columns: 1 };
    const found = kraskov({ values: steps, columns: 1 }, noise).unclipped;
    const tripled = kraskov({ values: steps.map((step) => 3 * step), columns: 1 }, noise).unclipped;
    expect(Math.abs(tripled - found)).toBeLessThan(1e-12);
  });

  it("does not blow up what is only rounding", () => {
    const { t, labels } = besideNoise(400, 1, 7);
    // A saturated unit of single precision: 1 and the number below it.
    const random = randomStream(8, "test");
    const values = Float32Array.from({ length: 800 }, (_, i) =>
      i % 2 === 0 ? t.values[i]! : 1 - random.below(2) * 2 ** -24,
    );
    const alone: Space = { values: Float32Array.from(labels, (_, row) => t.values[2 * row]!), columns: 1 };
    expect(Math.abs(ross({ values, columns: 2 }, labels).bits - ross(alone, labels).bits)).toBeLessThan(0.02);
  });
});

describe("Ross beside a large noisy unit", () => {
  it.each(SCALES)("noise of deviation %f: still nearly the whole bit", (deviation) => {
    const found = Array.from({ length: 3 }, (_, seed) => {
      const { t, labels } = besideNoise(500, deviation, seed);
      return ross(t, labels).unclipped;
    });
    expect(Math.abs(meanOf(found) - 1)).toBeLessThan(0.1);
  });

  it("equals the written-out reference", () => {
    const { t, labels } = besideNoise(100, 1e8, 1);
    expect(Math.abs(ross(t, labels).unclipped - referenceRoss(t, labels, NEIGHBORS))).toBeLessThan(1e-10);
  });
});

describe("what neighbors can tell at most", () => {
  it("is (ψ(n) - ψ(k)) / ln 2, which a variable and itself reach, and it is said", () => {
    const { a } = gaussianPair(300, 0, 1);
    expect(kraskovCeiling(300, 3)).toBeCloseTo((digamma(300) - digamma(3)) / Math.log(2), 12);
    const same = kraskov(a, a);
    expect(same.bits).toBeCloseTo(kraskovCeiling(300, 3), 12);
    const codes = (found: NeighborInformation): string[] => found.flags.map(({ code }) => code);
    expect(codes(same)).toEqual(["saturated"]);
    expect(same.flags[0]!.message).toContain("300 rows and 3 neighbors can tell, 6.90 bit");
    // Rounding parts the two by a row here and there.
    expect(codes(kraskov(a, transform(a, [1000], [0])))).toEqual(["saturated"]);
    expect(codes(kraskov(a, a, 2))).toEqual(["saturated"]);
  });

  it("many dimensions for the rows are said, and a few are not", () => {
    const ofDimensions = (dimensions: number): string[] => {
      const { a, b } = gaussianPair(500, 0.6, 1, dimensions);
      return kraskov(a, b).flags.map(({ code }) => code);
    };
    expect(ofDimensions(1)).toEqual([]);
    expect(ofDimensions(8)).toEqual(["too-few-rows"]);
    const random = randomStream(1, "test");
    const labels = Uint16Array.from({ length: 200 }, () => random.below(2));
    const wide: Space = {
      values: Float64Array.from({ length: 200 * 20 }, () => random.normal()),
      columns: 20,
    };
    const [flag] = ross(wide, labels).flags;
    expect(flag!.message).toContain("200 rows cannot fill 20 dimensions");
  });
});
