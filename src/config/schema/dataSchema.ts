import * as z from "zod";
import * as limits from "../../base/limits";
import { seed, wholeNumber } from "./numbers";

const trainingFraction = z
  .number()
  .min(limits.TRAINING_FRACTION_MIN)
  .max(limits.TRAINING_FRACTION_MAX)
  .default(0.85)
  .meta({
    description:
      "Share of the rows that the network trains on, chosen at random by `training.seed`; the rest is the test set.",
    examples: [0.05, 0.45, 0.85],
  });

const normalize = z.enum(["auto", "standardize", "none"]).default("auto").meta({
  description:
    "`standardize` shifts and scales every input column to mean 0 and standard deviation 1 over the training rows; `none` leaves the values as they are; `auto` leaves inputs alone that all lie within [-1, 1] (0 and 1, or scaled before), and standardizes all others. The log says what was done.",
});

const file = z.string().min(1);
const fileDescription =
  "Path of the data file, relative to this config file. It must lie inside the workspace.";

const missing = z.enum(["refuse", "skip", "class"]).default("refuse").meta({
  description:
    "What is done with missing values: empty cells and the words NA, N/A, NaN, NaT, null, None, `?` and `-`. `refuse` stops with the line and the number of rows; `skip` leaves out rows in which the label or an input is missing, and the run says how many; `class` takes such a word in the label column as a class like any other (missing inputs and empty labels are refused).",
});

const classes = z.enum(["auto", "values"]).default("auto").meta({
  description:
    "What the classes are. Every distinct label is one (1 and 1.0 are the same number). `auto` refuses a column of numbers that looks like a measured quantity: fractions, or more than 20 numbers in fewer than 5 rows each; `values` takes them as they are.",
});

const sourceNotes = { description: "Where the rows come from." };

const symmetricRuleSchema = z
  .strictObject({
    source: z.literal("symmetric-rule").meta(sourceNotes),
    mutualInformation: z
      .number()
      .min(limits.MUTUAL_INFORMATION_MIN)
      .max(limits.MUTUAL_INFORMATION_MAX)
      .default(0.99)
      .meta({
        description:
          "I(X;Y) of the rule in bits. 0.99 is the paper's task; smaller values make the labels noisier and give the information-bottleneck bound more shape.",
        examples: [0.99, 0.5],
      }),
    seed: seed.default(0).meta({ description: "Seed of the labels that are drawn from p(y|x)." }),
    trainingFraction,
  })
  .meta({ description: "The paper's task: all 4096 patterns of 12 bits and a rotation-invariant rule." });

const matSchema = z
  .strictObject({
    source: z.literal("mat").meta(sourceNotes),
    file: file.meta({ description: fileDescription, examples: ["var_u.mat"] }),
    inputs: z
      .string()
      .min(1)
      .meta({
        description:
          "Name of the variable that holds the inputs, one row a sample; `data.X` is the field X of a struct.",
        examples: ["F"],
      }),
    labels: z
      .string()
      .min(1)
      .meta({
        description:
          "Name of the variable that holds the labels: a number or a text for each sample, or a one-hot matrix; `data.y` is the field y of a struct.",
        examples: ["y"],
      }),
    missing,
    classes,
    normalize,
    trainingFraction,
  })
  .meta({ description: "A MATLAB 5 file with a matrix of inputs and a vector of labels." });

const csvColumn = z.union([
  z.string().min(1).meta({ description: "The name in the header row." }),
  wholeNumber(1, limits.CSV_COLUMNS_MAX).meta({ description: "The number of the column, from 1 on." }),
]);

const csvSchema = z
  .strictObject({
    source: z.literal("csv").meta(sourceNotes),
    file: file.meta({ description: `${fileDescription} It may be packed by gzip.`, examples: ["data.csv"] }),
    label: csvColumn.meta({
      description: "The column that holds the class label: its name in the header row, or its number.",
      examples: ["class", 1],
    }),
    inputs: z.array(csvColumn).min(1).optional().meta({
      description:
        "The input columns, by name or by number; without it, all columns but the label, and but those that only number the rows (pandas' index, R's row names).",
    }),
    header: z
      .boolean()
      .default(true)
      .meta({
        description:
          "Whether the first row holds the names of the columns. With `false` the first row is data, and columns are given by number.",
        examples: [false],
      }),
    delimiter: z.enum([",", ";", "\t", "|", " "]).optional().meta({
      description:
        'What stands between two cells; `" "` is any number of blanks and tabs. Without it, it is recognized from the first lines, and the run says it.',
    }),
    decimal: z
      .enum([".", ","])
      .default(".")
      .meta({ description: 'The decimal mark of the numbers: `","` reads 1,5 as one and a half.' }),
    missing,
    classes,
    normalize,
    trainingFraction,
  })
  .meta({ description: "A table of comma-separated values, with a header row or without." });

export const dataSchema = z.discriminatedUnion("source", [symmetricRuleSchema, matSchema, csvSchema]).meta({
  description: "What the network learns from.",
  defaultSnippets: [
    { label: "symmetric-rule", description: "The paper's 12-bit task", body: { source: "symmetric-rule" } },
    {
      label: "csv",
      description: "A CSV file of your own",
      body: { source: "csv", file: "${1:data.csv}", label: "${2:class}" },
    },
    {
      label: "mat",
      description: "A MATLAB 5 file",
      body: { source: "mat", file: "${1:data.mat}", inputs: "${2:F}", labels: "${3:y}" },
    },
  ],
});
