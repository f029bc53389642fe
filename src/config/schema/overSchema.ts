import * as z from "zod";
import { VARIANT_VALUES_MAX } from "../../base/limits";
import { SOURCES } from "../../data/sources";
import { analysisSchema } from "./analysisSchema";
import { networkSchema } from "./networkSchema";
import { trainingFields } from "./trainingSchema";

/** Fields that no list of values makes sense for, and why. */
const REFUSED: Readonly<Record<string, string>> = {
  "data.source": "every source has fields of its own, so each needs a config of its own",
  "data.file": "each file needs a config of its own",
  "training.seed": "study.networks trains each variant with several seeds",
};

/** Fields of the sources that read a file for which several values make sense; the others say how the file is read. */
const FIELDS_OF_FILES = new Set(["trainingFraction", "normalize"]);

/** The fields of all sources; of two with one name the first. */
const dataFields = Object.fromEntries(
  [...SOURCES]
    .reverse()
    .flatMap((kind) =>
      Object.entries<z.core.$ZodType>(kind.settings.shape).filter(
        ([name]) => !("fileOf" in kind) || FIELDS_OF_FILES.has(name),
      ),
    ),
);

const SECTIONS = {
  data: dataFields,
  network: networkSchema.shape,
  training: trainingFields.shape,
  analysis: analysisSchema.shape,
};

/** What a field may hold, without the default that stands for it when it is left out. */
function withoutDefault(schema: z.core.$ZodType): z.core.$ZodType {
  let inner = schema;
  while (inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault || inner instanceof z.ZodOptional) {
    inner = inner.unwrap();
  }
  return inner;
}

function listOf(name: string, field: z.core.$ZodType): z.ZodType<readonly unknown[] | undefined> {
  const { description = "" } = z.globalRegistry.get(field) ?? {};
  return z
    .array(withoutDefault(field))
    .min(1)
    .max(VARIANT_VALUES_MAX)
    .optional()
    .meta({ description: `A list of values for \`${name}\`, one a variant. ${description}` });
}

/** `study.over`: lists of values by the dotted path of their field. */
export const overSchema = z
  .strictObject(
    Object.fromEntries(
      Object.entries(SECTIONS).flatMap(([section, fields]) =>
        Object.entries<z.core.$ZodType>(fields)
          .map(([field, schema]) => [`${section}.${field}`, schema] as const)
          .filter(([name]) => !Object.hasOwn(REFUSED, name))
          .map(([name, schema]) => [name, listOf(name, schema)] as const),
      ),
    ),
  )
  .meta({
    description:
      "Variants of this config: for each field a list of values. Every combination is a variant, and each variant is trained with all networks of the study.",
    refused: REFUSED,
    examples: [{ "data.trainingFraction": [0.05, 0.45, 0.85] }],
    defaultSnippets: [
      {
        label: "Amounts of data",
        description: "the paper's three shares of the patterns",
        body: { "data.trainingFraction": [0.05, 0.45, 0.85] },
      },
    ],
  });
