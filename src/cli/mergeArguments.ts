import { readFileToWrite, type OptionValue } from "./optionValues";

export interface MergeArguments {
  readonly command: "merge";
  readonly partPaths: readonly string[];
  readonly out: string;
}

export const MERGE_OPTIONS = { out: { type: "string" } } as const;

export const MERGE_HELP = `ib-analysis merge PART.ibrun … --out RUN.ibrun

Puts the parts of a study together that were run by ib-analysis run --shard I/N: the run file is that of one run,
its networks in their order. Parts of other configs, parts twice, missing parts and networks without an end are
refused by name.

Options:
  --out FILE         write the run file here
`;

/** The arguments of `merge`, or a sentence on what is wrong with them. */
export function parseMergeArguments(
  values: { readonly out?: string | undefined },
  paths: readonly string[],
): OptionValue<MergeArguments> {
  if (paths.length === 0) {
    return { wrong: "merge takes the run files of all parts; none was given." };
  }
  const out = readFileToWrite("out", values.out);
  if ("wrong" in out) {
    return out;
  }
  return out.value === undefined
    ? { wrong: "--out is missing; it says where the whole run is written." }
    : { value: { command: "merge", partPaths: paths, out: out.value } };
}
