import * as z from "zod";
import { CSV_COLUMNS_MAX } from "../../base/limits";
import { quote } from "../../base/text";
import { classes, file, fileDescription, missing, normalize, trainingFraction } from "../source/sourceFields";
import { readDataFile } from "../source/readDataFile";
import { sourceKind, type SourceComplaint } from "../source/sourceKind";
import type { CsvConfig } from "./csvConfig";
import { readCsvDataset } from "./csvDataset";

const column = z.union([
  z.string().min(1).meta({ description: "The name in the header row." }),
  z.number().int().min(1).max(CSV_COLUMNS_MAX).meta({ description: "The number of the column, from 1 on." }),
]);

export const csv = sourceKind({
  name: "csv",
  summary: "A table of comma-separated values, with a header row or without.",
  snippet: {
    description: "A CSV file of your own",
    body: { source: "csv", file: "${1:data.csv}", label: "${2:class}" },
  },
  fields: {
    file: file.meta({ description: `${fileDescription} It may be packed by gzip.`, examples: ["data.csv"] }),
    label: column.meta({
      description: "The column that holds the class label: its name in the header row, or its number.",
      examples: ["class", 1],
    }),
    inputs: z.array(column).min(1).optional().meta({
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
  },
  fileOf: ({ file: path }) => path,
  check: (settings) => [...checkInputs(settings), ...checkNumbers(settings)],
  load: (settings, files, proceed) =>
    readDataFile(settings.file, "csv", files, proceed, (bytes) => readCsvDataset(bytes, settings, proceed)),
});

/** A column that is the label, or that is named before, is no input: the reader of the file refuses it as well. */
function checkInputs({ inputs = [], label }: CsvConfig): readonly SourceComplaint[] {
  const before = new Set<string | number>();
  const wrong = inputs.find((input) => {
    const isWrong = input === label || before.has(input);
    before.add(input);
    return isWrong;
  });
  if (wrong === undefined) {
    return [];
  }
  const shown = typeof wrong === "string" ? quote(wrong) : String(wrong);
  const reason = wrong === label ? "is data.label: the network would be shown the answer" : "is named before";
  const others = [...new Set(inputs.filter((input) => input !== label))];
  return [
    {
      path: ["data", "inputs"],
      message: `data.inputs has the column ${shown}, which ${reason}.`,
      ...(others.length === 0 ? {} : { fix: { title: `Remove ${shown} from the inputs`, value: others } }),
    },
  ];
}

/** Columns of a file without a header row have numbers only. */
function checkNumbers({ inputs = [], label, header }: CsvConfig): readonly SourceComplaint[] {
  if (header) {
    return [];
  }
  const at = inputs.findIndex((input) => typeof input === "string");
  const named = [
    { path: ["data", "label"], field: "data.label", column: label },
    { path: ["data", "inputs", at], field: `data.inputs[${at}]`, column: inputs[at] },
  ];
  return named.flatMap(({ path, field, column: name }) => {
    if (typeof name !== "string") {
      return [];
    }
    const number = Number(name);
    const isNumber = Number.isInteger(number) && number >= 1 && number <= CSV_COLUMNS_MAX;
    return {
      path,
      message: `${field} is ${quote(name)}, but data.header is false, so that the columns have no names: give the number of the column, from 1 on.`,
      ...(isNumber ? { fix: { title: `Change to ${number}`, value: number } } : {}),
    };
  });
}
