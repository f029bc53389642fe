import * as z from "zod";
import { succeed } from "../../base/failure";
import { MUTUAL_INFORMATION_MAX, MUTUAL_INFORMATION_MIN, SEED_MAX } from "../../base/limits";
import { trainingFraction } from "../source/sourceFields";
import { sourceKind } from "../source/sourceKind";
import { createSymmetricRule, PATTERNS } from "./symmetricRule";

export const symmetricRule = sourceKind({
  name: "symmetric-rule",
  summary: "The paper's task: all 4096 patterns of 12 bits and a rotation-invariant rule.",
  snippet: { description: "The paper's 12-bit task", body: { source: "symmetric-rule" } },
  knownSize: { rows: PATTERNS, classes: 2 },
  fields: {
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
  },
  load: (settings) => Promise.resolve(succeed(createSymmetricRule(settings))),
});
