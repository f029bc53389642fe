import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { discreteInformation } from "../../../../../src/information/discreteInformation";
import { binaryEntropy } from "../../../../../src/information/entropy";
import type { NeighborInformation } from "../../../../../src/information/estimators/ksg/neighborFlags";
import { rossInformation } from "../../../../../src/information/estimators/ksg/ross";
import { meanOf, oneHot, reorder, twoClasses, type LabeledPoints } from "../../../../support/nearestSamples";
import { referenceRoss } from "../../../../support/reference/referenceRoss";
import { stopAfter } from "../../../../support/stopAfter";
import { Stopped } from "../../../../../src/base/proceed";

function estimate({ t, labels }: LabeledPoints, neighbors = 3): NeighborInformation {
  return rossInformation(t, labels, 4, neighbors, () => true);
}

function points(values: readonly number[], labels: readonly number[]): LabeledPoints {
  return {
    t: { values: Float64Array.from(values), columns: values.length / labels.length },
    labels: Uint16Array.from(labels),
  };
}

function meanOver(seeds: number, make: (seed: number) => LabeledPoints): number {
  return meanOf(Array.from({ length: seeds }, (_, seed) => estimate(make(seed)).unclipped));
}

/** Points with many equal values and up to 4 classes, some of them small. */
const pointsArbitrary = fc
  .record({ rows: fc.integer({ min: 1, max: 25 }), columns: fc.integer({ min: 1, max: 3 }) })
  .chain(({ rows, columns }) =>
    fc.record({
      values: fc.array(fc.oneof(fc.constantFrom(-1, 0, 1), fc.double({ min: -1, max: 1, noNaN: true })), {
        minLength: rows * columns,
        maxLength: rows * columns,
      }),
      labels: fc.array(fc.constantFrom(0, 0, 0, 1, 1, 2, 3), { minLength: rows, maxLength: rows }),
    }),
  )
  .map(({ values, labels }) => points(values, labels));
const neighborsArbitrary = fc.integer({ min: 1, max: 6 });

describe("Ross, known answers", () => {
  // With 1000 rows one estimate scatters by about 0.03 bit.
  it("uniform on [0, 2] and on [1, 3]: half a bit", () => {
    const found = meanOver(10, (seed) => twoClasses(1000, seed, (label, uniform) => label + 2 * uniform()));
    expect(Math.abs(found - 0.5)).toBeLessThan(0.03);
  });

  it("classes apart: the whole bit", () => {
    const found = meanOver(5, (seed) => twoClasses(1000, seed, (label, uniform) => 5 * label + uniform()));
    expect(Math.abs(found - 1)).toBeLessThan(0.01);
  });

  it("T independent of the label: about nothing, and never below it", () => {
    const make = (seed: number): LabeledPoints => twoClasses(1000, seed, (_, uniform) => uniform());
    expect(Math.abs(meanOver(20, make))).toBeLessThan(0.02);
    expect(Math.min(...Array.from({ length: 20 }, (_, seed) => estimate(make(seed)).bits))).toBe(0);
  });

  it("an atom for 4 rows in 5 of one class and 1 in 5 of the other, the rest uniform", () => {
    // That it is the atom tells 1 - h(0.2). Of the rest, half of all rows, T tells the label but where the two
    // intervals overlap, half of the rest: 0.5 (h(0.2) - 0.5 h(0.2)).
    const truth = 1 - 0.75 * binaryEntropy(0.2);
    const found = meanOver(10, (seed) =>
      twoClasses(1000, seed, (label, uniform) =>
        uniform() < (label === 0 ? 0.8 : 0.2) ? 0 : 1 + label + 2 * uniform(),
      ),
    );
    expect(Math.abs(found - truth)).toBeLessThan(0.03);
  });

  it("discrete T: the plug-in value", () => {
    const counts = fc.array(fc.integer({ min: 4, max: 12 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(counts, (rowsOfPair) => {
        const pairs = rowsOfPair.flatMap((count, pair) => Array.from({ length: count }, () => pair));
        const t = pairs.map((pair) => pair % 2);
        const labels = pairs.map((pair) => Math.floor(pair / 2));
        const plugIn = discreteInformation(Uint32Array.from(t), 2, oneHot(labels, 3)).ity;
        expect(Math.abs(estimate(points(t, labels)).bits - plugIn)).toBeLessThan(1e-10);
      }),
      { numRuns: 30 },
    );
  });

  it("one class, one row, one row of each class, no columns: 0", () => {
    expect(estimate(points([0.1, 0.5, 0.2, 0.9, 0.4], [1, 1, 1, 1, 1])).bits).toBe(0);
    expect(estimate(points([0.1], [0])).bits).toBe(0);
    expect(estimate(points([0.1, 0.2, 0.3], [0, 1, 2])).bits).toBe(0);
    expect(estimate(points([], [0, 1, 0, 1])).bits).toBe(0);
  });
});

describe("Ross, laws", () => {
  it("equals the written-out reference", () => {
    fc.assert(
      fc.property(pointsArbitrary, neighborsArbitrary, (sample, neighbors) => {
        const found = estimate(sample, neighbors);
        const expected = referenceRoss(sample.t, sample.labels, neighbors);
        expect(Math.abs(found.unclipped - expected)).toBeLessThan(1e-10);
        expect(found.bits).toBe(Math.max(0, found.unclipped));
      }),
      { numRuns: 200 },
    );
  });

  it("does not depend on the order of the rows, nor on the names of the classes", () => {
    fc.assert(
      fc.property(pointsArbitrary, neighborsArbitrary, fc.nat(), ({ t, labels }, neighbors, shift) => {
        const order = [...labels.keys()].map((row) => (row + shift) % labels.length).reverse();
        const before = estimate({ t, labels }, neighbors).unclipped;
        const moved = { t: reorder(t, order), labels: Uint16Array.from(order, (row) => labels[row]!) };
        const renamed = { t, labels: labels.map((label) => (label + 1 + shift) % 4) };
        expect(Math.abs(estimate(moved, neighbors).unclipped - before)).toBeLessThan(1e-10);
        expect(Math.abs(estimate(renamed, neighbors).unclipped - before)).toBeLessThan(1e-10);
      }),
    );
  });

  it("stops when told to, at any call", () => {
    const { t, labels } = twoClasses(20, 1, (_, uniform) => uniform());
    let calls = 0;
    rossInformation(t, labels, 2, 3, () => calls++);
    expect(calls).toBeGreaterThan(20);
    for (let allowed = 0; allowed < calls; allowed++) {
      expect(() => rossInformation(t, labels, 2, 3, stopAfter(allowed))).toThrow(Stopped);
    }
  });
});

describe("Ross, what it warns of", () => {
  it("classes that are left out or have fewer rows than k", () => {
    const labels = [0, 0, 0, 0, 1, 1, 1, 2];
    const [flag, ...more] = estimate(points([1, 2, 4, 7, 1.5, 2.25, 6, 3], labels)).flags;
    expect(more).toEqual([]);
    expect(flag!.code).toBe("too-few-rows");
    expect(flag!.message).toContain("1 with a single row left out, 1 measured with fewer neighbors");
    const many = points(
      Array.from({ length: 40 }, (_, row) => row + 1 / (row + 2)),
      Array.from({ length: 40 }, (_, row) => row % 2),
    );
    expect(estimate(many).flags).toEqual([]);
  });

  it("the share of rows that coincide", () => {
    const [flag] = estimate(points([1, 1, 1, 1, 3, 4, 5, 7], [0, 0, 0, 0, 1, 1, 1, 1])).flags;
    expect(flag!.code).toBe("ties");
    expect(flag!.message).toContain("50.0 % of the rows coincide");
  });
});
