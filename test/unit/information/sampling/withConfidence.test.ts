import { describe, expect, it } from "vitest";
import { binaryEntropy } from "../../../../src/information/entropy";
import type { Estimator, LabelDistribution, LayerSample } from "../../../../src/information/estimate";
import { createBinningEstimator } from "../../../../src/information/estimators/binning/binning";
import { createNearestNeighborEstimator } from "../../../../src/information/estimators/ksg/nearestNeighbors";
import { withConfidence, type ResamplingScheme } from "../../../../src/information/sampling/withConfidence";
import { randomStream } from "../../../../src/base/random";
import { deviationOf, meanOf, oneHot, twoClasses } from "../../../support/nearestSamples";
import { stopAfter } from "../../../support/stopAfter";
import { Stopped } from "../../../../src/base/proceed";

const SCHEMES: readonly ResamplingScheme[] = ["bootstrap", "half-samples"];
const PROCEED = (): boolean => true;
const BINNING = createBinningEstimator({ bins: 2, range: [-1, 1] });

/** T and Y are fair coins that differ with this probability. */
function noisyCoins(rows: number, flip: number, seed: number): [LayerSample, LabelDistribution] {
  const { t, labels } = twoClasses(rows, seed, (label, uniform) =>
    (uniform() < flip ? 1 - label : label) === 0 ? -0.5 : 0.5,
  );
  return [{ activations: t.values, rows, units: 1 }, oneHot(labels, 2)];
}

/** Every field of a row tells the row's number. */
function numbered(rows: number): [LayerSample, LabelDistribution] {
  const activations = Float32Array.from({ length: rows * 2 }, (_, i) => Math.floor(i / 2));
  const conditional = Float64Array.from({ length: rows * 2 }, (_, i) => {
    const share = Math.floor(i / 2) / rows;
    return i % 2 === 0 ? share : 1 - share;
  });
  const sampled = Uint16Array.from({ length: rows }, (_, row) => row);
  const inputs = { values: Float64Array.from(sampled, (row) => 10 * row), columns: 1 };
  return [
    { activations, rows, units: 2, inputs, quantized: true },
    { classes: 2, conditional, sampled },
  ];
}

/** Keeps what it is given; its one figure is the mean of the rows' numbers. */
function recorder(): { estimator: Estimator; seen: [LayerSample, LabelDistribution][] } {
  const seen: [LayerSample, LabelDistribution][] = [];
  const estimator: Estimator = {
    describe: () => "rows",
    estimate: (sample, labels) => {
      seen.push([sample, labels]);
      const ixt = meanOf([...labels.sampled]);
      return { ixt, ity: NaN, ceiling: { ixt: 1000, ity: 1 }, flags: [] };
    },
  };
  return { estimator, seen };
}

describe.each(SCHEMES)("confidence by %s, what is drawn", (scheme) => {
  const rows = 41;
  const drawn = (seed: number): [LayerSample, LabelDistribution][] => {
    const { estimator, seen } = recorder();
    withConfidence(estimator, { resamples: 5, seed, scheme }).estimate(...numbered(rows), PROCEED);
    return seen;
  };

  it("all fields of the same rows, after the estimate over all of them", () => {
    const [first, ...resamples] = drawn(1);
    expect(first![0].rows).toBe(rows);
    expect(resamples).toHaveLength(5);
    for (const [sample, labels] of resamples) {
      expect(sample.rows).toBe(labels.sampled.length);
      expect(sample.units).toBe(2);
      expect(sample.quantized).toBe(true);
      expect(sample.activations).toEqual(Float32Array.from([...labels.sampled].flatMap((row) => [row, row])));
      expect(sample.inputs!.values).toEqual(Float64Array.from(labels.sampled, (row) => 10 * row));
      expect(labels.conditional).toEqual(
        Float64Array.from([...labels.sampled].flatMap((row) => [row / rows, 1 - row / rows])),
      );
    }
  });

  it("as many rows as the scheme says", () => {
    for (const [sample, { sampled }] of drawn(1).slice(1)) {
      const distinct = new Set(sampled).size;
      if (scheme === "bootstrap") {
        expect(sample.rows).toBe(rows);
        expect(distinct).toBeLessThan(rows);
      } else {
        expect(sample.rows).toBe(20);
        expect(distinct).toBe(20);
      }
    }
  });

  it("other rows for another seed, the same for the same", () => {
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1)).not.toEqual(drawn(2));
  });
});

describe.each(SCHEMES)("confidence by %s, the interval", (scheme) => {
  it("of a mean: its standard error in closed form", () => {
    const rows = 101;
    const { estimator } = recorder();
    const options = { resamples: 1000, seed: 3, scheme };
    const { ixt, confidence } = withConfidence(estimator, options).estimate(...numbered(rows), PROCEED);
    const numbers = Array.from({ length: rows }, (_, row) => row);
    const halfWidth = (1.96 * deviationOf(numbers)) / Math.sqrt(rows);
    expect(ixt).toBe(50);
    expect((ixt - confidence!.lower.ixt) / halfWidth).toBeCloseTo(1, 1);
    expect((confidence!.upper.ixt - ixt) / halfWidth).toBeCloseTo(1, 1);
    expect(confidence!.lower.ity).toBeNaN();
  });

  it("covers the truth in about 95 of 100 data sets", () => {
    const estimator = withConfidence(BINNING, { resamples: 30, seed: 5, scheme });
    const truth = 1 - binaryEntropy(0.15);
    let covered = 0;
    for (let seed = 0; seed < 100; seed++) {
      const { lower, upper } = estimator.estimate(...noisyCoins(200, 0.15, seed), PROCEED).confidence!;
      covered += lower.ity <= truth && truth <= upper.ity ? 1 : 0;
    }
    expect(covered).toBeGreaterThanOrEqual(85);
  });

  it("stays between 0 and the ceilings, around the figure", () => {
    for (const flip of [0, 0.01, 0.5]) {
      const estimator = withConfidence(BINNING, { resamples: 20, seed: 5, scheme });
      const found = estimator.estimate(...noisyCoins(30, flip, 2), PROCEED);
      const { lower, upper } = found.confidence!;
      for (const figure of ["ixt", "ity"] as const) {
        expect(lower[figure]).toBeGreaterThanOrEqual(0);
        expect(lower[figure]).toBeLessThanOrEqual(found[figure]);
        expect(upper[figure]).toBeGreaterThanOrEqual(found[figure] - 1e-12);
        expect(upper[figure]).toBeLessThanOrEqual(found.ceiling[figure]);
      }
    }
  });

  it("changes neither the figures nor the description", () => {
    const data = noisyCoins(50, 0.2, 1);
    const estimator = withConfidence(BINNING, { resamples: 4, seed: 5, scheme });
    expect(estimator.estimate(...data, PROCEED)).toMatchObject(BINNING.estimate(...data, PROCEED));
    expect(estimator.describe(undefined)).toBe(BINNING.describe(undefined));
  });

  it("is left out for one row and where there are no figures", () => {
    const estimator = withConfidence(BINNING, { resamples: 4, seed: 5, scheme });
    const labels = oneHot([0, 1, 0, 1], 2);
    const diverged: LayerSample = { activations: Float32Array.of(0, NaN, 0, 1), rows: 4, units: 1 };
    expect(estimator.estimate(...noisyCoins(1, 0.2, 1), PROCEED)).not.toHaveProperty("confidence");
    expect(estimator.estimate(diverged, labels, PROCEED)).not.toHaveProperty("confidence");
  });

  it("stops when told to, at any call", () => {
    for (let allowed = 0; allowed < 4; allowed++) {
      const estimator = withConfidence(BINNING, { resamples: 4, seed: 5, scheme });
      expect(() => estimator.estimate(...noisyCoins(20, 0.2, 1), stopAfter(allowed))).toThrow(Stopped);
    }
  });

  it("leaves the estimator alone where nothing is to be drawn", () => {
    expect(withConfidence(BINNING, { resamples: 0, seed: 5, scheme })).toBe(BINNING);
  });
});

describe("confidence of estimates by distances", () => {
  it("half-samples know how far they scatter from data set to data set", () => {
    const estimator = createNearestNeighborEstimator({ neighbors: 3, algorithm: 1 });
    const confident = withConfidence(estimator, { resamples: 20, seed: 5, scheme: "half-samples" });
    const found = Array.from({ length: 40 }, (_, seed) => {
      const random = randomStream(1000 + seed, "test");
      const { t, labels } = twoClasses(200, seed, (label) => label + random.normal());
      return confident.estimate({ activations: t.values, rows: 200, units: 1 }, oneHot(labels, 2), PROCEED);
    });
    const claimed = meanOf(found.map(({ ity, confidence }) => (confidence!.upper.ity - ity) / 1.96));
    const actual = deviationOf(found.map(({ ity }) => ity));
    expect(claimed / actual).toBeGreaterThan(0.7);
    expect(claimed / actual).toBeLessThan(1.5);
  });
});
