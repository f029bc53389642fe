import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBinningEstimator } from "../../../src/information/binning";
import { entropyOfWeights } from "../../../src/information/entropy";
import type { LabelDistribution, LayerSample } from "../../../src/information/estimate";
import { referenceBinning } from "../../support/referenceBinning";

const TANH = [-1, 1] as const;

function sample(values: readonly number[], units = 1): LayerSample {
  return { activations: Float32Array.from(values), rows: values.length / units, units, naturalRange: TANH };
}

function oneHot(labels: readonly number[], classes: number): LabelDistribution {
  const conditional = new Float64Array(labels.length * classes);
  for (const [row, label] of labels.entries()) {
    conditional[row * classes + label] = 1;
  }
  return { classes, conditional };
}

/** Layers of 1 to 4 units with many ties, and any p(y|x) over 2 or 3 classes. */
const layerArbitrary = fc
  .record({
    rows: fc.integer({ min: 1, max: 40 }),
    units: fc.integer({ min: 1, max: 4 }),
    classes: fc.integer({ min: 2, max: 3 }),
    bins: fc.integer({ min: 2, max: 50 }),
  })
  .chain(({ rows, units, classes, bins }) =>
    fc.record({
      values: fc.array(
        fc.oneof(fc.constantFrom(-1, -0.5, 0, 0.5, 1), fc.double({ min: -1, max: 1, noNaN: true })),
        {
          minLength: rows * units,
          maxLength: rows * units,
        },
      ),
      weights: fc.array(fc.integer({ min: 1, max: 9 }), {
        minLength: rows * classes,
        maxLength: rows * classes,
      }),
      rows: fc.constant(rows),
      units: fc.constant(units),
      classes: fc.constant(classes),
      bins: fc.constant(bins),
    }),
  )
  .map(({ values, weights, rows, units, classes, bins }) => {
    const conditional = Float64Array.from(weights, (weight, i) => {
      const row = Math.floor(i / classes);
      return weight / weights.slice(row * classes, (row + 1) * classes).reduce((a, b) => a + b);
    });
    return { layer: sample(values, units), labels: { classes, conditional }, rows, units, bins };
  });

const estimate = (bins: number, layer: LayerSample, labels: LabelDistribution) =>
  createBinningEstimator({ bins, range: "auto" }).estimate(layer, labels);

describe("binning, known answers", () => {
  it("four equally likely symbols that tell a fair label: 2 bits and 1 bit", () => {
    const { ixt, ity } = estimate(4, sample([-0.9, -0.4, 0.1, 0.6]), oneHot([0, 0, 1, 1], 2));
    expect(ixt).toBeCloseTo(2, 12);
    expect(ity).toBeCloseTo(1, 12);
  });

  it("a layer that says nothing of the label: 1 bit and 0 bits", () => {
    const { ixt, ity } = estimate(2, sample([-1, 1, -1, 1]), oneHot([0, 0, 1, 1], 2));
    expect(ixt).toBeCloseTo(1, 12);
    expect(ity).toBeCloseTo(0, 12);
  });

  it.each([0.05, 0.11, 0.25])("binary symmetric channel with flips %f: I(T;Y) = 1 - h(flip)", (flip) => {
    const conditional = Float64Array.of(1 - flip, flip, flip, 1 - flip);
    const { ity } = estimate(2, sample([-1, 1]), { classes: 2, conditional });
    const h = -flip * Math.log2(flip) - (1 - flip) * Math.log2(1 - flip);
    expect(Math.abs(ity - (1 - h))).toBeLessThan(1e-12);
  });

  it("a constant layer gives exactly 0", () => {
    for (const range of ["auto", "observed"] as const) {
      const { ixt, ity } = createBinningEstimator({ bins: 30, range }).estimate(
        sample([0.3, 0.3, 0.3, 0.3]),
        oneHot([0, 1, 0, 1], 2),
      );
      expect([ixt, ity]).toEqual([0, 0]);
    }
  });

  it("the edges of the range belong to the outermost bins", () => {
    expect(estimate(2, sample([-1, -0.5, 0.5, 1]), oneHot([0, 0, 1, 1], 2)).ixt).toBeCloseTo(1, 12);
  });

  it("says which resolution it has", () => {
    expect(createBinningEstimator({ bins: 30, range: "auto" }).describe(TANH)).toBe("30 bins over [-1, 1]");
    expect(createBinningEstimator({ bins: 30, range: "auto" }).describe(undefined)).toBe(
      "30 bins over the observed range",
    );
    expect(createBinningEstimator({ bins: 8, range: [0, 2] }).describe(TANH)).toBe("8 bins over [0, 2]");
  });
});

describe("binning, what it warns of", () => {
  const codes = (layer: LayerSample, range: "auto" | readonly [number, number], bins = 4): string[] =>
    createBinningEstimator({ bins, range })
      .estimate(layer, oneHot([0, 1, 0, 1, 0, 1, 0, 1], 2))
      .flags.map(({ code }) => code);
  const spread = [-1, -0.7, -0.4, -0.1, 0.2, 0.5, 0.8, 1];

  it("values that are not finite give no number but a reason", () => {
    const result = estimate(4, sample([0.1, NaN]), oneHot([0, 1], 2));
    expect(result.ixt).toBeNaN();
    expect(result.ity).toBeNaN();
    expect(result.flags.map(({ code }) => code)).toEqual(["non-finite"]);
    expect(estimate(4, sample([0.1, Infinity]), oneHot([0, 1], 2)).ixt).toBeNaN();
  });

  it("every row in a bin of its own is saturated", () => {
    expect(codes(sample(spread), "auto", 100)).toEqual(["saturated"]);
    expect(codes(sample(spread), "auto")).toEqual([]);
  });

  it("a range that follows the values, and values outside a fixed one", () => {
    expect(codes({ ...sample(spread), naturalRange: undefined }, "auto")).toEqual(["observed-range"]);
    expect(codes(sample(spread), [-0.5, 0.5])).toEqual(["outside-range"]);
  });
});

describe("binning, laws", () => {
  it("equals the written-out reference", () => {
    fc.assert(
      fc.property(layerArbitrary, ({ layer, labels, rows, units, bins }) => {
        const expected = referenceBinning(layer.activations, rows, units, bins, TANH, labels);
        const found = estimate(bins, layer, labels);
        expect(Math.abs(found.ixt - expected.ixt)).toBeLessThan(1e-10);
        expect(Math.abs(found.ity - expected.ity)).toBeLessThan(1e-10);
      }),
    );
  });

  it("0 ≤ I(T;Y) ≤ min(H(T), H(Y)) and I(X;T) ≤ log2 n", () => {
    fc.assert(
      fc.property(layerArbitrary, ({ layer, labels, rows, bins }) => {
        const { ixt, ity, ceiling } = estimate(bins, layer, labels);
        const labelWeights = Array.from({ length: labels.classes }, (_, label) =>
          labels.conditional.reduce((sum, share, i) => sum + (i % labels.classes === label ? share : 0), 0),
        );
        expect(ity).toBeGreaterThanOrEqual(0);
        expect(ity).toBeLessThanOrEqual(Math.min(ixt, entropyOfWeights(labelWeights)) + 1e-9);
        expect(ceiling).toBe(Math.log2(rows));
        expect(ixt).toBeLessThanOrEqual(ceiling + 1e-9);
      }),
    );
  });

  it("does not depend on the order of the rows", () => {
    fc.assert(
      fc.property(layerArbitrary, fc.nat(), ({ layer, labels, rows, units, bins }, shift) => {
        const order = Array.from({ length: rows }, (_, row) => (row + shift) % rows);
        const { classes } = labels;
        const moved = sample(
          order.flatMap((row) => [...layer.activations.subarray(row * units, (row + 1) * units)]),
          units,
        );
        const conditional = Float64Array.from(
          order.flatMap((row) => [...labels.conditional.subarray(row * classes, (row + 1) * classes)]),
        );
        const before = estimate(bins, layer, labels);
        const after = estimate(bins, moved, { classes, conditional });
        expect(after.ixt).toBeCloseTo(before.ixt, 9);
        expect(after.ity).toBeCloseTo(before.ity, 9);
      }),
    );
  });

  it("data processing: bins that merge finer ones never know more", () => {
    fc.assert(
      // Powers of two, so that the edges of the finer bins are the very same numbers.
      fc.property(
        layerArbitrary,
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(2, 4),
        ({ layer, labels }, power, factor) => {
          const bins = 2 ** power;
          const coarse = estimate(bins, layer, labels);
          const fine = estimate(bins * factor, layer, labels);
          expect(coarse.ixt).toBeLessThanOrEqual(fine.ixt + 1e-9);
          expect(coarse.ity).toBeLessThanOrEqual(fine.ity + 1e-9);
        },
      ),
    );
  });
});

describe("entropy", () => {
  it("of a fair coin, a certain outcome, nothing, and unnormalised weights", () => {
    expect(entropyOfWeights([1, 1])).toBe(1);
    expect(entropyOfWeights([3, 0, 0])).toBe(0);
    expect(entropyOfWeights([])).toBe(0);
    expect(entropyOfWeights([2, 1, 1])).toBeCloseTo(1.5, 12);
  });
});
