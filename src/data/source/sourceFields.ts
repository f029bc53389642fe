import * as z from "zod";
import { TRAINING_FRACTION_MAX, TRAINING_FRACTION_MIN } from "../../base/limits";

export const trainingFraction = z
  .number()
  .min(TRAINING_FRACTION_MIN)
  .max(TRAINING_FRACTION_MAX)
  .default(0.85)
  .meta({
    description:
      "Share of the rows that the network trains on, chosen at random by `training.seed`; the rest is the test set.",
    examples: [0.05, 0.45, 0.85],
  });

export const normalize = z.enum(["auto", "standardize", "none"]).default("auto").meta({
  description:
    "`standardize` shifts and scales every input column to mean 0 and standard deviation 1 over the training rows; `none` leaves the values as they are; `auto` leaves inputs alone that all lie within [-1, 1] (0 and 1, or scaled before), and standardizes all others. The log says what was done.",
});

export const file = z.string().min(1);
export const fileDescription =
  "Path of the data file, relative to this config file. It must lie inside the workspace.";

export const missing = z.enum(["refuse", "skip", "class"]).default("refuse").meta({
  description:
    "What is done with missing values: empty cells and the words NA, N/A, NaN, NaT, null, None, `?` and `-`. `refuse` stops with the line and the number of rows; `skip` leaves out rows in which the label or an input is missing, and the run says how many; `class` takes such a word in the label column as a class like any other (missing inputs and empty labels are refused).",
});

export const classes = z.enum(["auto", "values"]).default("auto").meta({
  description:
    "What the classes are. Every distinct label is one (1 and 1.0 are the same number). `auto` refuses a column of numbers that looks like a measured quantity: fractions, or more than 20 numbers in fewer than 5 rows each; `values` takes them as they are.",
});
