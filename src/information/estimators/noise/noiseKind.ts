import * as z from "zod";
import { countOf } from "../../../base/text";
import { clusterAnswer, SAMPLED_BITS, type KnownAnswer } from "../../known/knownAnswer";
import {
  gaussianInformation,
  gaussianPairs,
  noiseForCorrelation,
  oneLabel,
} from "../../known/knownDistributions";
import { estimatorKind } from "../shared/estimatorKind";
import { FLAG, NAME, PAIR } from "../shared/storedBytes";
import { NOISE_SIGMA_MAX, NOISE_VARIANCE_MAX, ownSeed, wholeNumber } from "../shared/settingFields";
import { mergeBytes, tableBytes, wordBytes } from "../shared/workBytes";
import { createNoiseEstimator } from "./noiseInjected";

export const SAMPLES_MIN = 10;
export const SAMPLES_MAX = 1_000_000;

export const noise = estimatorKind({
  name: "noise",
  title: "noise-injected",
  summary: "I(X;T+Z) for stated noise, with its standard error (Goldfeld et al. 2019).",
  measures: "I(X;T+Z) by Monte Carlo over the Gaussian mixture (Goldfeld et al. 2019)",
  gives: "its standard error",
  coarser: "give the estimator a larger sigma, or take another analysis.estimator",
  authors: [{ name: "goldfeld" }],
  fields: {
    sigma: z
      .number()
      .positive()
      .max(NOISE_SIGMA_MAX)
      .default(0.1)
      .meta({
        description:
          "Standard deviation σ of the Gaussian noise that is added to every unit, the same whatever the layer's scale.",
        examples: [0.1, 0.01],
      }),
    samples: wholeNumber(SAMPLES_MIN, SAMPLES_MAX)
      .default(1000)
      .meta({ description: "Monte-Carlo draws of the noise at each snapshot and layer." }),
    seed: ownSeed,
  },
  options: {
    variance: {
      setting: "sigma",
      settingOf: Math.sqrt,
      maximum: NOISE_VARIANCE_MAX,
      description: "the noise's variance, in place of --sigma",
    },
  },
  usesInputs: false,
  counts: false,
  isShannon: true,
  drawsLabels: false,
  drawsRows: false,
  spread: "monteCarlo",
  resampling: "half-samples",
  presets: [
    {
      label: "Noise-injected, σ = 0.1",
      description: "Goldfeld et al. 2019, with its standard error",
      settings: {},
    },
  ],
  tellApart: ({ sigma, samples }) => `σ = ${sigma}, ${samples} draws`,
  uncounted: (_settings, isUnlimited) => (isUnlimited ? "rise" : undefined),
  create: createNoiseEstimator,
  workBytes: (_settings, size) => 4 * wordBytes(size) + mergeBytes(size) + 2 * tableBytes(size),
  storedBytes: (_settings, { isUnlimited }) => 2 * (NAME + PAIR) + (isUnlimited ? FLAG : 0),
  knownAnswers: () => [
    noisyNormal(0.5, 1),
    noisyNormal(0.9, 1),
    noisyNormal(0.5, 5),
    clusterAnswer("noise-injected", createNoiseEstimator({ sigma: 0.03, samples: 1000, seed: 0 })),
  ],
});

function noisyNormal(correlation: number, dimensions: number): KnownAnswer {
  const sigma = noiseForCorrelation(correlation);
  const estimator = createNoiseEstimator({ sigma, samples: 4000, seed: 0 });
  return {
    estimator: "noise-injected",
    distribution: `normal variable of ${countOf(dimensions, "dimension")} in noise, ρ = ${correlation}, 4000 rows`,
    trueBits: gaussianInformation(correlation, dimensions),
    // The mixture over a sample knows less than the population; more so in more dimensions.
    tolerance: dimensions === 1 ? SAMPLED_BITS : 2 * SAMPLED_BITS,
    estimate: (proceed) => {
      const { a, rows } = gaussianPairs(0, dimensions, 4000, 0);
      const found = estimator.estimate({ activations: a, rows, units: dimensions }, oneLabel(rows), proceed);
      const error = 1.96 * (found.standardError?.ixt ?? NaN);
      return { bits: found.ixt, interval: [found.ixt - error, found.ixt + error] };
    },
  };
}
