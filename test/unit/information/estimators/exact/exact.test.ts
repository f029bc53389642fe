import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type {
  InformationEstimate,
  LabelDistribution,
  LayerSample,
} from "../../../../../src/information/estimate";
import { createBinningEstimator } from "../../../../../src/information/estimators/binning/binning";
import { createEstimator } from "../../../../../src/information/estimators/estimators";
import { createExactEstimator } from "../../../../../src/information/estimators/exact/exact";
import { createQuantizer } from "../../../../../src/network/quantization";
import { referenceExact } from "../../../../support/reference/referenceExact";
import { stopAfter } from "../../../../support/stopAfter";
import { Stopped } from "../../../../../src/base/proceed";

const always = (): boolean => true;

function estimate(layer: LayerSample, labels: LabelDistribution): InformationEstimate {
  return createExactEstimator().estimate(layer, labels, always);
}

function sample(values: readonly number[], units = 1): LayerSample {
  return { activations: Float32Array.from(values), rows: values.length / units, units, quantized: true };
}

function oneHot(labels: readonly number[], classes = 2): LabelDistribution {
  const conditional = new Float64Array(labels.length * classes);
  for (const [row, label] of labels.entries()) {
    conditional[row * classes + label] = 1;
  }
  return { classes, conditional, sampled: Uint16Array.from(labels) };
}

const codesOf = ({ flags }: InformationEstimate): string[] => flags.map(({ code }) => code);

/** The 2^units rows of ±1, each many times over. */
function patterns(units: number, times: number): number[] {
  return Array.from({ length: times * 2 ** units * units }, (_, i) =>
    (Math.floor(i / units) >> (i % units)) & 1 ? 1 : -1,
  );
}

/** Layers of few values with p(y|x), in either precision. */
const layerArbitrary = fc
  .record({
    rows: fc.integer({ min: 1, max: 40 }),
    units: fc.integer({ min: 1, max: 4 }),
    classes: fc.integer({ min: 2, max: 3 }),
    precision: fc.constantFrom(Float32Array, Float64Array),
  })
  .chain(({ rows, units, classes, precision }) =>
    fc.record({
      activations: fc
        .array(
          fc.oneof(
            fc.constantFrom(-1, -0, 0, 0.1, 1, 1 + 2 ** -23, 1 + 2 ** -50),
            fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e30, max: 1e30 }),
          ),
          { minLength: rows * units, maxLength: rows * units },
        )
        .map((values) => precision.from(values)),
      weights: fc.array(fc.integer({ min: 1, max: 9 }), {
        minLength: rows * classes,
        maxLength: rows * classes,
      }),
      rows: fc.constant(rows),
      units: fc.constant(units),
      classes: fc.constant(classes),
    }),
  )
  .map(({ activations, weights, rows, units, classes }) => {
    const conditional = Float64Array.from(weights, (weight, i) => {
      const row = Math.floor(i / classes);
      return weight / weights.slice(row * classes, (row + 1) * classes).reduce((a, b) => a + b);
    });
    const layer: LayerSample = { activations, rows, units, quantized: true };
    return { layer, labels: { classes, conditional, sampled: new Uint16Array(rows) } };
  });

describe("exact, known answers", () => {
  it("equal rows are one symbol, however near others are", () => {
    const near = 1 + 2 ** -23;
    const { ixt, ity } = estimate(sample([1, 1, near, 2]), oneHot([0, 0, 1, 1]));
    expect(ixt).toBe(1.5);
    expect(ity).toBe(1);
  });

  it("double precision tells apart what single does not, and reads whole rows", () => {
    const values = [0.5, 1, 0.5, 1 + 2 ** -50, 0.5, 1, 0.25, 1];
    const labels = oneHot([0, 1, 0, 1]);
    const double: LayerSample = { activations: Float64Array.from(values), rows: 4, units: 2 };
    expect(estimate(double, labels).ixt).toBe(1.5);
    expect(estimate(sample(values, 2), labels).ixt).toBeCloseTo(2 - 0.75 * Math.log2(3), 14);
  });

  it("0 and -0 are one symbol", () => {
    const { ixt } = estimate(sample([0, -0, 1, 1]), oneHot([0, 0, 1, 1]));
    expect(ixt).toBe(1);
  });

  it("10 units of ±1 in all combinations: 10 bits", () => {
    const layer = sample(patterns(10, 3), 10);
    const labels = oneHot(Array.from({ length: layer.rows }, (_, row) => row & 1));
    const { ixt, ity, ceiling } = estimate(layer, labels);
    expect(ixt).toBeCloseTo(10, 12);
    expect(ity).toBeCloseTo(1, 12);
    expect(ceiling.ixt).toBe(Math.log2(layer.rows));
  });

  it("one row, a constant layer and a layer without units say nothing", () => {
    for (const layer of [sample([0.5]), sample([3, 3, 3]), { ...sample([]), rows: 2, units: 0 }]) {
      const labels = oneHot(Array.from({ length: layer.rows }, (_, row) => row % 2));
      const { ixt, ity, flags } = estimate(layer, labels);
      expect([ixt, ity, flags]).toEqual([0, 0, []]);
    }
  });

  it("has no resolution to speak of", () => {
    expect(createExactEstimator().describe([-1, 1])).toBe("exact");
  });

  it("leaves the activations as they are, and a view into a larger array too", () => {
    const whole = Float32Array.of(9, -0, 1, -0, 1, 9);
    const view = whole.subarray(1, 5);
    const { ixt } = estimate({ activations: view, rows: 4, units: 1, quantized: true }, oneHot([0, 1, 0, 1]));
    expect(ixt).toBe(1);
    expect([...whole]).toEqual([9, -0, 1, -0, 1, 9]);
  });
});

describe("exact, what it warns of", () => {
  const rows = 600;
  const labels = oneHot(Array.from({ length: rows }, (_, row) => row % 2));
  /** Two units: one of two values, one of so many. */
  const layerOf = (values: number, quantized?: boolean): LayerSample => ({
    activations: Float32Array.from({ length: 2 * rows }, (_, i) =>
      i % 2 === 0 ? (i / 2) % 2 : (i >> 1) % values,
    ),
    rows,
    units: 2,
    ...(quantized === undefined ? {} : { quantized }),
  });

  it("a layer that is not rounded, told by a unit of more values than 8 bits have", () => {
    expect(codesOf(estimate(layerOf(257), labels))).toEqual(["not-quantized"]);
    expect(codesOf(estimate(layerOf(257, false), labels))).toEqual(["not-quantized"]);
    expect(codesOf(estimate(layerOf(256), labels))).toEqual([]);
    expect(codesOf(estimate(layerOf(257, true), labels))).toEqual([]);
  });

  it("every row a symbol of its own", () => {
    expect(codesOf(estimate(layerOf(rows, true), labels))).toEqual(["unique-rows"]);
    expect(codesOf(estimate(layerOf(rows), labels))).toEqual(["not-quantized", "unique-rows"]);
  });

  it("values that are not finite", () => {
    expect(codesOf(estimate(sample([1, NaN]), oneHot([0, 1])))).toEqual(["non-finite"]);
  });
});

describe("exact, laws", () => {
  it("equals the written-out reference", () => {
    fc.assert(
      fc.property(layerArbitrary, ({ layer, labels }) => {
        const expected = referenceExact(layer.activations, layer.rows, layer.units, labels);
        const found = estimate(layer, labels);
        expect(Math.abs(found.ixt - expected.ixt)).toBeLessThan(1e-10);
        expect(Math.abs(found.ity - expected.ity)).toBeLessThan(1e-10);
      }),
    );
  });

  it("0 ≤ I(T;Y) ≤ min(H(T), H(Y)) and I(X;T) ≤ log2 n", () => {
    fc.assert(
      fc.property(layerArbitrary, ({ layer, labels }) => {
        const { ixt, ity, ceiling } = estimate(layer, labels);
        expect(ity).toBeGreaterThanOrEqual(0);
        expect(ity).toBeLessThanOrEqual(Math.min(ixt, ceiling.ity) + 1e-9);
        expect(ixt).toBeLessThanOrEqual(Math.log2(layer.rows) + 1e-9);
      }),
    );
  });

  it("equals binning with a bin for each grid value", () => {
    fc.assert(
      fc.property(
        layerArbitrary,
        fc.integer({ min: 1, max: 10 }),
        fc.constantFrom([-1, 1], [0, 8], [-3, 5.5] as const),
        ({ layer, labels }, bits, [low, high]) => {
          const bins = 2 ** bits;
          const quantize = createQuantizer({ levels: bins, low: low, high: high });
          const rounded = { ...layer, activations: quantize(Float32Array.from(layer.activations)) };
          const binning = createBinningEstimator({ bins, range: [low, high] });
          const binned = binning.estimate(rounded, labels, always);
          const exact = estimate(rounded, labels);
          expect(exact.ixt).toBe(binned.ixt);
          expect(exact.ity).toBe(binned.ity);
        },
      ),
    );
  });

  it("data processing: a coarser grid never knows more, and neither does a layer of fewer units", () => {
    fc.assert(
      fc.property(layerArbitrary, ({ layer, labels }) => {
        const { activations, units } = layer;
        const full = estimate(layer, labels);
        const first = activations.filter((_, i) => i % units === 0);
        const coarse = createQuantizer({ levels: 4, low: -1, high: 1 })(Float32Array.from(activations));
        for (const less of [
          estimate({ ...layer, activations: first, units: 1 }, labels),
          estimate({ ...layer, activations: coarse }, labels),
        ]) {
          expect(less.ixt).toBeLessThanOrEqual(full.ixt + 1e-9);
          expect(less.ity).toBeLessThanOrEqual(full.ity + 1e-9);
        }
      }),
    );
  });
});

describe("Miller-Madow", () => {
  const corrected = { correction: "millerMadow", resamples: 20, seed: 0 } as const;

  it("is cut at H(X) when inputs repeat, and so is its interval; the formula's figures are kept", () => {
    // Three inputs, the first of which comes twice.
    const layer = { ...sample([0, 0, 1, 2]), inputEntropy: 1.5 };
    const { ixt, ity, raw, confidence, flags } = createEstimator({ name: "exact" }, corrected).estimate(
      layer,
      oneHot([0, 0, 1, 1]),
      always,
    );
    expect(ixt).toBe(1.5);
    expect(raw!.ixt).toBeCloseTo(1.5 + 2 / (8 * Math.LN2), 12);
    expect(ity).toBeLessThanOrEqual(1);
    expect(confidence!.upper.ixt).toBeLessThanOrEqual(1.5);
    expect(confidence!.upper.ity).toBeLessThanOrEqual(1);
    expect(flags.map(({ code }) => code)).toEqual(["saturated"]);
  });
});

describe("exact, stopped", () => {
  it("whenever it is asked to stop", () => {
    const layer: LayerSample = { ...sample(patterns(4, 2), 4), quantized: false };
    const labels = oneHot(Array.from({ length: layer.rows }, (_, row) => row % 2));
    let calls = 0;
    createExactEstimator().estimate(layer, labels, () => ++calls);
    expect(calls).toBeGreaterThan(1);
    for (let passed = 0; passed < calls; passed++) {
      expect(() => createExactEstimator().estimate(layer, labels, stopAfter(passed))).toThrow(Stopped);
    }
  });
});
