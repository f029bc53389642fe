import * as z from "zod";
import { succeed } from "../../base/failure";
import { COMMITTEE_MEMBERS_MAX } from "../../base/limits";
import { PATTERN_BITS, PATTERNS } from "../softRule/patterns";
import { softRuleFields } from "../softRule/softRuleFields";
import { sourceKind } from "../source/sourceKind";
import { createCommitteeMachine } from "./committeeMachine";

export const committeeMachine = sourceKind({
  name: "committee-machine",
  summary: "The paper's second task: all 4096 patterns of 12 bits and the majority of some perceptrons.",
  snippet: { description: "The majority of perceptrons", body: { source: "committee-machine" } },
  knownSize: { rows: PATTERNS, columns: PATTERN_BITS, classes: 2 },
  fields: {
    members: z
      .number()
      .int()
      .min(1)
      .max(COMMITTEE_MEMBERS_MAX)
      .default(5)
      .meta({ description: "How many perceptrons vote; an odd number has a majority.", examples: [3, 5, 7] }),
    ...softRuleFields,
    seed: softRuleFields.seed.meta({
      description: "Seed of the perceptrons' weights, and of the labels that are drawn from p(y|x).",
    }),
  },
  check: ({ members }) =>
    members % 2 === 1
      ? []
      : [
          {
            path: ["data", "members"],
            message: `data.members is ${members}, but an even number of perceptrons can be divided equally: it should be odd.`,
            fix: { title: `Change to ${members - 1}`, value: members - 1 },
          },
        ],
  load: (settings) => Promise.resolve(succeed(createCommitteeMachine(settings))),
});
