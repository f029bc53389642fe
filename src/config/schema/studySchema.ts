import * as z from "zod";
import { NETWORKS_MAX } from "../../base/limits";
import { wholeNumber } from "./numbers";
import { overSchema } from "./overSchema";

export const studySchema = z
  .strictObject({
    networks: wholeNumber(1, NETWORKS_MAX)
      .default(1)
      .meta({
        description:
          "How many networks are trained. The first has `training.seed`, each further one the next seed: another split, other initial weights, another order of the rows.",
        examples: [10, 50],
      }),
    over: overSchema.prefault({}),
  })
  .meta({
    description: "Several networks in one run: of the same config, or of variants of the config.",
    defaultSnippets: [{ label: "10 networks", description: "with ten seeds", body: { networks: 10 } }],
  });
