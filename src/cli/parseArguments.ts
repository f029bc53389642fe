import { parseArgs, type ParseArgsConfig } from "node:util";
import { nearestName } from "../base/nearestName";
import { failureFromThrown } from "../base/failure";
import { boundMessage, quote, shorten } from "../base/text";
import { BOUND_HELP, BOUND_OPTIONS, parseBoundArguments } from "./boundArguments";
import type { BoundArguments } from "./boundCommand";
import { CHECK_HELP, CHECK_OPTIONS, parseCheckArguments, type CheckArguments } from "./checkArguments";
import {
  ESTIMATE_HELP,
  ESTIMATE_OPTIONS,
  parseEstimateArguments,
  type EstimateArguments,
} from "./estimateArguments";
import { MERGE_HELP, MERGE_OPTIONS, parseMergeArguments, type MergeArguments } from "./mergeArguments";
import {
  NEURONS_HELP,
  NEURONS_OPTIONS,
  parseNeuronsArguments,
  type NeuronsArguments,
} from "./neuronsArguments";
import { joinNegativeValues, type OptionValue } from "./optionValues";
import {
  parseRecomputeArguments,
  RECOMPUTE_HELP,
  RECOMPUTE_OPTIONS,
  type RecomputeArguments,
} from "./recomputeArguments";
import {
  parseReproduceArguments,
  REPRODUCE_HELP,
  REPRODUCE_OPTIONS,
  type ReproduceArguments,
} from "./reproduceArguments";
import { parseRunArguments, RUN_HELP, RUN_OPTIONS, type RunArguments } from "./runArguments";
import {
  parseSummarizeArguments,
  SUMMARIZE_HELP,
  SUMMARIZE_OPTIONS,
  type SummarizeArguments,
} from "./summarizeArguments";

export type CliArguments =
  | RunArguments
  | MergeArguments
  | SummarizeArguments
  | NeuronsArguments
  | ReproduceArguments
  | RecomputeArguments
  | EstimateArguments
  | BoundArguments
  | CheckArguments
  | { readonly command: "help"; readonly text: string }
  | { readonly command: "version" }
  | { readonly command: "wrong"; readonly message: string; readonly help: string };

/** The value of every option that a command line has. */
type Values = Readonly<Record<string, string | boolean | undefined>>;

interface Command {
  readonly help: string;
  readonly options: NonNullable<ParseArgsConfig["options"]>;
  readonly parse: (values: Values, paths: readonly string[]) => OptionValue<CliArguments>;
}

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ["run", { help: RUN_HELP, options: RUN_OPTIONS, parse: parseRunArguments }],
  ["merge", { help: MERGE_HELP, options: MERGE_OPTIONS, parse: parseMergeArguments }],
  ["summarize", { help: SUMMARIZE_HELP, options: SUMMARIZE_OPTIONS, parse: parseSummarizeArguments }],
  ["neurons", { help: NEURONS_HELP, options: NEURONS_OPTIONS, parse: parseNeuronsArguments }],
  ["reproduce", { help: REPRODUCE_HELP, options: REPRODUCE_OPTIONS, parse: parseReproduceArguments }],
  ["recompute", { help: RECOMPUTE_HELP, options: RECOMPUTE_OPTIONS, parse: parseRecomputeArguments }],
  ["estimate", { help: ESTIMATE_HELP, options: ESTIMATE_OPTIONS, parse: parseEstimateArguments }],
  ["bound", { help: BOUND_HELP, options: BOUND_OPTIONS, parse: parseBoundArguments }],
  ["check", { help: CHECK_HELP, options: CHECK_OPTIONS, parse: parseCheckArguments }],
]);

export const HELP = `Usage: ib-analysis COMMAND FILES [options]

  run CONFIG                       train a network and follow its layers over the information plane
  merge PART.ibrun …               put the parts of a study together
  summarize RUN.ibrun              the tables of a stored run, or every figure over its networks as CSV or JSON
  neurons RUN.ibrun                what excites the units of a small network
  reproduce                        try the paper's claims and the objections to them, and write a report
  recompute RUN.ibrun              ask another estimator of a run that kept its activations
  estimate ACTIVATIONS LABELS      I(X;T) and I(T;Y) of activations of your own (.npy)
  bound PXY                        the information-bottleneck bound of a distribution (.npy)
  check                            every estimator on distributions whose answer is known

ib-analysis COMMAND --help says more; --version says which version this is.

Exit codes: 0 done; 1 it failed or the input is wrong; 2 the arguments are wrong;
130 it was canceled (Ctrl-C leaves a run file that opens).
`;

export function parseCliArguments(argv: readonly string[]): CliArguments {
  const [first, ...rest] = argv;
  if (first === undefined || first.startsWith("-")) {
    return parseWithoutCommand(first);
  }
  const command = COMMANDS.get(first);
  if (command === undefined) {
    const known = [...COMMANDS.keys()].join(", ");
    return { command: "wrong", message: `${quote(first)} is no command; there are: ${known}.`, help: HELP };
  }
  const wrong = (message: string): CliArguments => ({
    command: "wrong",
    message: boundMessage(message),
    help: `Usage: ${command.help}`,
  });
  try {
    const { values, positionals, tokens } = parseArgs({
      args: [...joinNegativeValues(rest)],
      allowPositionals: true,
      tokens: true,
      options: { ...command.options, help: { type: "boolean", short: "h" }, version: { type: "boolean" } },
    });
    if (values["version"] === true) {
      return { command: "version" };
    }
    if (values["help"] === true) {
      return { command: "help", text: `Usage: ${command.help}` };
    }
    const written = tokens.flatMap((token) => (token.kind === "option" ? token.name : []));
    const repeated = written.find((name, index) => written.indexOf(name) !== index);
    if (repeated !== undefined) {
      return wrong(`--${repeated} is given more than once; it takes one value.`);
    }
    const parsed = command.parse(values, positionals);
    return "wrong" in parsed ? wrong(parsed.wrong) : parsed.value;
  } catch (thrown) {
    const { message } = failureFromThrown(thrown);
    const [, unknown] = /^Unknown option '(-[^']*)'/.exec(message) ?? [];
    return wrong(unknown === undefined ? message : describeUnknown(first, unknown, command));
  }
}

/** @param option that the command does not have, with its dashes */
function describeUnknown(name: string, option: string, { options }: Command): string {
  const known = [...Object.keys(options), "help", "version"].map((each) => `--${each}`);
  const nearest = nearestName(option, known);
  const hint = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
  return `There is no option ${shorten(option)}; ${name} has ${known.join(", ")}.${hint}`;
}

function parseWithoutCommand(option: string | undefined): CliArguments {
  if (option === "--help" || option === "-h") {
    return { command: "help", text: HELP };
  }
  if (option === "--version") {
    return { command: "version" };
  }
  const message =
    option === undefined
      ? "There is no command."
      : boundMessage(`The command comes first, before ${option}.`);
  return { command: "wrong", message, help: HELP };
}
