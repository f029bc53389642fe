import * as z from "zod";
import * as limits from "../../base/limits";
import { CORRECTION_NAMES, ESTIMATOR_DEFAULTS, ESTIMATOR_NAMES } from "../../information/estimators/settings";
import { seed, wholeNumber } from "./numbers";

const bins = wholeNumber(limits.BINS_MIN, limits.BINS_MAX);
const binsNotes = {
  description: "Number of bins that a unit's activation falls into.",
  examples: [30, 100],
};
const range = z.union([
  z.enum(["auto", "observed", "quantile"]),
  z.tuple([z.number(), z.number()]).refine(([low, high]) => low < high, {
    error: "its first number must be smaller than its second",
  }),
]);
const rangeNotes = {
  description:
    "What the bins cover: `auto` takes the activation's own interval ([-1, 1] for tanh) and the observed range where it has none; `observed` takes the observed range of each layer at each snapshot; `quantile` gives every bin as many of the layer's values; `[low, high]` is fixed. Bins that follow the values see their shape and not their scale; over a fixed range activations that grow fall into more bins, so that I(X;T) rises.",
  examples: ["auto", "observed", "quantile", [-1, 1]],
};

const estimatorNotes = { description: "The estimator." };
const estimateSeed = seed.default(0).meta({ description: "Seed of the estimator's own random numbers." });

const estimatorSchema = z.discriminatedUnion("name", [
  z
    .strictObject({
      name: z.literal("binning").meta(estimatorNotes),
      bins: bins.optional().meta({ ...binsNotes, description: "Without it, `analysis.bins`." }),
      range: range.optional().meta({ ...rangeNotes, description: "Without it, `analysis.range`." }),
    })
    .meta({ description: "Entropies of the binned activations (Shwartz-Ziv & Tishby 2017)." }),
  z
    .strictObject({
      name: z.literal("kde").meta(estimatorNotes),
      variance: z
        .number()
        .positive()
        .max(limits.NOISE_VARIANCE_MAX)
        .default(ESTIMATOR_DEFAULTS.kde.variance)
        .meta({
          description:
            "Variance σ² of the Gaussian noise that is added to every unit, the same whatever the layer's scale.",
          examples: [0.001, 0.1],
        }),
    })
    .meta({ description: "Lower and upper bound by kernel densities (Kolchinsky & Tracey 2017)." }),
  z
    .strictObject({
      name: z.literal("ksg").meta(estimatorNotes),
      neighbors: wholeNumber(1, limits.NEIGHBORS_MAX)
        .default(ESTIMATOR_DEFAULTS.ksg.neighbors)
        .meta({ description: "k, the neighbour that distances are measured to." }),
      algorithm: wholeNumber(1, 2)
        .default(ESTIMATOR_DEFAULTS.ksg.algorithm)
        .meta({ description: "Kraskov's first or second algorithm." }),
    })
    .meta({ description: "Nearest neighbours (Kraskov et al. 2004; for the labels, Ross 2014)." }),
  z
    .strictObject({
      name: z.literal("noise").meta(estimatorNotes),
      sigma: z
        .number()
        .positive()
        .max(limits.NOISE_SIGMA_MAX)
        .default(ESTIMATOR_DEFAULTS.noise.sigma)
        .meta({
          description:
            "Standard deviation σ of the Gaussian noise that is added to every unit, the same whatever the layer's scale.",
          examples: [0.1, 0.01],
        }),
      samples: wholeNumber(limits.NOISE_SAMPLES_MIN, limits.NOISE_SAMPLES_MAX)
        .default(ESTIMATOR_DEFAULTS.noise.samples)
        .meta({ description: "Monte-Carlo draws of the noise at each snapshot and layer." }),
      seed: estimateSeed,
    })
    .meta({ description: "I(X;T+Z) for stated noise, with its standard error (Goldfeld et al. 2019)." }),
  z.strictObject({ name: z.literal("exact").meta(estimatorNotes) }).meta({
    description: "No estimate at all where `network.quantize` rounds the activations (Lorenzen et al. 2022).",
  }),
  z
    .strictObject({
      name: z.literal("renyi").meta(estimatorNotes),
      alpha: z
        .number()
        .positive()
        .max(limits.ALPHA_MAX)
        .default(ESTIMATOR_DEFAULTS.renyi.alpha)
        .meta({ description: "Order α of the entropy; 1 is von Neumann's.", examples: [1.01, 2] }),
      subsample: wholeNumber(limits.SUBSAMPLE_MIN, limits.SUBSAMPLE_MAX)
        .default(ESTIMATOR_DEFAULTS.renyi.subsample)
        .meta({ description: "Rows that the kernel matrices are made of, at most." }),
      width: z
        .number()
        .positive()
        .max(limits.KERNEL_WIDTH_MAX)
        .optional()
        .meta({
          description:
            "Width of the kernels, in multiples of the mean distance between rows; without it, the width that aligns a kernel best with the labels.",
          examples: [0.5],
        }),
      seed: estimateSeed,
    })
    .meta({ description: "Matrix-based Rényi entropy (Wickstrøm et al. 2019)." }),
]);

const estimatorChoice = z.union([z.enum(ESTIMATOR_NAMES), estimatorSchema]);

const boundSchema = z.discriminatedUnion("inputs", [
  z
    .strictObject({
      inputs: z.literal("noisy").meta({ description: "How the inputs are seen." }),
      sigma: z
        .number()
        .positive()
        .max(limits.NOISE_SIGMA_MAX)
        .meta({ description: "Standard deviation of the noise, in the inputs' units.", examples: [0.5] }),
    })
    .meta({ description: "The bound for inputs that are seen through Gaussian noise." }),
  z
    .strictObject({
      inputs: z.literal("merged").meta({ description: "How the inputs are seen." }),
      groups: wholeNumber(limits.BOUND_GROUPS_MIN, limits.BOUND_GROUPS_MAX).meta({
        description: "Number of groups that alike inputs are merged into (k-means).",
        examples: [64],
      }),
      seed: seed.default(0).meta({ description: "Seed of the grouping." }),
    })
    .meta({ description: "The bound for inputs that are told apart by group only." }),
]);

export const analysisSchema = z
  .strictObject({
    estimator: z
      .union([
        z.enum(ESTIMATOR_NAMES),
        estimatorSchema,
        z.array(estimatorChoice).min(1).max(limits.ESTIMATORS_MAX),
      ])
      .default(["binning", "kde"])
      .meta({
        description:
          "How mutual information is estimated from the activations: a name, a name with settings, or a list of these, all on the same snapshots. The first is the one that findings rest on.",
        examples: [["binning", "kde"], [{ name: "binning", bins: 100 }]],
      }),
    bins: bins.default(ESTIMATOR_DEFAULTS.binning.bins).meta(binsNotes),
    range: range.default(ESTIMATOR_DEFAULTS.binning.range).meta(rangeNotes),
    correction: z.enum(CORRECTION_NAMES).default("none").meta({
      description:
        "What is taken off the bias of estimates from counts (`binning`, `exact`): `millerMadow` by the number of occupied cells, `shuffle` the I(T;Y) that shuffled labels seem to have.",
    }),
    resamples: wholeNumber(0, limits.RESAMPLES_MAX)
      .default(0)
      .meta({
        description:
          "How often the rows are resampled for a 95 % interval around every figure; 0 for none. It multiplies the time that estimating takes.",
        examples: [0, 20],
      }),
    bound: z
      .union([z.enum(["auto", "none"]), boundSchema])
      .default("auto")
      .meta({
        description:
          "The information-bottleneck bound to draw: `auto` is that of p(y|x) where it is known; where labels are a function of the inputs that is min(I(X;T), H(Y)), and `noisy` or `merged` inputs give one with a shape.",
        examples: [{ inputs: "noisy", sigma: 0.5 }],
      }),
    snapshots: wholeNumber(limits.SNAPSHOTS_MIN, limits.SNAPSHOTS_MAX).default(200).meta({
      description:
        "At most so many points of the information plane, at logarithmically spaced epochs, the first and the last among them.",
    }),
    recordedEpochs: wholeNumber(limits.RECORDED_EPOCHS_MIN, limits.RECORDED_EPOCHS_MAX).default(400).meta({
      description:
        "At most so many epochs whose losses and gradient statistics are kept, logarithmically spaced.",
    }),
    keepActivations: z.boolean().default(false).meta({
      description:
        "Keeps the activations of every snapshot beside the run file (NumPy arrays), so that another estimator can be asked later without training anew. The log says before how large they will be.",
    }),
  })
  .meta({ description: "What is measured while the network trains." });
