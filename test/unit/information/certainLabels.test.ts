import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jointOfCells, jointThroughNoise } from "../../../src/information/bound/coarseJoint";
import {
  discreteInformation,
  discreteInformationPlainly,
} from "../../../src/information/discreteInformation";
import type { LabelDistribution } from "../../../src/information/estimate";
import {
  createEstimator,
  settleEstimator,
  type EstimatorSettings,
} from "../../../src/information/estimators/estimators";
import { labelEntropy } from "../../../src/information/labelEntropy";
import { labeledLayers, oneHotLabels } from "../../support/labeledLayers";

const SETTINGS: readonly EstimatorSettings[] = [
  settleEstimator({ name: "binning", bins: 4 }),
  settleEstimator({ name: "kde", variance: 0.1 }),
  settleEstimator({ name: "ksg" }),
  settleEstimator({ name: "noise", sigma: 0.3, samples: 50, seed: 1 }),
  { name: "exact" },
  settleEstimator({ name: "renyi", subsample: 20, seed: 1 }),
];

/** Labels as certain ones, and the same written out as ones and zeros. */
function bothForms(
  sampled: readonly number[],
  classes: number,
): readonly [LabelDistribution, LabelDistribution] {
  return [{ classes, sampled: Uint16Array.from(sampled) }, oneHotLabels(sampled, classes)];
}

/** More classes than are looked at one by one, and fewer. */
const classCounts = fc.constantFrom(1, 2, 5, 40, 300);

describe("certain labels give the very figures of the same labels written out", () => {
  it.each(SETTINGS)("by $name", (settings) => {
    fc.assert(
      fc.property(
        labeledLayers(30, 2),
        classCounts,
        fc.constantFrom("none" as const, "millerMadow" as const, "shuffle" as const),
        fc.constantFrom(0, 3),
        (drawn, classes, correction, resamples) => {
          const { layer } = drawn;
          const labels = Array.from(drawn.labels.sampled, (label, row) => (label * 7 + row * 11) % classes);
          const estimator = createEstimator(settings, { correction, resamples, seed: 2 });
          const [certain, written] = bothForms(labels, classes);
          const estimate = estimator.estimate(layer, certain, () => true);
          // By Object.is: to the last bit.
          expect(estimate).toStrictEqual(estimator.estimate(layer, written, () => true));
        },
      ),
      { numRuns: 40 },
    );
  });

  it("by counting, with the kernels and without them", () => {
    const cellsAndLabels = fc.array(fc.tuple(fc.nat(9), fc.nat(299)), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(cellsAndLabels, classCounts, (drawn, classes) => {
        const cellOfRow = Uint32Array.from(drawn, ([cell]) => cell);
        const [certain, written] = bothForms(
          drawn.map(([, label]) => label % classes),
          classes,
        );
        for (const count of [discreteInformation, discreteInformationPlainly]) {
          expect(count(cellOfRow, 10, certain)).toStrictEqual(count(cellOfRow, 10, written));
        }
        expect(labelEntropy(certain)).toBe(labelEntropy(written));
        expect(jointOfCells(cellOfRow, 10, certain)).toStrictEqual(jointOfCells(cellOfRow, 10, written));
        const inputs = { values: Float32Array.from(cellOfRow), columns: 1, rows: drawn.length };
        expect(jointThroughNoise(inputs, certain, 0.5, () => true)).toStrictEqual(
          jointThroughNoise(inputs, written, 0.5, () => true),
        );
      }),
    );
  });

  it("and take no table of rows × classes", () => {
    // Written out, a million rows of a thousand classes are 8 GB.
    const rows = 1_000_000;
    const labels: LabelDistribution = {
      classes: 1000,
      sampled: Uint16Array.from({ length: rows }, (_, row) => row % 1000),
    };
    const cellOfRow = Uint32Array.from({ length: rows }, (_, row) => row % 2000);
    const { ixt, ity } = discreteInformation(cellOfRow, 2000, labels);
    expect(ixt).toBeCloseTo(Math.log2(2000), 9);
    expect(ity).toBeCloseTo(Math.log2(1000), 9);
  });
});
