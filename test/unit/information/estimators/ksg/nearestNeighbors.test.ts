import { describe, expect, it } from "vitest";
import type {
  InformationEstimate,
  LabelDistribution,
  LayerSample,
} from "../../../../../src/information/estimate";
import { kraskovInformation } from "../../../../../src/information/estimators/ksg/kraskov";
import { createNearestNeighborEstimator } from "../../../../../src/information/estimators/ksg/nearestNeighbors";
import { rossInformation } from "../../../../../src/information/estimators/ksg/ross";
import { gaussianPair, oneHot } from "../../../../support/nearestSamples";
import { stopAfter } from "../../../../support/stopAfter";
import { Stopped } from "../../../../../src/base/proceed";

const ESTIMATOR = createNearestNeighborEstimator({ neighbors: 3, algorithm: 2 });

function estimate(sample: LayerSample, labels: LabelDistribution): InformationEstimate {
  return ESTIMATOR.estimate(sample, labels, () => true);
}

const ROWS = 300;
const { a: inputs, b: t } = gaussianPair(ROWS, 0.8, 1, 2);
const layer: LayerSample = { activations: t.values, rows: ROWS, units: 2, inputs };
const labels = oneHot(
  Array.from({ length: ROWS }, (_, row) => (inputs.values[2 * row]! > 0 ? 1 : 0)),
  2,
);

describe("nearest neighbors", () => {
  it("says how many", () => {
    expect(ESTIMATOR.describe(undefined)).toBe("nearest neighbors, k = 3");
  });

  it("measures I(X;T) as Kraskov and I(T;Y) as Ross", () => {
    const { ixt, ity, flags } = estimate(layer, labels);
    const kraskov = kraskovInformation(inputs, t, ROWS, { neighbors: 3, algorithm: 2 }, () => true);
    expect(ixt).toBe(kraskov.bits);
    expect(ity).toBe(rossInformation(t, labels.sampled, 2, 3, () => true).bits);
    expect(Math.min(ixt, ity)).toBeGreaterThan(0);
    expect(flags).toEqual([]);
  });

  it("without the inputs has no I(X;T) and says what is missing", () => {
    const { ixt, ity, flags } = estimate({ activations: t.values, rows: ROWS, units: 2 }, labels);
    expect(ixt).toBeNaN();
    expect(ity).toBe(estimate(layer, labels).ity);
    expect(flags.map(({ code }) => code)).toEqual(["not-estimated"]);
    expect(flags[0]!.message).toBe("I(X;T): Nearest neighbors need the inputs of the rows for it.");
  });

  it("does not exceed the ceilings", () => {
    // Few rows that depend on one another without noise: the formula itself gives more than log2 of the rows.
    const values = Float64Array.from({ length: 30 }, (_, row) => row + row ** 2 / 100);
    const sample: LayerSample = { activations: values, rows: 30, units: 1, inputs: { values, columns: 1 } };
    const halves = oneHot(
      Array.from({ length: 30 }, (_, row) => (row < 15 ? 0 : 1)),
      2,
    );
    const { ixt, ity, ceiling } = estimate({ ...sample, inputEntropy: 2 }, halves);
    expect(
      kraskovInformation(sample.inputs!, sample.inputs!, 30, { neighbors: 3, algorithm: 2 }, () => true).bits,
    ).toBeGreaterThan(2);
    expect(ixt).toBe(2);
    expect(ity).toBeLessThanOrEqual(ceiling.ity);
    expect(estimate(sample, oneHot(new Uint8Array(30), 2)).ity).toBe(0);
  });

  it("heads each sentence by its figure, one flag a code", () => {
    const values = Float64Array.from({ length: 40 }, (_, row) => row % 2);
    const { flags } = estimate(
      { activations: values, rows: 40, units: 1, inputs: { values, columns: 1 } },
      oneHot([...values], 2),
    );
    const ties = flags.filter(({ code }) => code === "ties");
    expect(ties).toHaveLength(1);
    expect(ties[0]!.message).toMatch(/^I\(X;T\): 100\.0 % .* I\(T;Y\): 100\.0 % /);
  });

  it("stops when told to, before and after the first of its two parts", () => {
    const callsOfKraskov = 3 * ROWS;
    for (const allowed of [0, callsOfKraskov, callsOfKraskov + 1]) {
      expect(() => ESTIMATOR.estimate(layer, labels, stopAfter(allowed))).toThrow(Stopped);
    }
  });
});
