import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type {
  InformationEstimate,
  LabelDistribution,
  LayerSample,
} from "../../../../../src/information/estimate";
import {
  eigenvalueEntropy,
  matrixEntropy,
} from "../../../../../src/information/estimators/renyi/matrixEntropy";
import { createRenyiEstimator } from "../../../../../src/information/estimators/renyi/renyi";
import { normalSamples } from "../../../../support/gaussianSamples";
import { labeledLayers, layerOf, oneHotLabels, reorderRows } from "../../../../support/labeledLayers";
import { referenceMatrixEntropy, referenceRenyi } from "../../../../support/reference/referenceRenyi";
import { stopAfter } from "../../../../support/stopAfter";
import { alwaysProceed, Stopped, type Proceed } from "../../../../../src/base/proceed";

interface Options {
  readonly alpha?: number;
  readonly subsample?: number;
  readonly seed?: number;
  readonly width?: number;
  readonly proceed?: Proceed;
}

function estimate(
  layer: LayerSample,
  labels: LabelDistribution,
  { alpha = 1.01, subsample = 100, seed = 0, width, proceed = alwaysProceed }: Options = {},
): InformationEstimate {
  const estimator = createRenyiEstimator({ alpha, subsample, width, seed });
  return estimator.estimate(layer, labels, proceed);
}

function rowsOf(values: ArrayLike<number>, columns: number): number[][] {
  return Array.from({ length: values.length / columns }, (_, row) =>
    Array.from({ length: columns }, (_, column) => values[row * columns + column]!),
  );
}

/** Gram matrices of a few random points, flat and as rows. */
const gramMatrices = fc
  .array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 2, maxLength: 9 })
  .map((points) => points.map((a) => points.map((b) => Math.exp(-((a - b) ** 2)))));

const alphas = fc.constantFrom(0.5, 1, 1.01, 2, 5);
const ALPHAS = [0.5, 1, 1.01, 2, 5];

describe("matrix entropy, known answers", () => {
  it.each(ALPHAS)("α = %f: equal rows hold 0 bit, rows far apart log2 n", (alpha) => {
    expect(matrixEntropy(new Float64Array(64).fill(1), 8, alpha)).toBeCloseTo(0, 10);
    const apart = Float64Array.from({ length: 64 }, (_, i) => (i % 9 === 0 ? 1 : 0));
    expect(matrixEntropy(apart, 8, alpha)).toBeCloseTo(3, 12);
  });

  it.each(ALPHAS)("α = %f: two rows with kernel k have the eigenvalues (1 ± k)/2", (alpha) => {
    const [high, low] = [0.8, 0.2];
    const expected =
      alpha === 1
        ? -high * Math.log2(high) - low * Math.log2(low)
        : Math.log2(high ** alpha + low ** alpha) / (1 - alpha);
    expect(matrixEntropy(Float64Array.of(1, 0.6, 0.6, 1), 2, alpha)).toBeCloseTo(expected, 12);
  });

  it("α = 2 is -log2 tr(A²), for any matrix", () => {
    fc.assert(
      fc.property(gramMatrices, (kernel) => {
        const squares = kernel.flat().reduce((sum, value) => sum + (value / kernel.length) ** 2, 0);
        const found = matrixEntropy(Float64Array.from(kernel.flat()), kernel.length, 2);
        expect(Math.abs(found + Math.log2(squares))).toBeLessThan(1e-10);
      }),
    );
  });

  it("equals the reference by Jacobi's rotations", () => {
    fc.assert(
      fc.property(gramMatrices, alphas, (kernel, alpha) => {
        const found = matrixEntropy(Float64Array.from(kernel.flat()), kernel.length, alpha);
        // A root of eigenvalues that are 0 but for rounding is 1e-8.
        expect(Math.abs(found - referenceMatrixEntropy(kernel, alpha))).toBeLessThan(alpha < 1 ? 1e-6 : 1e-9);
      }),
    );
  });

  it("falls with α and comes to its limit from both sides without a jump", () => {
    const eigenvalues = [0.5, 0.3, 0.15, 0.05];
    const limit = eigenvalueEntropy(eigenvalues, 1);
    for (const margin of [1e-3, 1e-5, 1e-7, 1e-8]) {
      const below = eigenvalueEntropy(eigenvalues, 1 - margin);
      const above = eigenvalueEntropy(eigenvalues, 1 + margin);
      expect(below).toBeGreaterThanOrEqual(limit);
      expect(above).toBeLessThanOrEqual(limit);
      expect(below - above).toBeLessThan(2 * margin);
    }
  });

  it("takes eigenvalues below 0 for roundings of 0", () => {
    expect(eigenvalueEntropy([1, 1, -1e-17, 0], 1.01)).toBeCloseTo(1, 12);
  });
});

describe("matrix-based Rényi, known answers", () => {
  it("tight clusters that the labels name: the logarithm of their number, twice", () => {
    const cluster = Array.from({ length: 32 }, (_, row) => row % 4);
    const layer = layerOf(
      cluster.flatMap((number) => [number === 0 ? 9 : 0, number === 1 ? 9 : 0, number === 2 ? 9 : 0]),
      3,
    );
    for (const alpha of ALPHAS) {
      const { ixt, ity } = estimate(layer, oneHotLabels(cluster, 4), { alpha });
      expect(ixt).toBeCloseTo(2, 6);
      expect(ity).toBeCloseTo(2, 6);
    }
  });

  it("the alignment widens the kernel over clusters that share a label", () => {
    // Pairs at a distance of 1, the pairs far from one another, two labels.
    const values = Array.from({ length: 32 }, (_, row) => 100 * (row % 2) + (row % 4 < 2 ? 0 : 1));
    const labels = oneHotLabels(
      values.map((_, row) => row % 2),
      2,
    );
    const { ixt, ity } = estimate(layerOf(values), labels);
    expect(ixt).toBeLessThan(1.3);
    expect(ity).toBeCloseTo(1, 2);
  });

  it("one label says nothing", () => {
    const layer = layerOf(normalSamples(30, 2, 1), 2);
    const labels = oneHotLabels(
      Array.from({ length: 30 }, () => 0),
      1,
    );
    expect(estimate(layer, labels).ity).toBe(0);
  });

  it("inputs that the layer copies: S(X) + S(T) - S(X,T), by the reference", () => {
    const values = normalSamples(25, 2, 2);
    const numbers = Array.from({ length: 25 }, (_, row) => (values[2 * row]! > 0 ? 1 : 0));
    const layer = { ...layerOf(values, 2), inputs: { values, columns: 2 } };
    const rows = rowsOf(values, 2);
    const found = estimate(layer, oneHotLabels(numbers, 2), { alpha: 2 });
    const expected = referenceRenyi(rows, numbers, 2, rows);
    expect(found.ixt).toBeCloseTo(expected.ixt, 8);
    expect(found.ity).toBeCloseTo(expected.ity, 8);
    // What is known of the inputs takes the place of the row's number.
    expect(found.ixt).toBeLessThan(estimate(layerOf(values, 2), oneHotLabels(numbers, 2), { alpha: 2 }).ixt);
  });
});

describe("matrix-based Rényi, its rows", () => {
  const rows = 90;
  const layer = layerOf(normalSamples(rows, 3, 3), 3);
  const labels = oneHotLabels(
    Array.from({ length: rows }, (_, row) => row % 2),
    2,
  );

  it("says of how many rows a figure is, and what it cannot exceed", () => {
    const { flags, ixt } = estimate(layer, labels, { subsample: 64 });
    expect(flags[0]!.code).toBe("subsample");
    expect(flags[0]!.message).toContain("64 of the 90 rows");
    expect(flags[0]!.message).toContain("log2 64 = 6.00 bit");
    expect(ixt).toBeLessThanOrEqual(6);
    expect(estimate(layer, labels, { subsample: 90 }).flags.map(({ code }) => code)).not.toContain(
      "subsample",
    );
  });

  it("says when the labels choose no kernel, and takes a width of one's own instead", () => {
    const unrelated = layerOf(normalSamples(60, 1, 8));
    const alternating = oneHotLabels(
      Array.from({ length: 60 }, (_, row) => row % 2),
      2,
    );
    const aligned = estimate(unrelated, alternating);
    expect(aligned.flags.map(({ code }) => code)).toEqual(["kernel-width"]);
    const own = estimate(unrelated, alternating, { width: 0.1 });
    expect(own.flags).toEqual([]);
    expect(own.ixt).toBeGreaterThan(aligned.ixt + 1);
    // Wider kernels tell fewer rows apart.
    expect(estimate(unrelated, alternating, { width: 1 }).ixt).toBeLessThan(own.ixt);
  });

  it("says when the chosen rows are all told apart", () => {
    // Eight labels at eight corners, each chosen row nearly alone: the narrowest kernel aligns best.
    const far = layerOf(
      Array.from({ length: 64 }, (_, i) => (i % 9 === 0 ? 1 : 0)),
      8,
    );
    const each = oneHotLabels([0, 1, 2, 3, 4, 5, 6, 7], 8);
    const { flags, ixt } = estimate(far, each, { subsample: 5 });
    expect(ixt).toBeCloseTo(Math.log2(5), 6);
    expect(flags.map(({ code }) => code)).toEqual(["subsample", "saturated"]);
    expect(estimate(far, each, { subsample: 8 }).flags.map(({ code }) => code)).toEqual(["saturated"]);
  });

  it("takes each chosen row's own label and inputs", () => {
    const number = Array.from({ length: rows }, (_, row) => (row < 40 ? 0 : 1));
    const told = layerOf(number.map((label) => 9 * label));
    const inputs = { values: told.activations, columns: 1 };
    const { ixt, ity } = estimate({ ...told, inputs }, oneHotLabels(number, 2), { subsample: 30, alpha: 1 });
    // 0 or 1 for each of 30 rows, about as often as among all.
    expect(ity).toBeGreaterThan(0.8);
    expect(ixt).toBeCloseTo(ity, 1);
  });

  it("the seed chooses the rows, and nothing else does", () => {
    const first = estimate(layer, labels, { subsample: 50, seed: 1 });
    expect(estimate(layer, labels, { subsample: 50, seed: 1 })).toEqual(first);
    expect(estimate(layer, labels, { subsample: 50, seed: 2 }).ixt).not.toBe(first.ixt);
    expect(estimate(layer, labels, { subsample: 100, seed: 1 })).toEqual(
      estimate(layer, labels, { subsample: 90, seed: 2 }),
    );
  });

  it("names its order and its rows", () => {
    const estimator = createRenyiEstimator({ alpha: 1.01, subsample: 100, seed: 0 });
    expect(estimator.describe(undefined)).toBe("Rényi α = 1.01, 100 rows, aligned kernels");
  });

  it("stops when it is told to, at every place where it asks", () => {
    const withInputs = { ...layer, inputs: { values: layer.activations, columns: 3 } };
    let calls = 0;
    estimate(withInputs, labels, { subsample: 10, proceed: () => ++calls });
    expect(calls).toBeGreaterThan(1000);
    for (const allowed of [0, 5, 100, Math.floor(calls / 2) + 1, calls - 2, calls - 1]) {
      expect(() => estimate(withInputs, labels, { subsample: 10, proceed: stopAfter(allowed) })).toThrow(
        Stopped,
      );
    }
  });
});

describe("matrix-based Rényi, odd data", () => {
  it("one row, one chosen row, chosen rows all equal, no units", () => {
    expect(estimate(layerOf([0.3]), oneHotLabels([0], 1))).toMatchObject({ ixt: 0, ity: 0 });
    expect(estimate(layerOf([0.3, 0.4]), oneHotLabels([0, 1], 2), { subsample: 1 })).toMatchObject({
      ixt: 0,
      ity: 0,
    });
    const nearlyConstant = layerOf(Array.from({ length: 500 }, (_, row) => (row === 499 ? 1 : 0)));
    const labels = oneHotLabels(
      Array.from({ length: 500 }, (_, row) => row % 2),
      2,
    );
    const { ixt, ity } = estimate(nearlyConstant, labels, { subsample: 5 });
    expect(ixt).toBeCloseTo(0, 10);
    expect(ity).toBeCloseTo(0, 10);
    const empty = { activations: new Float32Array(0), rows: 2, units: 0 };
    expect(estimate(empty, oneHotLabels([0, 1], 2))).toMatchObject({ ixt: 0, ity: 0 });
  });

  it("values whose squares overflow or vanish: only their ratios count", () => {
    const values = normalSamples(20, 2, 4);
    const labels = oneHotLabels(
      Array.from({ length: 20 }, (_, row) => row % 3),
      3,
    );
    const { ixt, ity } = estimate(layerOf(values, 2), labels);
    for (const scale of [1e300, 1e-300]) {
      const scaled = estimate(
        layerOf(
          values.map((value) => value * scale),
          2,
        ),
        labels,
      );
      expect(scaled.ixt).toBeCloseTo(ixt, 9);
      expect(scaled.ity).toBeCloseTo(ity, 9);
    }
  });

  it("inputs that do not vary share nothing", () => {
    const values = normalSamples(20, 1, 5);
    const inputs = { values: new Float64Array(20), columns: 1 };
    const labels = oneHotLabels(
      Array.from({ length: 20 }, (_, row) => row % 2),
      2,
    );
    expect(estimate({ ...layerOf(values), inputs }, labels).ixt).toBeCloseTo(0, 9);
  });
});

describe("matrix-based Rényi, laws", () => {
  it("equals the written-out reference", () => {
    fc.assert(
      fc.property(labeledLayers(14, 1), fc.constantFrom(1, 1.01, 2, 5), ({ layer, labels }, alpha) => {
        const found = estimate(layer, labels, { alpha });
        const isConstant = found.ixt === 0;
        const rows = rowsOf(layer.activations, layer.units);
        const expected = isConstant ? { ixt: 0, ity: 0 } : referenceRenyi(rows, [...labels.sampled], alpha);
        // For α other than 1 the sum of three entropies can leave what information can be.
        const ity = Math.min(found.ceiling.ity, Math.max(0, expected.ity));
        expect(Math.abs(found.ixt - expected.ixt)).toBeLessThan(1e-7);
        expect(Math.abs(found.ity - ity)).toBeLessThan(1e-7);
      }),
    );
  });

  it("stays within 0 and the ceiling, whatever the inputs, α and rows", () => {
    fc.assert(
      fc.property(
        labeledLayers(20, 3),
        alphas,
        fc.integer({ min: 1, max: 20 }),
        fc.boolean(),
        fc.constantFrom(undefined, 0, 0.4),
        ({ layer, labels }, alpha, subsample, withInputs, inputEntropy) => {
          const sample = {
            ...layer,
            ...(withInputs && { inputs: { values: layer.activations.toReversed(), columns: layer.units } }),
            ...(inputEntropy !== undefined && { inputEntropy }),
          };
          const { ixt, ity, ceiling } = estimate(sample, labels, { alpha, subsample });
          expect(ixt).toBeGreaterThanOrEqual(0);
          expect(ixt).toBeLessThanOrEqual(Math.min(ceiling.ixt, Math.log2(subsample)) + 1e-12);
          expect(ity).toBeGreaterThanOrEqual(0);
          expect(ity).toBeLessThanOrEqual(ceiling.ity + 1e-12);
        },
      ),
    );
  });

  it("has the ceiling of the rows that it is computed from, or H(X) where that is less", () => {
    const layer = layerOf(Array.from({ length: 16 }, (_, row) => row));
    const labels = oneHotLabels(
      Array.from({ length: 16 }, (_, row) => row % 2),
      2,
    );
    expect(estimate(layer, labels, { subsample: 8 }).ceiling.ixt).toBe(3);
    expect(estimate(layer, labels, { subsample: 100 }).ceiling.ixt).toBe(4);
    expect(estimate({ ...layer, inputEntropy: 2.5 }, labels, { subsample: 8 }).ceiling.ixt).toBe(2.5);
  });

  it("does not depend on the order of the rows", () => {
    fc.assert(
      fc.property(labeledLayers(20, 1), fc.constantFrom(1, 1.01, 2), (labeled, alpha) => {
        const { rows } = labeled.layer;
        const turned = reorderRows(
          labeled,
          Array.from({ length: rows }, (_, row) => rows - 1 - row),
        );
        const before = estimate(labeled.layer, labeled.labels, { alpha });
        const after = estimate(turned.layer, turned.labels, { alpha });
        expect(after.ixt).toBeCloseTo(before.ixt, 7);
        expect(after.ity).toBeCloseTo(before.ity, 7);
      }),
    );
  });
});
