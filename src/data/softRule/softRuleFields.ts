import * as z from "zod";
import { MUTUAL_INFORMATION_MAX, MUTUAL_INFORMATION_MIN, SEED_MAX } from "../../base/limits";
import { trainingFraction } from "../source/sourceFields";

/** What a config says of a built-in rule. */
export const softRuleFields = {
  mutualInformation: z
    .number()
    .min(MUTUAL_INFORMATION_MIN)
    .max(MUTUAL_INFORMATION_MAX)
    .default(0.99)
    .meta({
      description:
        "I(X;Y) of the rule in bits. 0.99 is the paper's task; smaller values make the labels noisier and give the information-bottleneck bound more shape.",
      examples: [0.99, 0.5],
    }),
  seed: z
    .number()
    .int()
    .min(0)
    .max(SEED_MAX)
    .default(0)
    .meta({ description: "Seed of the labels that are drawn from p(y|x)." }),
  trainingFraction,
};
