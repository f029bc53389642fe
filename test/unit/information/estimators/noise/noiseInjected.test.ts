import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type {
  InformationEstimate,
  LabelDistribution,
  LayerSample,
} from "../../../../../src/information/estimate";
import { createKdeEstimator } from "../../../../../src/information/estimators/kde/kdeBounds";
import { createNoiseEstimator } from "../../../../../src/information/estimators/noise/noiseInjected";
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
import { referenceNoise } from "../../../../support/reference/referenceNoise";
import { stopAfter } from "../../../../support/stopAfter";
import { alwaysProceed, Stopped, type Proceed } from "../../../../../src/base/proceed";

interface Options {
  readonly samples?: number;
  readonly seed?: number;
  readonly proceed?: Proceed;
}

function estimate(
  sigma: number,
  layer: LayerSample,
  labels: LabelDistribution,
  { samples = 1000, seed = 0, proceed = alwaysProceed }: Options = {},
): InformationEstimate {
  return createNoiseEstimator({ sigma, samples, seed }).estimate(layer, labels, proceed);
}

/** Labels that follow the values, softly: p(y = 1) = 1 / (1 + exp(-3t)). */
function sigmoidLabels(values: ArrayLike<number>): LabelDistribution {
  return softLabels(Array.from(values, (value) => [1, Math.exp(3 * value)]));
}

const sigmas = fc.constantFrom(0.01, 0.1, 0.5, 2);

/** Draws in a property. */
const SAMPLES = 500;

function errorOf({ standardError }: InformationEstimate, figure: "ixt" | "ity"): number {
  return standardError?.[figure] ?? 0;
}

/**
 * What a figure may be off by, over all the cases of a property: eight standard errors, and a bit for each of twelve
 * draws that did not happen and would have raised that error.
 */
function marginOf(found: InformationEstimate, figure: "ixt" | "ity"): number {
  return 8 * errorOf(found, figure) + 12 / SAMPLES;
}

describe("noise-injected, known answers", () => {
  it("well-separated clusters: exactly the logarithm of their number, without any error", () => {
    const cluster = Array.from({ length: 48 }, (_, row) => row % 8);
    const labels = oneHotLabels(
      cluster.map((number) => number % 2),
      2,
    );
    const layer = layerOf(
      cluster.flatMap((number) => [10 * number, -number, 1]),
      3,
    );
    const { ixt, ity, standardError } = estimate(0.1, layer, labels);
    expect(ixt).toBeCloseTo(3, 10);
    expect(ity).toBeCloseTo(1, 10);
    expect(standardError!.ixt).toBeLessThan(1e-10);
    expect(standardError!.ity).toBeLessThan(1e-10);
  });

  it("noise much larger than the layer leaves nothing", () => {
    const { ixt, ity } = estimate(1e4, layerOf([0, 0.5, 1]), oneHotLabels([0, 1, 1], 2));
    expect(ixt).toBeLessThan(1e-4);
    expect(ity).toBeLessThan(1e-4);
  });

  it.each([1e-3, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])(
    "one-dimensional Gaussian channel, ρ = %f: within its error of the truth of these rows",
    (rho) => {
      const values = normalSamples(600, 1, 11);
      const sigma = Math.sqrt(channelNoiseVariance(rho));
      const labels = sigmoidLabels(values);
      const truth = referenceNoise(values, labels, sigma);
      const found = estimate(sigma, layerOf(values), labels, { samples: 3000 });
      expect(Math.abs(found.ixt - truth.ixt)).toBeLessThan(4 * errorOf(found, "ixt"));
      expect(Math.abs(found.ity - truth.ity)).toBeLessThan(4 * errorOf(found, "ity"));
      expect(errorOf(found, "ixt")).toBeLessThan(0.02);
      // The variance of 600 rows is off by 2/√1200 = 6 %: 0.04 bit where ρ is near 1, and twice that is allowed.
      expect(Math.abs(found.ixt - gaussianInformation(rho, 1))).toBeLessThan(0.08);
    },
  );

  it.each([1e-3, 0.3, 0.5, 0.7])("five-dimensional Gaussian channel, ρ = %f: within 0.1 bit", (rho) => {
    const rows = 2000;
    const layer = layerOf(normalSamples(rows, 5, 12), 5);
    const labels = oneHotLabels(
      Array.from({ length: rows }, (_, row) => row % 2),
      2,
    );
    const { ixt } = estimate(Math.sqrt(channelNoiseVariance(rho)), layer, labels);
    expect(Math.abs(ixt - gaussianInformation(rho, 5))).toBeLessThan(0.1);
  });

  it("five-dimensional Gaussian channel, ρ = 0.99: more bits than the rows can show, and it says so", () => {
    const rows = 100;
    const labels = oneHotLabels(
      Array.from({ length: rows }, () => 0),
      1,
    );
    const layer = layerOf(normalSamples(rows, 5, 13), 5);
    const { ixt, ceiling, flags } = estimate(Math.sqrt(channelNoiseVariance(0.99)), layer, labels);
    expect(gaussianInformation(0.99, 5)).toBeGreaterThan(ceiling.ixt);
    expect(ixt).toBeGreaterThan(ceiling.ixt - 0.05);
    expect(flags.map(({ code }) => code)).toEqual(["absolute-noise", "saturated"]);
  });

  it("a layer along one line in five dimensions knows what one unit knows", () => {
    const values = normalSamples(200, 1, 14);
    const direction = [0.5, -0.5, 0.5, 0.3, -0.4];
    const labels = sigmoidLabels(values);
    const truth = referenceNoise(values, labels, 0.4);
    const layer = layerOf(
      Array.from(values).flatMap((value) => direction.map((share) => share * value)),
      5,
    );
    const found = estimate(0.4, layer, labels, { samples: 4000 });
    expect(Math.abs(found.ixt - truth.ixt)).toBeLessThan(4 * errorOf(found, "ixt"));
    expect(Math.abs(found.ity - truth.ity)).toBeLessThan(4 * errorOf(found, "ity"));
  });
});

describe("noise-injected, its error", () => {
  const figures = ["ixt", "ity"] as const;

  /** Root mean square of figure - truth over many seeds, in units of that of the standard error. */
  function calibration(rows: number, samples: number): readonly number[] {
    const values = normalSamples(rows, 1, 15);
    const labels = sigmoidLabels(values);
    const truth = referenceNoise(values, labels, 0.3);
    const squaredOff = [0, 0];
    const squaredError = [0, 0];
    for (let seed = 0; seed < 150; seed++) {
      const found = estimate(0.3, layerOf(values), labels, { samples, seed });
      for (const [i, figure] of figures.entries()) {
        squaredOff[i]! += (found[figure] - truth[figure]) ** 2;
        squaredError[i]! += errorOf(found, figure) ** 2;
      }
    }
    return figures.map((_, i) => Math.sqrt(squaredOff[i]! / squaredError[i]!));
  }

  it("is that of the draws where every row has several", () => {
    // The deviation of 150 numbers is itself off by 6 %.
    for (const ratio of calibration(30, 90)) {
      expect(ratio).toBeGreaterThan(0.8);
      expect(ratio).toBeLessThan(1.2);
    }
  });

  it("is not too small where there are more rows than draws", () => {
    for (const ratio of calibration(120, 50)) {
      expect(ratio).toBeGreaterThan(0.5);
      expect(ratio).toBeLessThan(1.2);
    }
  });

  it("rows are chosen anew by each seed where there are more than draws", () => {
    // Rows far apart: a draw is log2 4/3 or 2 by its row alone. The last row is one of two in its stretch.
    const layer = layerOf([0, 0, 0, 90]);
    const labels = oneHotLabels([0, 0, 0, 1], 2);
    let withoutLast = 0;
    for (let seed = 0; seed < 200; seed++) {
      const { ixt } = estimate(1, layer, labels, { samples: 2, seed });
      withoutLast += Math.abs(ixt - Math.log2(4 / 3)) < 1e-9 ? 1 : 0;
    }
    // The deviation of a fair coin's 200 throws is 7.
    expect(Math.abs(withoutLast - 100)).toBeLessThan(30);
  });

  it("is not known from one draw", () => {
    const labels = oneHotLabels([0, 1], 2);
    const { ixt, standardError } = estimate(0.3, layerOf([0, 1]), labels, { samples: 1 });
    expect(ixt).toBeGreaterThan(0);
    expect(standardError!.ixt).toBeNaN();
  });

  it("depends on the seed alone, and two noises are compared on the same numbers", () => {
    const values = normalSamples(100, 2, 16);
    const labels = oneHotLabels(
      Array.from({ length: 100 }, (_, row) => row % 2),
      2,
    );
    const layer = layerOf(values, 2);
    const estimator = createNoiseEstimator({ sigma: 0.3, samples: 300, seed: 4 });
    const first = estimator.estimate(layer, labels, () => true);
    expect(estimator.estimate(layer, labels, () => true)).toEqual(first);
    expect(estimate(0.3, layer, labels, { samples: 300, seed: 5 }).ixt).not.toBe(first.ixt);
    // A layer and a noise of twice the size: the very same draws, twice as large.
    const scaled = estimate(
      0.6,
      layerOf(
        values.map((value) => 2 * value),
        2,
      ),
      labels,
      { samples: 300, seed: 4 },
    );
    expect(scaled.ixt).toBeCloseTo(first.ixt, 10);
  });
});

describe("noise-injected, odd data", () => {
  it("one row, one class, equal rows, no units", () => {
    expect(estimate(1, layerOf([0.3]), oneHotLabels([0], 1))).toMatchObject({ ixt: 0, ity: 0 });
    expect(estimate(1, layerOf([0.3, 0.3]), oneHotLabels([0, 1], 2))).toMatchObject({ ixt: 0, ity: 0 });
    expect(estimate(1e-4, layerOf([0, 1]), oneHotLabels([0, 0], 1))).toMatchObject({ ixt: 1, ity: 0 });
    const empty = { activations: new Float32Array(0), rows: 2, units: 0 };
    expect(estimate(1, empty, oneHotLabels([0, 1], 2))).toMatchObject({ ixt: 0, ity: 0 });
  });

  it("-0 and 0 are one value", () => {
    expect(estimate(1e-200, layerOf([0, -0, 1, 1]), oneHotLabels([0, 0, 1, 1], 2)).ixt).toBe(1);
  });

  it("a σ whose square vanishes, and values whose squares overflow", () => {
    const labels = oneHotLabels([0, 1, 1], 2);
    expect(estimate(1e-200, layerOf([1, 2, 3]), labels).ixt).toBeCloseTo(Math.log2(3), 12);
    expect(estimate(1, layerOf([1e300, -1e300, 0]), labels).ixt).toBeCloseTo(Math.log2(3), 12);
  });

  it("a thousand units: the density of the noise is far below what a double holds", () => {
    const units = 1000;
    const values = normalSamples(20, units, 17);
    const labels = oneHotLabels(
      Array.from({ length: 20 }, (_, row) => row % 2),
      2,
    );
    const { ixt, ity } = estimate(0.5, layerOf(values, units), labels, { samples: 40 });
    expect(ixt).toBeCloseTo(Math.log2(20), 10);
    expect(ity).toBeCloseTo(1, 10);
  });

  it("says when the noise is narrower than single precision, and only then", () => {
    const values = [0.25, 0.5, 100];
    const labels = oneHotLabels([0, 1, 0], 2);
    const single = { ...layerOf(values), activations: Float32Array.from(values) };
    const codes = (layer: LayerSample, sigma: number): string[] =>
      estimate(sigma, layer, labels).flags.map(({ code }) => code);
    expect(codes(single, 1e-6)).toContain("below-resolution");
    expect(codes(single, 1e-3)).not.toContain("below-resolution");
    expect(codes(layerOf(values), 1e-6)).not.toContain("below-resolution");
  });

  it("names its noise", () => {
    const estimator = createNoiseEstimator({ sigma: 0.1, samples: 10, seed: 0 });
    expect(estimator.describe(undefined)).toBe("Gaussian noise, σ = 0.1");
  });

  it("stops when it is told to, in the middle of its work", () => {
    const layer = layerOf(normalSamples(400, 1, 5));
    const labels = oneHotLabels(
      Array.from({ length: 400 }, () => 0),
      1,
    );
    expect(() => estimate(1, layer, labels, { proceed: stopAfter(50) })).toThrow(Stopped);
  });
});

describe("noise-injected, laws", () => {
  // Fewer cases than usual: each is hundreds of draws.
  const runs = { numRuns: 50 };

  it("equals the sum over a grid, within its error", () => {
    fc.assert(
      fc.property(labeledLayers(12, 1), fc.constantFrom(0.1, 0.4, 2), ({ layer, labels }, sigma) => {
        const values = layer.activations.filter((_, i) => i % layer.units === 0);
        const truth = referenceNoise(Float64Array.from(values), labels, sigma);
        const found = estimate(sigma, layerOf(values), labels, { samples: SAMPLES });
        for (const figure of ["ixt", "ity"] as const) {
          expect(Math.abs(found[figure] - truth[figure])).toBeLessThan(marginOf(found, figure));
        }
      }),
      runs,
    );
  });

  it("lies between the KDE bounds, within its error, and within 0 and the ceiling", () => {
    fc.assert(
      fc.property(labeledLayers(30, 2), sigmas, ({ layer, labels }, sigma) => {
        const found = estimate(sigma, layer, labels, { samples: SAMPLES });
        const kde = createKdeEstimator({ variance: sigma ** 2 });
        const certain = kde.estimate(layer, labels, () => true).guaranteed;
        for (const figure of ["ixt", "ity"] as const) {
          const margin = marginOf(found, figure);
          expect(found[figure]).toBeGreaterThanOrEqual((certain?.lower[figure] ?? 0) - margin);
          expect(found[figure]).toBeLessThanOrEqual((certain?.upper[figure] ?? 0) + margin);
          expect(found[figure]).toBeGreaterThanOrEqual(0);
          expect(found[figure]).toBeLessThanOrEqual(found.ceiling[figure] + 1e-12);
        }
      }),
      runs,
    );
  });

  it("more noise never raises a figure beyond its error", () => {
    fc.assert(
      fc.property(labeledLayers(30, 2), sigmas, ({ layer, labels }, sigma) => {
        const clear = estimate(sigma, layer, labels, { samples: SAMPLES });
        const noisy = estimate(1.5 * sigma, layer, labels, { samples: SAMPLES });
        for (const figure of ["ixt", "ity"] as const) {
          const margin = Math.hypot(marginOf(clear, figure), marginOf(noisy, figure));
          expect(noisy[figure]).toBeLessThanOrEqual(clear[figure] + margin);
        }
      }),
      runs,
    );
  });

  it("does not depend on the order of the rows, beyond its error", () => {
    fc.assert(
      fc.property(labeledLayers(30, 1), sigmas, (labeled, sigma) => {
        const { rows } = labeled.layer;
        const turned = reorderRows(
          labeled,
          Array.from({ length: rows }, (_, row) => rows - 1 - row),
        );
        const before = estimate(sigma, labeled.layer, labeled.labels, { samples: SAMPLES });
        const after = estimate(sigma, turned.layer, turned.labels, { samples: SAMPLES });
        for (const figure of ["ixt", "ity"] as const) {
          const margin = Math.hypot(marginOf(before, figure), marginOf(after, figure));
          expect(Math.abs(after[figure] - before[figure])).toBeLessThanOrEqual(margin);
        }
      }),
      runs,
    );
  });
});
