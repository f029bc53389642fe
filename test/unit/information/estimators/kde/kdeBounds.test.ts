import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type {
  InformationEstimate,
  LabelDistribution,
  LayerSample,
} from "../../../../../src/information/estimate";
import { createKdeEstimator } from "../../../../../src/information/estimators/kde/kdeBounds";
import { randomStream } from "../../../../../src/base/random";
import {
  channelNoiseVariance,
  gaussianInformation,
  normalSamples,
} from "../../../../support/gaussianSamples";
import {
  labeledLayers,
  layerOf,
  oneHotLabels,
  reorderRows,
  softLabels,
} from "../../../../support/labeledLayers";
import { referenceKde } from "../../../../support/reference/referenceKde";
import { referenceNoise } from "../../../../support/reference/referenceNoise";
import { stopAfter } from "../../../../support/stopAfter";
import { alwaysProceed, Stopped, type Proceed } from "../../../../../src/base/proceed";

function estimate(
  variance: number,
  layer: LayerSample,
  labels: LabelDistribution,
  proceed: Proceed = alwaysProceed,
): InformationEstimate {
  return createKdeEstimator({ variance }).estimate(layer, labels, proceed);
}

const variances = fc.constantFrom(1e-4, 1e-2, 0.1, 1, 30);

/** Labels that follow the values, softly: p(y = 1) = 1 / (1 + exp(-3t)). */
function sigmoidLabels(values: Float64Array): LabelDistribution {
  return softLabels(Array.from(values, (value) => [1, Math.exp(3 * value)]));
}

describe("KDE bounds, known answers", () => {
  it("well-separated clusters: the logarithm of their number, and all that the labels hold", () => {
    const cluster = Array.from({ length: 48 }, (_, row) => row % 8);
    const labels = oneHotLabels(
      cluster.map((number) => number % 2),
      2,
    );
    const layer = layerOf(
      cluster.flatMap((number) => [number, -number, 1]),
      3,
    );
    const { bounds, guaranteed } = estimate(1e-3, layer, labels);
    for (const end of [bounds!.lower, bounds!.upper, guaranteed!.lower, guaranteed!.upper]) {
      expect(end.ixt).toBeCloseTo(3, 12);
      expect(end.ity).toBeCloseTo(1, 12);
    }
  });

  it("clusters with a spread that the noise hides: the same", () => {
    const random = randomStream(3, "test");
    const values = Array.from({ length: 64 }, (_, row) => (row % 4) + 1e-5 * random.normal());
    const labels = oneHotLabels(
      values.map((_, row) => row % 2),
      2,
    );
    const { bounds } = estimate(1e-3, layerOf(values), labels);
    for (const end of [bounds!.lower, bounds!.upper]) {
      expect(end.ixt).toBeCloseTo(2, 6);
      expect(end.ity).toBeCloseTo(1, 6);
    }
  });

  it("two rows at a distance d: -log2 (1/2 + exp(-d²/2v)/2), and 8v for the lower bound", () => {
    const labels = oneHotLabels([0, 1], 2);
    const { bounds } = estimate(0.25, layerOf([0, 0.7]), labels);
    expect(bounds!.upper.ixt).toBeCloseTo(-Math.log2(0.5 + 0.5 * Math.exp(-0.49 / 0.5)), 12);
    expect(bounds!.lower.ixt).toBeCloseTo(-Math.log2(0.5 + 0.5 * Math.exp(-0.49 / 2)), 12);
  });

  it("noise much larger than the layer leaves nothing", () => {
    const { ixt, ity } = estimate(1e8, layerOf([0, 0.5, 1]), oneHotLabels([0, 1, 1], 2));
    expect(ixt).toBeLessThan(1e-7);
    expect(ity).toBeLessThan(1e-7);
  });

  it.each([1e-3, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])(
    "one-dimensional Gaussian channel, ρ = %f: the truth lies between",
    (rho) => {
      const values = normalSamples(600, 1, 11);
      const variance = channelNoiseVariance(rho);
      const labels = sigmoidLabels(values);
      const { bounds, guaranteed, ixt, ity } = estimate(variance, layerOf(values), labels);
      // The truth of these very rows, without any error, and that of the distribution they come from.
      const ofRows = referenceNoise(values, labels, Math.sqrt(variance));
      for (const truth of [ofRows.ixt, gaussianInformation(rho, 1)]) {
        expect(bounds!.lower.ixt).toBeLessThanOrEqual(truth + 1e-6);
        expect(bounds!.upper.ixt).toBeGreaterThanOrEqual(truth - 1e-6);
      }
      expect(guaranteed!.lower.ity).toBeLessThanOrEqual(ofRows.ity + 1e-6);
      expect(guaranteed!.upper.ity).toBeGreaterThanOrEqual(ofRows.ity - 1e-6);
      expect(ixt).toBe((bounds!.lower.ixt + bounds!.upper.ixt) / 2);
      expect(ity).toBe((bounds!.lower.ity + bounds!.upper.ity) / 2);
    },
  );

  it.each([1e-3, 0.3, 0.5, 0.7, 0.9])(
    "five-dimensional Gaussian channel, ρ = %f: the truth lies between",
    (rho) => {
      const rows = 1000;
      const layer = layerOf(normalSamples(rows, 5, 12), 5);
      const labels = oneHotLabels(
        Array.from({ length: rows }, (_, row) => row % 2),
        2,
      );
      const { bounds } = estimate(channelNoiseVariance(rho), layer, labels);
      const truth = gaussianInformation(rho, 5);
      expect(bounds!.lower.ixt).toBeLessThanOrEqual(truth);
      expect(bounds!.upper.ixt).toBeGreaterThanOrEqual(truth);
    },
  );

  it("five-dimensional Gaussian channel, ρ = 0.99: more bits than the rows can show, and it says so", () => {
    const rows = 100;
    const labels = oneHotLabels(
      Array.from({ length: rows }, () => 0),
      1,
    );
    const layer = layerOf(normalSamples(rows, 5, 13), 5);
    const { ixt, ceiling, flags } = estimate(channelNoiseVariance(0.99), layer, labels);
    expect(gaussianInformation(0.99, 5)).toBeGreaterThan(ceiling.ixt);
    expect(ixt).toBeGreaterThan(ceiling.ixt - 0.05);
    expect(flags.map(({ code }) => code)).toEqual(["absolute-noise", "saturated"]);
  });
});

describe("KDE bounds, odd data", () => {
  it("one row, one class, equal rows, no units", () => {
    expect(estimate(1, layerOf([0.3]), oneHotLabels([0], 1))).toMatchObject({ ixt: 0, ity: 0 });
    expect(estimate(1, layerOf([0.3, 0.3]), oneHotLabels([0, 1], 2))).toMatchObject({ ixt: 0, ity: 0 });
    expect(estimate(1e-4, layerOf([0, 1]), oneHotLabels([0, 0], 1))).toMatchObject({ ixt: 1, ity: 0 });
    const empty = { activations: new Float32Array(0), rows: 2, units: 0 };
    expect(estimate(1, empty, oneHotLabels([0, 1], 2))).toMatchObject({ ixt: 0, ity: 0 });
  });

  it("a class that no row has changes nothing", () => {
    const layer = layerOf([0, 0.1, 0.5, 0.9]);
    const { bounds } = estimate(0.1, layer, oneHotLabels([0, 1, 0, 1], 2));
    expect(estimate(0.1, layer, oneHotLabels([0, 2, 0, 2], 4)).bounds).toEqual(bounds);
  });

  it("values whose squares overflow or vanish", () => {
    const labels = oneHotLabels([0, 1, 1], 2);
    expect(estimate(1, layerOf([1e300, -1e300, 0]), labels).ixt).toBeCloseTo(Math.log2(3), 12);
    expect(estimate(1, layerOf([1e-300, -1e-300, 0]), labels).ixt).toBe(0);
    expect(estimate(Number.MIN_VALUE, layerOf([1, 2, 3]), labels).ixt).toBeCloseTo(Math.log2(3), 12);
  });

  it("says so when the noise is larger than all differences between rows", () => {
    const codesAt = (size: number): string[] =>
      estimate(0.03 ** 2, layerOf([0, size, 2 * size]), oneHotLabels([0, 1, 1], 2)).flags.map(
        ({ code }) => code,
      );
    expect(codesAt(1e-30)).toContain("noise-too-large");
    expect(codesAt(0.02)).not.toContain("noise-too-large");
  });

  it("says when the noise is narrower than single precision, and only then", () => {
    const values = [0.25, 0.5, 100];
    const labels = oneHotLabels([0, 1, 0], 2);
    const single = { ...layerOf(values), activations: Float32Array.from(values) };
    const codes = (layer: LayerSample, variance: number): string[] =>
      estimate(variance, layer, labels).flags.map(({ code }) => code);
    expect(codes(single, 1e-12)).toContain("below-resolution");
    expect(codes(single, 1e-6)).not.toContain("below-resolution");
    expect(codes(layerOf(values), 1e-12)).not.toContain("below-resolution");
  });

  it("names its noise", () => {
    expect(createKdeEstimator({ variance: 1e-3 }).describe(undefined)).toBe("Gaussian noise, σ² = 0.001");
  });

  it("stops when it is told to, in the middle of its work", () => {
    const layer = layerOf(normalSamples(400, 1, 5));
    const labels = oneHotLabels(
      Array.from({ length: 400 }, () => 0),
      1,
    );
    let calls = 0;
    estimate(1, layer, labels, () => ++calls);
    expect(calls).toBeGreaterThan(20);
    expect(() => estimate(1, layer, labels, stopAfter(10))).toThrow(Stopped);
  });
});

describe("KDE bounds, laws", () => {
  it("equal the published formula, every pair of rows with all its constants", () => {
    fc.assert(
      fc.property(labeledLayers(40, 1), variances, ({ layer, labels }, variance) => {
        const expected = referenceKde(layer, labels, variance);
        const { bounds, guaranteed } = estimate(variance, layer, labels);
        // A constant layer has no bounds but exactly 0.
        for (const [found, wanted] of [
          [bounds, expected.bounds],
          [guaranteed, expected.guaranteed],
        ] as const) {
          for (const end of ["lower", "upper"] as const) {
            expect(Math.abs((found?.[end].ixt ?? 0) - wanted[end].ixt)).toBeLessThan(1e-9);
            expect(Math.abs((found?.[end].ity ?? 0) - wanted[end].ity)).toBeLessThan(1e-9);
          }
        }
      }),
    );
  });

  it("equal it with many tiles of rows, of which some are passed over", () => {
    const rows = 200;
    const random = randomStream(21, "test");
    const values = Float64Array.from({ length: 2 * rows }, () => Math.tanh(2 * random.normal()));
    const layer = layerOf(values, 2);
    const labels = softLabels(Array.from({ length: rows }, () => [1, random.below(5), random.below(3)]));
    for (const variance of [1e-5, 1e-3, 1e-2]) {
      const expected = referenceKde(layer, labels, variance).guaranteed;
      const found = estimate(variance, layer, labels).guaranteed!;
      expect(found.lower.ixt).toBeCloseTo(expected.lower.ixt, 9);
      expect(found.upper.ixt).toBeCloseTo(expected.upper.ixt, 9);
      expect(found.lower.ity).toBeCloseTo(expected.lower.ity, 9);
      expect(found.upper.ity).toBeCloseTo(expected.upper.ity, 9);
    }
  });

  it("lower ≤ figure ≤ upper, within 0 and the ceiling, and inside what is certain", () => {
    fc.assert(
      fc.property(labeledLayers(40, 5), variances, ({ layer, labels }, variance) => {
        const { bounds, guaranteed, ixt, ity, ceiling } = estimate(variance, layer, labels);
        const zero = { ixt: 0, ity: 0 };
        const low = bounds?.lower ?? zero;
        const high = bounds?.upper ?? zero;
        const certainLow = guaranteed?.lower ?? zero;
        const certainHigh = guaranteed?.upper ?? zero;
        for (const figure of ["ixt", "ity"] as const) {
          const value = figure === "ixt" ? ixt : ity;
          const order = [
            0,
            certainLow[figure],
            low[figure],
            value,
            high[figure],
            certainHigh[figure],
            ceiling[figure],
          ];
          for (let i = 1; i < order.length; i++) {
            expect(order[i]!).toBeGreaterThanOrEqual(order[i - 1]! - 1e-12);
          }
        }
      }),
    );
  });

  it("do not depend on the order of the rows", () => {
    fc.assert(
      fc.property(labeledLayers(40, 1), variances, fc.nat(), (labeled, variance, shift) => {
        const { rows } = labeled.layer;
        const moved = reorderRows(
          labeled,
          Array.from({ length: rows }, (_, row) => rows - 1 - ((row + shift) % rows)),
        );
        const before = estimate(variance, labeled.layer, labeled.labels);
        const after = estimate(variance, moved.layer, moved.labels);
        expect(after.ixt).toBeCloseTo(before.ixt, 9);
        expect(after.ity).toBeCloseTo(before.ity, 9);
      }),
    );
  });

  it("more noise never raises a bound on I(X;T)", () => {
    fc.assert(
      fc.property(labeledLayers(30, 2), variances, ({ layer, labels }, variance) => {
        const clear = estimate(variance, layer, labels).bounds;
        const noisy = estimate(3 * variance, layer, labels).bounds;
        expect(noisy?.lower.ixt ?? 0).toBeLessThanOrEqual((clear?.lower.ixt ?? 0) + 1e-12);
        expect(noisy?.upper.ixt ?? 0).toBeLessThanOrEqual((clear?.upper.ixt ?? 0) + 1e-12);
      }),
    );
  });
});
