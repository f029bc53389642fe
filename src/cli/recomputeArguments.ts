import { readEstimator, settingOptionTypes, type OptionTexts } from "./estimatorOptions";
import { readFileToWrite, type OptionValue } from "./optionValues";
import type { EstimatorSettings } from "../information/estimators/estimators";

export interface RecomputeArguments {
  readonly command: "recompute";
  readonly runPath: string;
  /** Where the new run file goes; without it, beside the run. */
  readonly out: string | undefined;
  readonly settings: EstimatorSettings;
  readonly quiet: boolean;
}

export const RECOMPUTE_OPTIONS = {
  estimator: { type: "string" },
  ...settingOptionTypes(),
  out: { type: "string" },
  quiet: { type: "boolean" },
} as const;

export const RECOMPUTE_HELP = `ib-analysis recompute RUN.ibrun --estimator NAME [options]

Asks another estimator of a run whose config had "analysis": { "keepActivations": true }, without training
anew, and writes a run file that has its figures beside those of the run.

Options: those of the estimator, as in ib-analysis estimate --help, and
  --out FILE         write the run file here (default: beside the run)
  --quiet            no progress line
`;

/** The arguments of `recompute`, or a sentence on what is wrong with them. */
export function parseRecomputeArguments(
  values: OptionTexts,
  paths: readonly string[],
): OptionValue<RecomputeArguments> {
  const [runPath, ...more] = paths;
  if (runPath === undefined || more.length > 0) {
    return { wrong: `recompute takes one run file; ${paths.length} were given.` };
  }
  if (values["estimator"] === undefined) {
    return { wrong: "--estimator is missing; it says which estimator is asked." };
  }
  const { out, quiet } = values;
  const settings = readEstimator(values, ["out", "quiet"]);
  if ("wrong" in settings) {
    return settings;
  }
  const file = readFileToWrite("out", typeof out === "string" ? out : undefined);
  return "wrong" in file
    ? file
    : {
        value: {
          command: "recompute",
          runPath,
          out: file.value,
          settings: settings.value,
          quiet: quiet === true,
        },
      };
}
