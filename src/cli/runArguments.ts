import { MEMORY_MIB_DEFAULT, MEMORY_MIB_MAX } from "../config/limits";
import { readNumber, type OptionValue } from "./optionValues";

export interface RunArguments {
  readonly command: "run";
  readonly configPath: string;
  /** Where the run file goes; without it, `ib-runs` beside the config. */
  readonly out: string | undefined;
  /** The folder that data files must lie in. */
  readonly root: string | undefined;
  readonly maxMemoryMebibytes: number;
  readonly quiet: boolean;
}

export const RUN_OPTIONS = {
  out: { type: "string" },
  root: { type: "string" },
  "max-memory": { type: "string" },
  quiet: { type: "boolean" },
} as const;

export const RUN_HELP = `ib-analysis run CONFIG [options]

Trains the network of a model config (*.ib.json), estimates the mutual information of its layers while it
trains, prints a table, and writes a run file that the IB Analysis extension opens.

Options:
  --out FILE         write the run file here (default: ib-runs/ beside the config)
  --root DIR         folder that data files must lie in (default: the current folder where the config lies in
                     it, else the config's folder)
  --max-memory MIB   refuse a run that is estimated to need more (default: ${MEMORY_MIB_DEFAULT})
  --quiet            no progress line
`;

/** The arguments of `run`, or a sentence on what is wrong with them. */
export function parseRunArguments(
  values: {
    readonly out?: string | undefined;
    readonly root?: string | undefined;
    readonly "max-memory"?: string | undefined;
    readonly quiet?: boolean | undefined;
  },
  paths: readonly string[],
): OptionValue<RunArguments> {
  const [configPath, ...rest] = paths;
  if (configPath === undefined || rest.length > 0) {
    const count = configPath === undefined ? "none was" : `${1 + rest.length} were`;
    return { wrong: `run takes one config file; ${count} given.` };
  }
  const memory = readNumber("max-memory", values["max-memory"] ?? String(MEMORY_MIB_DEFAULT), {
    whole: true,
    minimum: 1,
    maximum: MEMORY_MIB_MAX,
  });
  return "wrong" in memory
    ? memory
    : {
        value: {
          command: "run",
          configPath,
          out: values.out,
          root: values.root,
          maxMemoryMebibytes: memory.value,
          quiet: values.quiet === true,
        },
      };
}
