import * as z from "zod";
import { analysisSchema } from "./analysisSchema";
import { dataSchema } from "./dataSchema";
import { networkSchema } from "./networkSchema";
import { studySchema } from "./studySchema";
import { trainingSchema } from "./trainingSchema";

/**
 * A model config, `*.ib.json`. The one source of the TypeScript types, of the validation, and of the JSON schema
 * that the editor completes and explains from. Every field but `data.source` has a default; the shortest config,
 * `{ "data": { "source": "symmetric-rule" } }`, is the experiment of Shwartz-Ziv & Tishby (2017), section 3.
 */
export const configSchema = z
  .strictObject({
    $schema: z
      .string()
      .optional()
      .meta({ description: "Address of a JSON schema; not used by the analysis." }),
    data: dataSchema,
    network: networkSchema.prefault({}),
    training: trainingSchema.prefault({}),
    analysis: analysisSchema.prefault({}),
    study: studySchema.prefault({}),
  })
  .meta({
    title: "IB Analysis model config",
    defaultSnippets: [
      {
        label: "Paper's experiment",
        description: "The 12-bit task of the black-box paper, all defaults",
        body: { data: { source: "symmetric-rule" } },
      },
    ],
  });

/** A config in which every field has a value. */
export type Config = z.output<typeof configSchema>;
/** A config as a person writes it. */
export type ConfigInput = z.input<typeof configSchema>;
export type DataConfig = Config["data"];
export type NetworkConfig = Config["network"];
export type AnalysisConfig = Config["analysis"];
