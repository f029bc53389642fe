import { parseArgs } from "node:util";
import { MEMORY_MIB_DEFAULT, MEMORY_MIB_MAX } from "../config/limits";
import { failureFromThrown } from "../failure";

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

export type CliArguments =
  | RunArguments
  | { readonly command: "help" }
  | { readonly command: "version" }
  | { readonly command: "wrong"; readonly message: string };

export const HELP = `Usage: ib-analysis run CONFIG [options]

Trains the network of a model config (*.ib.json), estimates the mutual information of its layers while it
trains, prints a table, and writes a run file that the IB Analysis extension opens.

Options:
  --out FILE         write the run file here (default: ib-runs/ beside the config)
  --root DIR         folder that data files must lie in (default: the current folder where the config lies in
                     it, else the config's folder)
  --max-memory MIB   refuse a run that is estimated to need more (default: ${MEMORY_MIB_DEFAULT})
  --quiet            no progress line
  --help, --version

Exit codes: 0 the run was completed; 1 it failed or the config is wrong; 2 the arguments are wrong;
130 it was cancelled (Ctrl-C leaves a run file that opens).
`;

export function parseCliArguments(argv: readonly string[]): CliArguments {
  const wrong = (message: string): CliArguments => ({ command: "wrong", message });
  let parsed: ReturnType<typeof parseOptions>;
  try {
    parsed = parseOptions(argv);
  } catch (thrown) {
    return wrong(failureFromThrown(thrown).message);
  }
  const { values, positionals } = parsed;
  if (values.help === true) {
    return { command: "help" };
  }
  if (values.version === true) {
    return { command: "version" };
  }
  const [command, configPath, ...rest] = positionals;
  if (command === undefined) {
    return wrong("There is no command; the one there is: run.");
  }
  if (command !== "run") {
    return wrong(`"${command}" is no command; the one there is: run.`);
  }
  if (configPath === undefined || rest.length > 0) {
    return wrong(
      `run takes one config file; ${configPath === undefined ? "none was" : `${1 + rest.length} were`} given.`,
    );
  }
  const memory = Number(values["max-memory"] ?? MEMORY_MIB_DEFAULT);
  if (!Number.isInteger(memory) || memory < 1 || memory > MEMORY_MIB_MAX) {
    return wrong(
      `--max-memory is "${values["max-memory"] ?? ""}"; it should be a whole number from 1 to ${MEMORY_MIB_MAX}.`,
    );
  }
  return {
    command: "run",
    configPath,
    out: values.out,
    root: values.root,
    maxMemoryMebibytes: memory,
    quiet: values.quiet === true,
  };
}

function parseOptions(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      out: { type: "string" },
      root: { type: "string" },
      "max-memory": { type: "string" },
      quiet: { type: "boolean" },
      help: { type: "boolean", short: "h" },
      version: { type: "boolean" },
    },
  });
}
