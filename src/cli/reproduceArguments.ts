import { EPOCHS_MAX, NETWORKS_MAX, WORKERS_MAX } from "../base/limits";
import { listSome, quote } from "../base/text";
import { CLAIMS, type ClaimName } from "../reproduce/claims";
import { readNumber, type OptionValue } from "./optionValues";

export interface ReproduceArguments {
  readonly command: "reproduce";
  readonly out: string;
  readonly networks: number;
  /** Of every network; undefined for those of the configs. */
  readonly epochs: number | undefined;
  readonly claims: readonly ClaimName[];
  /** 0 for as many as the machine has cores. */
  readonly workers: number;
  readonly quiet: boolean;
}

export const REPRODUCE_OPTIONS = {
  out: { type: "string" },
  networks: { type: "string" },
  epochs: { type: "string" },
  only: { type: "string" },
  workers: { type: "string" },
  quiet: { type: "boolean" },
} as const;

const NETWORKS_DEFAULT = 4;
const FOLDER_DEFAULT = "ib-reproduction";
const NAMES = CLAIMS.map(({ name }) => name);

export const REPRODUCE_HELP = `ib-analysis reproduce [options]

Tries the paper's claims and the objections to them, each by a rule that is stated before the run, and writes a report
(report.html with everything in it, report.md with its figures beside it) and the run files. What was interrupted goes
on when the same command is given again. The published task is tried if its file var_u.mat is in the current folder.

Options:
  --out DIR          write here (default: ${FOLDER_DEFAULT})
  --networks N       networks of each config (default: ${NETWORKS_DEFAULT}; the paper has 50)
  --only A,B         only these: ${NAMES.join(", ")}
  --epochs N         train each network so long (default: as its config says), for a first look
  --workers N        use at most so many cores (default: 0, all that the machine has)
  --quiet            no progress line
`;

/** The arguments of `reproduce`, or a sentence on what is wrong with them. */
export function parseReproduceArguments(
  values: Readonly<Partial<Record<keyof typeof REPRODUCE_OPTIONS, string | boolean | undefined>>>,
  paths: readonly string[],
): OptionValue<ReproduceArguments> {
  if (paths.length > 0) {
    return { wrong: `reproduce takes no files; ${listSome(paths.map(quote), 3)} was given.` };
  }
  const text = (name: keyof typeof REPRODUCE_OPTIONS): string | undefined => {
    const value = values[name];
    return typeof value === "string" ? value : undefined;
  };
  const networks = readNumber("networks", text("networks") ?? String(NETWORKS_DEFAULT), {
    whole: true,
    minimum: 1,
    maximum: NETWORKS_MAX,
  });
  if ("wrong" in networks) {
    return networks;
  }
  const epochs = readNumber("epochs", text("epochs") ?? "1", {
    whole: true,
    minimum: 1,
    maximum: EPOCHS_MAX,
  });
  if ("wrong" in epochs) {
    return epochs;
  }
  const workers = readNumber("workers", text("workers") ?? "0", {
    whole: true,
    minimum: 0,
    maximum: WORKERS_MAX,
  });
  if ("wrong" in workers) {
    return workers;
  }
  const asked = text("only")?.split(",") ?? NAMES;
  const unknown = asked.find((name) => !NAMES.some((known) => known === name));
  if (unknown !== undefined) {
    return { wrong: `--only names ${quote(unknown)}; the claims are ${NAMES.join(", ")}.` };
  }
  return {
    value: {
      command: "reproduce",
      out: text("out") ?? FOLDER_DEFAULT,
      networks: networks.value,
      epochs: text("epochs") === undefined ? undefined : epochs.value,
      claims: NAMES.filter((name) => asked.includes(name)),
      workers: workers.value,
      quiet: values["quiet"] === true,
    },
  };
}
