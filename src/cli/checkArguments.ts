import { readWord, type OptionValue } from "./optionValues";

export interface CheckArguments {
  readonly command: "check";
  readonly format: "json" | "table";
}

export const CHECK_OPTIONS = { format: { type: "string" } } as const;

export const CHECK_HELP = `ib-analysis check [options]

Runs every estimator and the bound on distributions whose answer is known, and prints what is true, what was
found, and how long it took. Exit code 1 if one is off by more than is allowed.

Options:
  --format FORMAT    json or table (default: table)
`;

/** The arguments of `check`, or a sentence on what is wrong with them. */
export function parseCheckArguments(
  values: { readonly format?: string | boolean | undefined },
  paths: readonly string[],
): OptionValue<CheckArguments> {
  if (paths.length > 0) {
    return { wrong: `check takes no files; ${paths.length} were given.` };
  }
  const format = readWord("format", String(values.format ?? "table"), ["json", "table"] as const);
  return "wrong" in format ? format : { value: { command: "check", format: format.value } };
}
