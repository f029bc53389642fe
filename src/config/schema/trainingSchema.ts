import * as z from "zod";
import * as limits from "../../base/limits";
import { LEARNING_RATE_DEFAULTS, LOSS_NAMES, OPTIMIZER_NAMES } from "../../training/engine/optimizer";
import { ENGINES } from "../../training/engines";
import { seed, wholeNumber } from "./numbers";

function describeEngines(): string {
  return ENGINES.map(({ name, summary }) => `\`${name}\` is ${summary}`).join(", ");
}

function describeRates(): string {
  return OPTIMIZER_NAMES.map((name) => `${LEARNING_RATE_DEFAULTS[name]} for \`${name}\``).join(", ");
}

/** The fields, each by itself. */
export const trainingFields = z.strictObject({
  engine: z
    .enum(["auto", ...ENGINES.map(({ name }) => name)])
    .default("auto")
    .meta({
      description:
        `What does the arithmetic: ${describeEngines()}; ` +
        "`auto` takes the first of these that the machine can run.",
    }),
  epochs: wholeNumber(1, limits.EPOCHS_MAX)
    .default(2000)
    .meta({ description: "How often the network sees all training rows.", examples: [2000, 10000] }),
  batchSize: z
    .union([wholeNumber(1, limits.BATCH_SIZE_MAX), z.literal("full")])
    .default(512)
    .meta({
      description:
        'Rows in a mini-batch; `"full"` takes all training rows at once (the gradient\'s deviation is then undefined).',
      examples: [32, 256, 512, "full"],
    }),
  optimizer: z.enum(OPTIMIZER_NAMES).default("sgd").meta({ description: "How the weights are updated." }),
  learningRate: z
    .number()
    .positive()
    .max(limits.LEARNING_RATE_MAX)
    .optional()
    .meta({
      description: `Step size of the optimizer. Without it, that of the optimizer: ${describeRates()}.`,
      examples: [0.5, 0.1, 0.001],
    }),
  momentum: z.number().min(0).max(limits.MOMENTUM_MAX).default(0.9).meta({
    description: "Share of the last step that is kept; used by the optimizer `momentum` only.",
  }),
  weightDecay: z.number().min(0).max(limits.WEIGHT_DECAY_MAX).default(0).meta({
    description: "L2 penalty: this times the weight is added to every weight's gradient.",
  }),
  loss: z.enum(LOSS_NAMES).default("crossEntropy").meta({ description: "What training makes small." }),
  seed: seed.default(0).meta({
    description:
      "Seed of the split, the initial weights and the order of the rows. The same seed gives the same run, to the bit.",
  }),
});

export const trainingSchema = trainingFields
  .transform(({ learningRate, ...training }) => ({
    ...training,
    learningRate: learningRate ?? LEARNING_RATE_DEFAULTS[training.optimizer],
  }))
  .meta({ description: "How the network is trained." });
