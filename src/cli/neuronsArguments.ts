import { EPOCHS_MAX, SEED_MAX, NETWORKS_MAX } from "../base/limits";
import { quote } from "../base/text";
import { readNumber, type OptionValue } from "./optionValues";

export interface NeuronsArguments {
  readonly command: "neurons";
  readonly runPath: string;
  /** The last snapshot up to this epoch; undefined for the last of all. */
  readonly epoch: number | undefined;
  /** Undefined for the first network. */
  readonly seed: number | undefined;
  readonly variant: number;
  readonly format: "table" | "json";
}

export const NEURONS_OPTIONS = {
  epoch: { type: "string" },
  seed: { type: "string" },
  variant: { type: "string" },
  format: { type: "string" },
} as const;

export const NEURONS_HELP = `ib-analysis neurons RUN.ibrun [options]

Looks at the units of a small network: for each unit and each class the input that excites it most (over all patterns
where inputs are bits, else by gradient ascent from several starts), and with --format json the weights.

Options:
  --epoch E          at the last snapshot up to this epoch (default: the last of all)
  --seed S           of the network with this seed (default: the first)
  --variant V        of this variant of a study, from 0 on (default: 0)
  --format FORMAT    table or json (default: table)
`;

/** The arguments of `neurons`, or a sentence on what is wrong with them. */
export function parseNeuronsArguments(
  values: { readonly [Name in keyof typeof NEURONS_OPTIONS]?: string | undefined },
  paths: readonly string[],
): OptionValue<NeuronsArguments> {
  const [runPath, ...more] = paths;
  if (runPath === undefined || more.length > 0) {
    return { wrong: `neurons takes one run file; ${paths.length} were given.` };
  }
  const { format = "table" } = values;
  if (format !== "table" && format !== "json") {
    return { wrong: `--format is ${quote(format)}; it must be table or json.` };
  }
  const numbers = { epoch: EPOCHS_MAX, seed: SEED_MAX, variant: NETWORKS_MAX };
  const read: { epoch?: number; seed?: number; variant?: number } = {};
  for (const name of ["epoch", "seed", "variant"] as const) {
    const written = values[name];
    if (written !== undefined) {
      const number = readNumber(name, written, { whole: true, minimum: 0, maximum: numbers[name] });
      if ("wrong" in number) {
        return number;
      }
      read[name] = number.value;
    }
  }
  return {
    value: {
      command: "neurons",
      runPath,
      epoch: read.epoch,
      seed: read.seed,
      variant: read.variant ?? 0,
      format,
    },
  };
}
