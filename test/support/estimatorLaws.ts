import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alwaysProceed, Stopped } from "../../src/base/proceed";
import { randomStream, shuffleInPlace } from "../../src/base/random";
import type { Estimator, LabelDistribution, LayerSample } from "../../src/information/estimate";
import type { EstimatorKind } from "../../src/information/estimators/shared/estimatorKind";
import { withConfidence } from "../../src/information/sampling/withConfidence";
import { stopAfter } from "./stopAfter";

const CLASSES = 3;
const ROUNDING = 1e-9;
/** Sums in single precision, in another order. */
const SINGLE_ROUNDING = 1e-5;

interface Drawn {
  readonly sample: LayerSample;
  readonly labels: LabelDistribution;
}

/** A layer's activations, its inputs and one label a row, all of one seed. */
function draw(seed: number): Drawn {
  const random = randomStream(seed, "test");
  const rows = 8 + random.below(40);
  const units = 1 + random.below(4);
  const columns = 2;
  const values = Float64Array.from({ length: rows * columns }, () => random.normal());
  const activations = Float32Array.from({ length: rows * units }, () => Math.tanh(random.normal()));
  const sampled = Uint16Array.from({ length: rows }, (_, row) =>
    row < CLASSES ? row : random.below(CLASSES),
  );
  return {
    sample: {
      activations,
      rows,
      units,
      naturalRange: [-1, 1],
      inputs: { values, columns },
      inputEntropy: Math.log2(rows),
    },
    labels: { classes: CLASSES, sampled },
  };
}

/** What holds for every estimator, whatever it measures. The kind is all that a new one needs to be held to it. */
export function describeEstimatorLaws(kind: EstimatorKind): void {
  const settings = kind.settings.parse({ name: kind.name });
  const create = (): Estimator => kind.create(settings, { correction: "none", seed: 0 });
  const isDrawn = "seed" in kind.settings.shape;

  describe(`${kind.name} keeps the laws of all estimators:`, () => {
    it("its figures lie between 0 and their ceilings, and are the same each time", () => {
      fc.assert(
        fc.property(fc.nat(), (seed) => {
          const { sample, labels } = draw(seed);
          const found = create().estimate(sample, labels, alwaysProceed);
          for (const axis of ["ixt", "ity"] as const) {
            expect(found[axis]).toBeGreaterThanOrEqual(0);
            expect(found[axis]).toBeLessThanOrEqual(found.ceiling[axis] + ROUNDING);
          }
          expect(create().estimate(sample, labels, alwaysProceed)).toEqual(found);
        }),
        { numRuns: 30 },
      );
    });

    // What draws at random does so along the rows, so that another order is another draw.
    const itUnlessDrawn = isDrawn ? () => undefined : it;
    itUnlessDrawn("the order of rows and units, and the names of labels, change nothing", () => {
      fc.assert(
        fc.property(fc.nat(), (seed) => {
          const { sample, labels } = draw(seed);
          const found = create().estimate(sample, labels, alwaysProceed);
          const moved = create().estimate(...reorder(sample, labels, seed), alwaysProceed);
          expect(Math.abs(moved.ixt - found.ixt)).toBeLessThan(SINGLE_ROUNDING);
          expect(Math.abs(moved.ity - found.ity)).toBeLessThan(SINGLE_ROUNDING);
        }),
        { numRuns: 30 },
      );
    });

    it("a constant layer has exactly 0 bit, and values that are not finite have no figure but a reason", () => {
      const { sample, labels } = draw(1);
      const constant = { ...sample, activations: sample.activations.map(() => 0.5) };
      expect(create().estimate(constant, labels, alwaysProceed)).toMatchObject({ ixt: 0, ity: 0, flags: [] });
      const activations = Float32Array.from(sample.activations);
      activations[3] = Infinity;
      const none = create().estimate({ ...sample, activations }, labels, alwaysProceed);
      expect(none).toMatchObject({ ixt: NaN, ity: NaN, flags: [{ code: "non-finite" }] });
    });

    it("it asks whether to go on, and stops when it is told to", () => {
      const { sample, labels } = draw(2);
      expect(() => create().estimate(sample, labels, stopAfter(0))).toThrow(Stopped);
    });

    it("resampled rows give an interval, the same each time, around the figures", () => {
      const { sample, labels } = draw(3);
      const confident = (): Estimator =>
        withConfidence(create(), { resamples: 4, seed: 1, scheme: kind.resampling });
      const { confidence, ...found } = confident().estimate(sample, labels, alwaysProceed);
      for (const axis of ["ixt", "ity"] as const) {
        expect(confidence!.lower[axis]).toBeLessThanOrEqual(found[axis] + ROUNDING);
        expect(confidence!.upper[axis]).toBeGreaterThanOrEqual(found[axis] - ROUNDING);
      }
      expect(confident().estimate(sample, labels, alwaysProceed)).toEqual({ ...found, confidence });
    });

    it("its texts say something, its presets are settings of its own, and it has an answer to check", () => {
      for (const text of [kind.title, kind.summary, kind.measures, kind.gives, kind.tellApart(settings)]) {
        expect(text.trim()).not.toBe("");
      }
      expect(create().describe([-1, 1])).not.toBe("");
      expect(kind.presets.length).toBeGreaterThan(0);
      for (const preset of kind.presets) {
        expect(kind.settings.safeParse({ name: kind.name, ...preset.settings }).error).toBeUndefined();
      }
      expect(kind.knownAnswers().length).toBeGreaterThan(0);
    });
  });
}

function reorder(
  sample: LayerSample,
  labels: LabelDistribution,
  seed: number,
): [LayerSample, LabelDistribution] {
  const random = randomStream(seed, "test");
  const { rows, units, inputs } = sample;
  const order = shuffled(rows, random);
  const unitOrder = shuffled(units, random);
  const names = shuffled(labels.classes, random);
  const { values, columns } = inputs!;
  return [
    {
      ...sample,
      activations: Float32Array.from({ length: rows * units }, (_, i) => {
        const row = order[Math.floor(i / units)]!;
        return sample.activations[row * units + unitOrder[i % units]!]!;
      }),
      inputs: {
        values: Float64Array.from(
          { length: rows * columns },
          (_, i) => values[order[Math.floor(i / columns)]! * columns + (i % columns)]!,
        ),
        columns,
      },
    },
    { ...labels, sampled: Uint16Array.from(order, (row) => names[labels.sampled[row]!]!) },
  ];
}

function shuffled(length: number, random: ReturnType<typeof randomStream>): Uint32Array {
  const order = Uint32Array.from({ length }, (_, place) => place);
  shuffleInPlace(order, random);
  return order;
}
