import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { discreteInformation } from "../../../../src/information/discreteInformation";
import type { LabelDistribution } from "../../../../src/information/estimate";
import { CORRECTION_NAMES, type CorrectionName } from "../../../../src/information/sampling/correctDiscrete";
import { labelEntropy } from "../../../../src/information/labelEntropy";
import {
  correctDiscrete,
  SHUFFLES,
  type CorrectedFigures,
} from "../../../../src/information/sampling/correctDiscrete";
import { randomStream } from "../../../../src/base/random";
import { meanOf, oneHot } from "../../../support/nearestSamples";
import { stopAfter } from "../../../support/stopAfter";
import { Stopped } from "../../../../src/base/proceed";

function correct(
  cellOfRow: readonly number[],
  labels: LabelDistribution,
  correction: CorrectionName,
  seed = 1,
): CorrectedFigures {
  const cells = Math.max(...cellOfRow) + 1;
  const random = randomStream(seed, "test");
  return correctDiscrete(
    Uint32Array.from(cellOfRow),
    cells,
    labels,
    correction,
    Math.log2(cellOfRow.length),
    random,
    () => true,
  );
}

function plain(cellOfRow: readonly number[], labels: LabelDistribution): { ixt: number; ity: number } {
  return discreteInformation(Uint32Array.from(cellOfRow), Math.max(...cellOfRow) + 1, labels);
}

/** Cells and labels drawn independently and uniformly. */
function independent(
  rows: number,
  cells: number,
  classes: number,
  seed: number,
): [number[], LabelDistribution] {
  const random = randomStream(seed, "test");
  const cellOfRow = Array.from({ length: rows }, () => random.below(cells));
  const labels = Array.from({ length: rows }, () => random.below(classes));
  return [cellOfRow, oneHot(labels, classes)];
}

/** Mean figures over data sets of 1000 independent rows in 16 cells and 4 classes. */
function meanOfIndependent(correction: CorrectionName): { ixt: number; ity: number } {
  const found = Array.from({ length: 40 }, (_, seed) =>
    correct(...independent(1000, 16, 4, seed), correction),
  );
  return { ixt: meanOf(found.map(({ ixt }) => ixt)), ity: meanOf(found.map(({ ity }) => ity)) };
}

const tableArbitrary = fc.integer({ min: 1, max: 30 }).chain((rows) =>
  fc.record({
    cellOfRow: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: rows, maxLength: rows }),
    labels: fc
      .array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 3 })), {
        minLength: rows,
        maxLength: rows,
      })
      .map((weights) => ({
        classes: 2,
        conditional: Float64Array.from(weights.flatMap(([p, q]) => [p / (p + q), q / (p + q)])),
        sampled: new Uint16Array(rows),
      })),
  }),
);

describe("corrections of estimates from counts", () => {
  it("none: the plain figures", () => {
    const data = independent(50, 4, 2, 1);
    expect(correct(...data, "none")).toEqual({
      ...plain(...data),
      raw: plain(...data),
      bias: { ixt: 0, ity: 0 },
    });
  });

  it("Miller-Madow by hand: two cells, two labels, three of four pairs among 8 rows", () => {
    const cells = [0, 0, 0, 0, 0, 0, 1, 1];
    const labels = oneHot([0, 0, 0, 0, 1, 1, 1, 1], 2);
    const { ixt, ity, bias } = correct(cells, labels, "millerMadow");
    const entropy = (...shares: number[]): number => -shares.reduce((sum, p) => sum + p * Math.log2(p), 0);
    const unit = 1 / (16 * Math.LN2);
    expect(ixt).toBeCloseTo(entropy(0.75, 0.25) + unit, 12);
    // Each of the three entropies is raised: by 1, 1 and 2 units.
    expect(ity).toBeCloseTo(entropy(0.75, 0.25) + 1 - entropy(0.5, 0.25, 0.25) + (1 + 1 - 2) * unit, 12);
    expect(bias.ixt).toBeCloseTo(-unit, 12);
    expect(bias.ity).toBeCloseTo(0, 12);
  });

  it("Miller-Madow by hand: all four pairs, and 0 is the least", () => {
    const cells = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1];
    const dependent = oneHot([0, 0, 0, 0, 1, 0, 1, 1, 1, 1], 2);
    const unit = 1 / (20 * Math.LN2);
    expect(correct(cells, dependent, "millerMadow").bias.ity).toBeCloseTo(unit, 12);
    const hardly = oneHot([0, 0, 0, 1, 1, 0, 0, 1, 1, 1], 2);
    const { ity, bias } = correct(cells, hardly, "millerMadow");
    expect(ity).toBe(0);
    expect(bias.ity).toBe(plain(cells, hardly).ity);
  });

  it("Miller-Madow stays below log2 of the rows and below H(Y)", () => {
    const labels = oneHot([0, 1, 0, 1], 2);
    expect(correct([0, 1, 2, 3], labels, "millerMadow")).toMatchObject({
      ixt: 2,
      ity: 1,
      bias: { ixt: 0, ity: 0 },
    });
  });

  it("shuffle by hand: two rows, whose labels either way tell all", () => {
    expect(correct([0, 1], oneHot([0, 1], 2), "shuffle")).toEqual({
      raw: { ixt: 1, ity: 0 },
      ixt: 1,
      ity: 0,
      bias: { ixt: 0, ity: 1 },
    });
  });

  it("shuffle by hand: three of the six ways to lay two labels on two pairs of rows", () => {
    // Of the 6 ways to label 4 rows in two cells, 2 tell 1 bit and 4 tell nothing: 1/3 bit in the mean.
    const found = Array.from({ length: 200 }, (_, seed) =>
      correct([0, 0, 1, 1], oneHot([0, 0, 1, 1], 2), "shuffle", seed),
    );
    // One permutation scatters by √2/3; the mean of 4000 by 0.0075.
    expect(Math.abs(meanOf(found.map(({ ity }) => ity)) - 2 / 3)).toBeLessThan(0.03);
    expect(found.every(({ ixt }) => ixt === 1)).toBe(true);
  });

  it("independent cells and labels: the bias goes away", () => {
    const truth = { ixt: 4, ity: 0 };
    const none = meanOfIndependent("none");
    const millerMadow = meanOfIndependent("millerMadow");
    const shuffle = meanOfIndependent("shuffle");
    const bias = ((16 - 1) * (4 - 1)) / (2 * 1000 * Math.LN2);
    expect(Math.abs(none.ity - bias)).toBeLessThan(0.15 * bias);
    expect(Math.abs(millerMadow.ixt - truth.ixt)).toBeLessThan(0.2 * Math.abs(none.ixt - truth.ixt));
    // What is left is the half of the scatter that lies above 0: a chi-squared of 45 scatters by a fifth of its mean.
    expect(millerMadow.ity).toBeLessThan(0.15 * bias);
    expect(shuffle.ity).toBeLessThan(0.15 * bias);
    expect(shuffle.ixt).toBe(none.ixt);
  });

  it("keeps 0 ≤ I(T;Y) ≤ min(H(T), H(Y)), I(X;T) ≤ log2 n, and corrected = plain - bias", () => {
    fc.assert(
      fc.property(
        tableArbitrary,
        fc.constantFrom(...CORRECTION_NAMES),
        ({ cellOfRow, labels }, correction) => {
          const before = plain(cellOfRow, labels);
          const { ixt, ity, bias } = correct(cellOfRow, labels, correction);
          expect(ity).toBeGreaterThanOrEqual(0);
          expect(ity).toBeLessThanOrEqual(Math.min(before.ixt, labelEntropy(labels)) + 1e-9);
          expect(ixt).toBeLessThanOrEqual(Math.log2(cellOfRow.length) + 1e-9);
          expect(before.ixt - bias.ixt).toBeCloseTo(ixt, 12);
          expect(before.ity - bias.ity).toBeCloseTo(ity, 12);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("stops when told to, at any permutation", () => {
    const [cellOfRow, labels] = independent(20, 4, 2, 1);
    for (let allowed = 0; allowed < SHUFFLES; allowed++) {
      const random = randomStream(1, "test");
      const cells = Uint32Array.from(cellOfRow);
      expect(() => correctDiscrete(cells, 4, labels, "shuffle", 2, random, stopAfter(allowed))).toThrow(
        Stopped,
      );
    }
  });
});
