import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binaryEntropy } from "../../../../src/information/entropy";
import type { Estimator, LabelDistribution, LayerSample } from "../../../../src/information/estimate";
import { createBinningEstimator } from "../../../../src/information/estimators/binning/binning";
import { createExactEstimator } from "../../../../src/information/estimators/exact/exact";
import { type BinningRange } from "../../../../src/information/estimators/binning/binning";

const TOLERANCE = 1e-12;

const binning = (range: BinningRange): Estimator => createBinningEstimator({ bins: 64, range });

/** Every estimator that counts. */
const estimators: readonly (readonly [string, Estimator])[] = [
  ["binning over the activation's interval", binning("auto")],
  ["binning over a fixed range", binning([-2, 2])],
  ["binning over the observed range", binning("observed")],
  ["binning in bins of equal mass", binning("quantile")],
  ["exact", createExactEstimator()],
];

/** A channel from a bit X to Y: p(y|x) in two rows, and I(X;Y) in bits where X is 1 with probability q. */
interface Channel {
  readonly name: string;
  readonly rows: (noise: number) => readonly [readonly number[], readonly number[]];
  readonly information: (q: number, noise: number) => number;
}

/** Closed forms: Cover & Thomas, Elements of Information Theory, sections 7.1.4 and 7.1.5 and problem 7.8. */
const channels: readonly Channel[] = [
  {
    name: "binary symmetric",
    rows: (flip) => [
      [1 - flip, flip],
      [flip, 1 - flip],
    ],
    information: (q, flip) => binaryEntropy(q * (1 - flip) + (1 - q) * flip) - binaryEntropy(flip),
  },
  {
    name: "erasure",
    rows: (erased) => [
      [1 - erased, 0, erased],
      [0, 1 - erased, erased],
    ],
    information: (q, erased) => (1 - erased) * binaryEntropy(q),
  },
  {
    name: "Z",
    rows: (lost) => [
      [1, 0],
      [lost, 1 - lost],
    ],
    information: (q, lost) => binaryEntropy(q * (1 - lost)) - q * binaryEntropy(lost),
  },
];

/** A layer of two units that both hold the row's bit, as -1 and 1. */
function layerOf(bits: readonly number[]): LayerSample {
  return {
    activations: Float32Array.from(bits.flatMap((bit) => [2 * bit - 1, 2 * bit - 1])),
    rows: bits.length,
    units: 2,
    naturalRange: [-1, 1],
    quantized: true,
  };
}

function labelsOf(rows: readonly (readonly number[])[]): LabelDistribution {
  return {
    classes: rows[0]!.length,
    conditional: Float64Array.from(rows.flat()),
    sampled: Uint16Array.from(rows, (row) => row.indexOf(Math.max(...row))),
  };
}

const bitsOf = (rows: number, ones: number): number[] =>
  Array.from({ length: rows }, (_, row) => (row < ones ? 1 : 0));

const cases = channels.flatMap((channel) =>
  estimators.map(([estimator, { estimate }]) => ({ channel, name: channel.name, estimator, estimate })),
);

describe.each(cases)("$name channel, $estimator", ({ channel, estimate }) => {
  it.each([0, 0.05, 0.11, 0.25, 0.5, 1])("with noise %f between the layer's bit and the label", (noise) => {
    const [zero, one] = channel.rows(noise);
    const { ixt, ity } = estimate(layerOf([0, 1]), labelsOf([zero, one]), () => true);
    expect(Math.abs(ixt - 1)).toBeLessThan(TOLERANCE);
    expect(Math.abs(ity - channel.information(1 / 2, noise))).toBeLessThan(TOLERANCE);
  });

  it("with any noise and any share of ones", () => {
    const shares = fc
      .integer({ min: 2, max: 60 })
      .chain((rows) => fc.record({ rows: fc.constant(rows), ones: fc.integer({ min: 1, max: rows - 1 }) }));
    fc.assert(
      fc.property(shares, fc.double({ min: 0, max: 1, noNaN: true }), ({ rows, ones }, noise) => {
        const [zero, one] = channel.rows(noise);
        const bits = bitsOf(rows, ones);
        const labels = labelsOf(bits.map((bit) => (bit === 1 ? one : zero)));
        const { ixt, ity } = estimate(layerOf(bits), labels, () => true);
        expect(Math.abs(ixt - binaryEntropy(ones / rows))).toBeLessThan(TOLERANCE);
        expect(Math.abs(ity - channel.information(ones / rows, noise))).toBeLessThan(TOLERANCE);
      }),
    );
  });

  it("with the noise in the layer: of each input's 16 rows, as many as the channel says end at each value", () => {
    for (const sixteenths of [0, 1, 2, 7, 16]) {
      const shares = channel.rows(sixteenths / 16);
      const sent = [0, 1].flatMap((bit) =>
        shares[bit]!.flatMap((share, value) =>
          Array.from({ length: 16 * share }, () => ({ bit, value: value / 2 })),
        ),
      );
      const layer: LayerSample = {
        activations: Float32Array.from(sent, ({ value }) => value),
        rows: sent.length,
        units: 1,
        naturalRange: [-1, 1],
        quantized: true,
      };
      const labels = labelsOf(sent.map(({ bit }) => [1 - bit, bit]));
      const { ity } = estimate(layer, labels, () => true);
      expect(Math.abs(ity - channel.information(1 / 2, sixteenths / 16))).toBeLessThan(TOLERANCE);
    }
  });
});
