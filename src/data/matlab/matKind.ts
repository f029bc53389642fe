import * as z from "zod";
import { classes, file, fileDescription, missing, normalize, trainingFraction } from "../source/sourceFields";
import { readDataFile } from "../source/readDataFile";
import { sourceKind } from "../source/sourceKind";
import { readMatDataset } from "./matDataset";

export const mat = sourceKind({
  name: "mat",
  summary: "A MATLAB 5 file with a matrix of inputs and a vector of labels.",
  snippet: {
    description: "A MATLAB 5 file",
    body: { source: "mat", file: "${1:data.mat}", inputs: "${2:F}", labels: "${3:y}" },
  },
  fields: {
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
  },
  fileOf: ({ file: path }) => path,
  load: (settings, files, proceed) =>
    readDataFile(settings.file, "mat", files, proceed, (bytes) => readMatDataset(bytes, settings, proceed)),
});
