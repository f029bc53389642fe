import { quote } from "../base/text";
import type { Shard } from "../run/shard";
import { NETWORKS_MAX, MEMORY_MIB_DEFAULT, MEMORY_MIB_MAX, WORKERS_MAX } from "../base/limits";
import { readFileToWrite, readNumber, type OptionValue } from "./optionValues";

export interface RunArguments {
  readonly command: "run";
  readonly configPath: string;
  /** Where the run file goes; without it, `ib-runs` beside the config. */
  readonly out: string | undefined;
  /** The folder that data files must lie in. */
  readonly root: string | undefined;
  readonly maxMemoryMebibytes: number;
  /** 0 for as many as the machine has cores. */
  readonly workers: number;
  readonly quiet: boolean;
  /** The part of the networks to train; left out for all. */
  readonly shard: Shard | undefined;
  /** Go on with the run file of `out` if it is there. */
  readonly resume: boolean;
}

export const RUN_OPTIONS = {
  out: { type: "string" },
  root: { type: "string" },
  "max-memory": { type: "string" },
  workers: { type: "string" },
  quiet: { type: "boolean" },
  shard: { type: "string" },
  resume: { type: "boolean" },
} as const;

export const RUN_HELP = `ib-analysis run CONFIG [options]

Trains the network of a model config (*.ib.json), estimates the mutual information of its layers while it
trains, prints a table, and writes a run file that the IB Analysis extension opens.

Options:
  --out FILE         write the run file here (default: ib-runs/ beside the config)
  --root DIR         folder that data files must lie in (default: the current folder where the config lies in
                     it, else the config's folder)
  --workers N        use at most so many cores (default: 0, all that the machine has)
  --max-memory MIB   what the networks that train at once may take together (default: ${MEMORY_MIB_DEFAULT}); a run of
                     which not even one fits is refused
  --shard I/N        train only the I-th of N parts of the study's networks; ib-analysis merge puts the parts together
  --resume           if the run file of --out is there, go on with it at the first network that did not come to its
                     end; otherwise begin
  --quiet            no progress line
`;

/** The arguments of `run`, or a sentence on what is wrong with them. */
export function parseRunArguments(
  values: {
    readonly out?: string | undefined;
    readonly root?: string | undefined;
    readonly "max-memory"?: string | undefined;
    readonly workers?: string | undefined;
    readonly quiet?: boolean | undefined;
    readonly shard?: string | undefined;
    readonly resume?: boolean | undefined;
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
  if ("wrong" in memory) {
    return memory;
  }
  const workers = readNumber("workers", values.workers ?? "0", {
    whole: true,
    minimum: 0,
    maximum: WORKERS_MAX,
  });
  if ("wrong" in workers) {
    return workers;
  }
  const shard = readShard(values.shard);
  if ("wrong" in shard) {
    return shard;
  }
  if (values.resume === true && values.out === undefined) {
    return { wrong: "--resume needs --out: the run file to go on with." };
  }
  const out = readFileToWrite("out", values.out);
  return "wrong" in out
    ? out
    : {
        value: {
          command: "run",
          configPath,
          out: out.value,
          root: values.root,
          maxMemoryMebibytes: memory.value,
          workers: workers.value,
          quiet: values.quiet === true,
          shard: shard.value,
          resume: values.resume === true,
        },
      };
}

function readShard(written: string | undefined): OptionValue<Shard | undefined> {
  if (written === undefined) {
    return { value: undefined };
  }
  const [, index, count] = /^(\d{1,9})\/(\d{1,9})$/u.exec(written) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  const isPart = shard.index >= 1 && shard.index <= shard.count && shard.count <= NETWORKS_MAX;
  return isPart
    ? { value: shard }
    : {
        wrong: `--shard is ${quote(written)}; it must be I/N, such as 3/16, with N from 1 to ${NETWORKS_MAX} and I from 1 to N.`,
      };
}
