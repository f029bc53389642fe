import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entropyOfWeights } from "../../../../../src/information/entropy";
import type {
  InformationEstimate,
  LabelDistribution,
  LayerSample,
} from "../../../../../src/information/estimate";
import { createBinningEstimator } from "../../../../../src/information/estimators/binning/binning";
import { type BinningRange } from "../../../../../src/information/estimators/binning/binning";
import { referenceBinning } from "../../../../support/reference/referenceBinning";

const TANH = [-1, 1] as const;

function sample(values: readonly number[], units = 1): LayerSample {
  return { activations: Float32Array.from(values), rows: values.length / units, units, naturalRange: TANH };
}

function oneHot(labels: readonly number[], classes: number): LabelDistribution {
  const conditional = new Float64Array(labels.length * classes);
  for (const [row, label] of labels.entries()) {
    conditional[row * classes + label] = 1;
  }
  return { classes, conditional, sampled: Uint16Array.from(labels) };
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
    return {
      layer: sample(values, units),
      labels: { classes, conditional, sampled: new Uint16Array(rows) },
      rows,
      units,
      bins,
    };
  });

function estimate(
  bins: number,
  layer: LayerSample,
  labels: LabelDistribution,
  range: BinningRange = "auto",
): InformationEstimate {
  return createBinningEstimator({ bins, range }).estimate(layer, labels, () => true);
}

function describeBinning(bins: number, range: BinningRange, natural: LayerSample["naturalRange"]): string {
  return createBinningEstimator({ bins, range }).describe(natural);
}

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
    const { ity } = estimate(2, sample([-1, 1]), {
      classes: 2,
      conditional,
      sampled: Uint16Array.of(0, 1),
    });
    const h = -flip * Math.log2(flip) - (1 - flip) * Math.log2(1 - flip);
    expect(Math.abs(ity - (1 - h))).toBeLessThan(1e-12);
  });

  it("a constant layer gives exactly 0", () => {
    for (const range of ["auto", "observed", "quantile"] as const) {
      const { ixt, ity } = estimate(30, sample([0.3, 0.3, 0.3, 0.3]), oneHot([0, 1, 0, 1], 2), range);
      expect([ixt, ity]).toEqual([0, 0]);
    }
  });

  it("the edges of the range belong to the outermost bins", () => {
    expect(estimate(2, sample([-1, -0.5, 0.5, 1]), oneHot([0, 0, 1, 1], 2)).ixt).toBeCloseTo(1, 12);
  });

  it("says which resolution it has", () => {
    expect(describeBinning(30, "auto", TANH)).toBe("30 bins over [-1, 1]");
    expect(describeBinning(30, "auto", undefined)).toBe("30 bins over the observed range");
    expect(describeBinning(8, [0, 2], TANH)).toBe("8 bins over [0, 2]");
    expect(describeBinning(8, "quantile", TANH)).toBe("8 bins of equal mass");
  });

  it("bins of equal mass hold equally many values, and equal values share one", () => {
    const labels = oneHot([0, 0, 0, 0, 1, 1, 1, 1], 2);
    const skewed = sample([0.01, 0.02, 0.03, 0.04, 0.1, 0.2, 0.5, 1]);
    expect(estimate(4, skewed, labels, "quantile").ixt).toBe(2);
    expect(estimate(4, sample([0, 0, 0, 0, 0, 0.2, 0.5, 1]), labels, "quantile").ixt).toBeLessThan(1);
  });

  it("has the number of rows and the labels as its ceiling, or less where inputs repeat", () => {
    const labels = oneHot([0, 0, 0, 1], 2);
    const layer = sample([-0.9, -0.4, 0.1, 0.6]);
    const quarter = 2 - 0.75 * Math.log2(3);
    expect(estimate(4, layer, labels).ceiling.ixt).toBe(2);
    expect(estimate(4, layer, labels).ceiling.ity).toBeCloseTo(quarter, 12);
    expect(estimate(4, { ...layer, inputEntropy: 1.5 }, labels).ceiling.ixt).toBe(1.5);
  });
});

describe("binning, what it warns of", () => {
  const flags = (layer: LayerSample, range: BinningRange, bins = 4): InformationEstimate["flags"] =>
    estimate(bins, layer, oneHot([0, 1, 0, 1, 0, 1, 0, 1], 2), range).flags;
  const codes = (layer: LayerSample, range: BinningRange, bins = 4): string[] =>
    flags(layer, range, bins).map(({ code }) => code);
  const spread = [-1, -0.7, -0.4, -0.1, 0.2, 0.5, 0.8, 1];

  it("values that are not finite give no number but a reason", () => {
    const result = estimate(4, sample([0.1, NaN]), oneHot([0, 1], 2));
    expect(result.ixt).toBeNaN();
    expect(result.ity).toBeNaN();
    expect(result.flags.map(({ code }) => code)).toEqual(["non-finite"]);
    expect(estimate(4, sample([0.1, Infinity]), oneHot([0, 1], 2)).ixt).toBeNaN();
  });

  it("every row in a bin of its own, and nearly every", () => {
    expect(codes(sample(spread), "auto", 100)).toEqual(["unique-rows"]);
    expect(codes(sample(spread), "auto")).toEqual([]);
    // One pair among 64 rows shares a cell: 1/32 bit is missing.
    const nearly = sample(Array.from({ length: 64 }, (_, row) => (row === 63 ? 62 : row) / 64));
    const labels = oneHot(
      Array.from({ length: 64 }, (_, row) => row % 2),
      2,
    );
    expect(estimate(1000, nearly, labels).flags.map(({ code }) => code)).toEqual(["saturated"]);
  });

  it("a range that follows the values, and values outside a fixed one", () => {
    expect(codes({ ...sample(spread), naturalRange: undefined }, "auto")).toEqual(["observed-range"]);
    expect(codes(sample(spread), "quantile")).toEqual(["observed-range"]);
    const outside = flags(sample(spread), [-0.5, 0.5]);
    expect(outside.map(({ code }) => code)).toEqual(["outside-range"]);
    expect(outside[0]!.message).toContain("50.0 % of the activations");
  });
});

describe("binning, laws", () => {
  it("equals the written-out reference", () => {
    fc.assert(
      fc.property(layerArbitrary, ({ layer, labels, rows, units, bins }) => {
        const expected = referenceBinning(layer.activations as Float32Array, rows, units, bins, TANH, labels);
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
        expect(ceiling.ixt).toBe(Math.log2(rows));
        expect(ixt).toBeLessThanOrEqual(ceiling.ixt + 1e-9);
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
        const after = estimate(bins, moved, { classes, conditional, sampled: labels.sampled });
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
  it("of a fair coin, a certain outcome, nothing, and unnormalized weights", () => {
    expect(entropyOfWeights([1, 1])).toBe(1);
    expect(entropyOfWeights([3, 0, 0])).toBe(0);
    expect(entropyOfWeights([])).toBe(0);
    expect(entropyOfWeights([2, 1, 1])).toBeCloseTo(1.5, 12);
  });
});
