import * as z from "zod";
import { clusterAnswer, SAMPLED_BITS, type KnownAnswer } from "../../known/knownAnswer";
import {
  gaussianInformation,
  gaussianPairs,
  noiseForCorrelation,
  oneLabel,
} from "../../known/knownDistributions";
import { estimatorKind } from "../shared/estimatorKind";
import { FLAG, INTERVAL } from "../shared/storedBytes";
import { NOISE_SIGMA_MAX, NOISE_VARIANCE_MAX } from "../shared/settingFields";
import { mergeBytes, tableBytes, wordBytes } from "../shared/workBytes";
import { createKdeEstimator } from "./kdeBounds";

const VARIANCE = 1e-3;

/** σ² = 0.001 is the choice of Saxe et al. 2018 for the 12-bit task. */
export const kde = estimatorKind({
  name: "kde",
  title: "KDE bounds",
  summary: "Lower and upper bound by kernel densities (Kolchinsky & Tracey 2017).",
  measures:
    "I(X;T+Z) with Gaussian noise Z of stated variance (Kolchinsky & Tracey 2017, as Saxe et al. 2018)",
  gives: "lower and upper bound, drawn as a band",
  coarser: "give the estimator a larger variance, or take another analysis.estimator",
  authors: [{ name: "kolchinsky" }],
  fields: {
    variance: z
      .number()
      .positive()
      .max(NOISE_VARIANCE_MAX)
      .default(VARIANCE)
      .meta({
        description:
          "Variance σ² of the Gaussian noise that is added to every unit, the same whatever the layer's scale.",
        examples: [0.001, 0.1],
      }),
  },
  options: {
    sigma: {
      setting: "variance",
      settingOf: (sigma) => sigma ** 2,
      maximum: NOISE_SIGMA_MAX,
      description: "the noise's standard deviation, in place of --variance",
    },
  },
  usesInputs: false,
  counts: false,
  isShannon: true,
  drawsLabels: false,
  drawsRows: false,
  spread: "bounds",
  resampling: "half-samples",
  presets: [
    { label: "KDE bounds, σ² = 0.001", description: "Kolchinsky & Tracey 2017", settings: {} },
    { label: "KDE bounds, σ² = 0.1", description: "for wide layers", settings: { variance: 0.1 } },
  ],
  tellApart: ({ variance }) => `σ² = ${variance}`,
  uncounted: (_settings, isUnlimited) => (isUnlimited ? "rise" : undefined),
  create: createKdeEstimator,
  workBytes: (_settings, size) => 4 * wordBytes(size) + mergeBytes(size) + 2 * tableBytes(size),
  storedBytes: (_settings, { isUnlimited }) => 2 * INTERVAL + (isUnlimited ? FLAG : 0),
  knownAnswers: () => [
    noisyNormal(0.5),
    noisyNormal(0.9),
    clusterAnswer("KDE bounds", createKdeEstimator({ variance: VARIANCE })),
  ],
});

/** The bounds have to enclose the truth; the tolerance is for the sample of rows that they are of. */
function noisyNormal(correlation: number): KnownAnswer {
  const estimator = createKdeEstimator({ variance: noiseForCorrelation(correlation) ** 2 });
  return {
    estimator: "KDE bounds",
    distribution: `normal variable in noise, ρ = ${correlation}, 2000 rows`,
    trueBits: gaussianInformation(correlation, 1),
    tolerance: SAMPLED_BITS,
    estimate: (proceed) => {
      const { a, rows } = gaussianPairs(0, 1, 2000, 0);
      const { ixt, bounds } = estimator.estimate({ activations: a, rows, units: 1 }, oneLabel(rows), proceed);
      return { bits: ixt, ...(bounds && { interval: [bounds.lower.ixt, bounds.upper.ixt] as const }) };
    },
  };
}
