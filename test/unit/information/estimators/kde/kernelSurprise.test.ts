import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LabelDistribution } from "../../../../../src/information/estimate";
import { createKdeEstimator } from "../../../../../src/information/estimators/kde/kdeBounds";
import {
  measureSurprise,
  surpriseOfPairs,
} from "../../../../../src/information/estimators/kde/kernelSurprise";
import type { KernelSurprise } from "../../../../../src/information/estimators/kde/surprise";
import { mixtureOfRows, type RowMixture } from "../../../../../src/information/estimators/shared/rowMixture";
import { canTile } from "../../../../../src/information/estimators/kde/tiledSurprise";
import { randomStream, type RandomStream } from "../../../../../src/base/random";
import { labeledLayers, oneHotLabels, softLabels } from "../../../../support/labeledLayers";
import { stopAfter } from "../../../../support/stopAfter";
import { Stopped } from "../../../../../src/base/proceed";

const always = (): boolean => true;

/** Bits that single precision may be off by. */
const TOLERANCE = 2e-6;

function mixtureOf(values: ArrayLike<number>, units: number, labels: LabelDistribution): RowMixture {
  const activations = Float32Array.from(values);
  return mixtureOfRows({ activations, rows: values.length / units, units }, labels, always);
}

function expectAgreement(mixture: RowMixture, variance: number, tolerance = TOLERANCE): KernelSurprise {
  expect(canTile(mixture, variance)).toBe(true);
  const found = measureSurprise(mixture, variance, always);
  const expected = surpriseOfPairs(mixture, variance, always);
  for (const figure of ["narrow", "wide", "narrowGivenLabel", "wideGivenLabel"] as const) {
    expect(Math.abs(found[figure] - expected[figure]), figure).toBeLessThan(tolerance);
  }
  return found;
}

/** Rows around a few points, of which many have equal ones, as in a layer that saturates. */
function clusteredRows(rows: number, units: number, spread: number, random: RandomStream): number[] {
  const centers = Array.from({ length: 6 }, () => Array.from({ length: units }, () => random.normal()));
  return Array.from({ length: rows }, () => {
    const center = centers[random.below(6)]!;
    return random.below(4) === 0 ? center : center.map((value) => value + spread * random.normal());
  }).flat();
}

type LabelKind = "one-hot" | "soft" | "mostly one-hot" | "some classes each";

function labelsOf(kind: LabelKind, rows: number, classes: number, random: RandomStream): LabelDistribution {
  if (kind === "one-hot") {
    return oneHotLabels(
      Array.from({ length: rows }, () => random.below(classes)),
      classes,
    );
  }
  return softLabels(
    Array.from({ length: rows }, () => {
      const main = random.below(classes);
      return Array.from({ length: classes }, (_, label) =>
        kind === "soft"
          ? 1 + random.below(9)
          : label === main
            ? 5
            : kind === "mostly one-hot"
              ? random.below(6) === 0
                ? 1
                : 0
              : random.below(2),
      );
    }),
  );
}

describe("surprise under kernels in single precision", () => {
  it("is that of every pair, for small layers", () => {
    const variances = fc.constantFrom(1e-28, 1e-4, 1e-2, 0.1, 1, 30, 1e28);
    fc.assert(
      fc.property(labeledLayers(40, 1), variances, ({ layer, labels }, variance) => {
        expectAgreement(mixtureOf(layer.activations, layer.units, labels), variance);
      }),
    );
  });

  it.each([
    ["one-hot", 2],
    ["one-hot", 10],
    ["one-hot", 1],
    ["soft", 2],
    ["soft", 5],
    ["mostly one-hot", 2],
    ["mostly one-hot", 4],
    ["some classes each", 7],
  ] as const)("is that of every pair, for many tiles with %s labels of %i classes", (kind, classes) => {
    const random = randomStream(31, "test");
    for (const units of [1, 3, 10]) {
      const rows = 500;
      const labels = labelsOf(kind, rows, classes, random);
      const mixture = mixtureOf(clusteredRows(rows, units, 0.1, random), units, labels);
      for (const variance of [1e-5, 1e-3, 0.03, 1]) {
        expectAgreement(mixture, variance);
      }
    }
  });

  it("of wide layers, near and far", () => {
    const random = randomStream(32, "test");
    const labels = labelsOf("one-hot", 200, 3, random);
    for (const units of [31, 33, 784]) {
      const mixture = mixtureOf(clusteredRows(200, units, 0.05, random), units, labels);
      for (const variance of [1e-3, 0.1, 30]) {
        expectAgreement(mixture, variance);
      }
    }
  });

  it("far from zero, of a scale of any size, and where squares leave single precision", () => {
    const random = randomStream(33, "test");
    const labels = labelsOf("soft", 100, 2, random);
    const values = clusteredRows(100, 2, 0.1, random);
    const shifted = mixtureOf(
      values.map((value) => value + 1000),
      2,
      labels,
    );
    expectAgreement(shifted, 1e-3);
    for (const scale of [1e-12, 1e12]) {
      const scaled = mixtureOf(
        values.map((value) => value * scale),
        2,
        labels,
      );
      expectAgreement(scaled, 0.01 * scale ** 2);
    }
    const huge = mixtureOf([3e38, -3e38, 0], 1, oneHotLabels([0, 1, 1], 2));
    expect(expectAgreement(huge, 1).narrow).toBe(Math.log2(3));
  });

  it("two rows at a distance: the kernel itself, for both widths", () => {
    for (const distance of [0, 1e-4, 0.1, 0.5, 1, 2, 4]) {
      const mixture = mixtureOf([0.25, 0.25 + distance, 100], 1, oneHotLabels([0, 0, 1], 2));
      const { narrow, wide } = measureSurprise(mixture, 0.25, always);
      const squared = Math.fround(0.25 + distance) - 0.25;
      const expected = (factor: number): number =>
        Math.log2(3) - (2 / 3) * Math.log2(1 + Math.exp(-(squared ** 2) / (factor * 0.25)));
      expect(Math.abs(narrow - expected(2))).toBeLessThan(5e-7);
      expect(Math.abs(wide - expected(8))).toBeLessThan(5e-7);
    }
  });

  it("is left to double precision where single precision does not do", () => {
    const labels = oneHotLabels([0, 1], 2);
    const single = mixtureOf([1, 2], 1, labels);
    expect(canTile(single, 1e-31)).toBe(false);
    expect(canTile(single, 1e31)).toBe(false);
    const double = mixtureOfRows({ activations: Float64Array.of(1, 2), rows: 2, units: 1 }, labels, always);
    expect(canTile(double, 1)).toBe(false);
    expect(measureSurprise(double, 1, always)).toEqual(surpriseOfPairs(double, 1, always));
  });

  it("is the same again, after other layers too", () => {
    const random = randomStream(34, "test");
    const labels = labelsOf("soft", 300, 2, random);
    const mixture = mixtureOf(clusteredRows(300, 4, 0.1, random), 4, labels);
    const first = measureSurprise(mixture, 0.01, always);
    measureSurprise(mixtureOf(clusteredRows(300, 2, 1, random), 2, labels), 1, always);
    expect(measureSurprise(mixture, 0.01, always)).toEqual(first);
  });

  it("stops when it is told to, in the middle of its work", () => {
    const random = randomStream(35, "test");
    const estimator = createKdeEstimator({ variance: 0.1 });
    const layer = {
      activations: Float32Array.from({ length: 20_000 }, () => random.normal()),
      rows: 20,
      units: 1000,
    };
    const narrow = { ...layer, rows: 1000, units: 20 };
    for (const sample of [layer, narrow]) {
      const labels = labelsOf("one-hot", sample.rows, 2, random);
      let calls = 0;
      estimator.estimate(sample, labels, () => ++calls);
      for (let left = calls - 1; left >= 0; left--) {
        expect(() => estimator.estimate(sample, labels, stopAfter(left))).toThrow(Stopped);
      }
    }
  });
});
