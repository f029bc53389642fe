import * as z from "zod";
import * as limits from "../../base/limits";
import { CORRECTION_NAMES } from "../../information/sampling/correctDiscrete";
import { binning } from "../../information/estimators/binning/binningKind";
import {
  ESTIMATORS,
  type EstimatorName,
  type EstimatorSettings,
} from "../../information/estimators/estimators";
import type { EstimatorKind } from "../../information/estimators/shared/estimatorKind";
import { NOISE_SIGMA_MAX } from "../../information/estimators/shared/settingFields";
import { seed, wholeNumber } from "./numbers";

/** Settings that an estimator takes from `analysis` itself if it does not have its own. */
const { bins: anyBins, range } = binning.settings.shape;
const bins = anyBins
  .unwrap()
  .max(limits.BINS_MAX)
  .default(anyBins.def.defaultValue)
  .meta(anyBins.meta() ?? {});
export const INHERITED = { bins, range };

/** An estimator as a config writes it: its name, or its name with some of its settings. */
export type WrittenEstimator = EstimatorName | Written<EstimatorSettings>;

type Written<Settings> = Settings extends { readonly name: infer Name }
  ? { name: Name } & { [Key in Exclude<keyof Settings, "name">]?: Settings[Key] | undefined }
  : never;

/** What `analysis.estimator` may hold. */
export function estimatorChoiceOf(
  kinds: readonly EstimatorKind[],
): z.ZodType<WrittenEstimator | WrittenEstimator[], WrittenEstimator | WrittenEstimator[]> {
  const names = z.enum(kinds.map(({ name }) => name));
  const [first, ...others] = kinds.map(writtenSettings);
  const settings = z.discriminatedUnion("name", [first!, ...others]);
  const one = z.union([names, settings]);
  // The types of a list of kinds are lost on the way through zod; those of ESTIMATORS are these.
  return z.union([names, settings, z.array(one).min(1).max(limits.ESTIMATORS_MAX)]) as never;
}

function writtenSettings({ settings }: EstimatorKind): z.ZodObject {
  const inherited = Object.entries(INHERITED).filter(([field]) => field in settings.shape);
  const fields = inherited.map(([field, schema]) => [
    field,
    schema
      .unwrap()
      .optional()
      .meta({ ...schema.meta(), description: `Without it, \`analysis.${field}\`.` }),
  ]);
  return settings.extend(Object.fromEntries(fields)).meta(settings.meta() ?? {});
}

const boundSchema = z.discriminatedUnion("inputs", [
  z
    .strictObject({
      inputs: z.literal("noisy").meta({ description: "How the inputs are seen." }),
      sigma: z
        .number()
        .positive()
        .max(NOISE_SIGMA_MAX)
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
    estimator: estimatorChoiceOf(ESTIMATORS)
      .default(["binning", "kde"])
      .meta({
        description:
          "How mutual information is estimated from the activations: a name, a name with settings, or a list of these, all on the same snapshots. The first is the one that findings rest on.",
        examples: [["binning", "kde"], [{ name: "binning", bins: 100 }]],
      }),
    bins,
    range,
    correction: z
      .enum(CORRECTION_NAMES)
      .default("none")
      .meta({
        description: `What is taken off the bias of estimates from counts (${ESTIMATORS.filter(
          ({ counts }) => counts,
        )
          .map(({ name }) => `\`${name}\``)
          .join(
            ", ",
          )}): \`millerMadow\` by the number of occupied cells, \`shuffle\` the I(T;Y) that shuffled labels seem to have.`,
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
          "The information-bottleneck bound to draw: `auto` is the bound of p(y|x) if p(y|x) is known; if labels are a function of the inputs, the bound is min(I(X;T), H(Y)), and `noisy` or `merged` inputs give one with a shape.",
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
