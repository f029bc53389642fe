import { quote } from "../base/text";
import type { OptionValue } from "./optionValues";

export interface SummarizeArguments {
  readonly command: "summarize";
  readonly runPath: string;
  readonly format: "table" | "csv" | "json";
}

export const SUMMARIZE_OPTIONS = { format: { type: "string" } } as const;

export const SUMMARIZE_HELP = `ib-analysis summarize RUN.ibrun [options]

Prints the tables of a stored run, as after its end. As CSV or JSON: every curve, epoch by epoch, and every figure that is
derived from the curves, over the networks of each variant: how many networks have the figure, its mean with the standard
deviation and the 95 % bootstrap interval of the mean (from three networks on), its median, smallest and largest value.

Options:
  --format FORMAT    table, csv or json (default: table)
`;

/** The arguments of `summarize`, or a sentence on what is wrong with them. */
export function parseSummarizeArguments(
  values: { readonly [Name in keyof typeof SUMMARIZE_OPTIONS]?: string | undefined },
  paths: readonly string[],
): OptionValue<SummarizeArguments> {
  const [runPath, ...more] = paths;
  if (runPath === undefined || more.length > 0) {
    return { wrong: `summarize takes one run file; ${paths.length} were given.` };
  }
  const { format = "table" } = values;
  if (format !== "table" && format !== "csv" && format !== "json") {
    return { wrong: `--format is ${quote(format)}; it must be table, csv or json.` };
  }
  return { value: { command: "summarize", runPath, format } };
}
