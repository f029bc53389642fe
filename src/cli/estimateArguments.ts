import { RESAMPLES_MAX } from "../base/limits";
import { ESTIMATOR_NAMES, ESTIMATORS, type EstimatorSettings } from "../information/estimators/estimators";
import { CORRECTION_NAMES, type CorrectionName } from "../information/sampling/correctDiscrete";
import {
  describeEstimatorOptions,
  readEstimator,
  readEstimatorName,
  readSeed,
  settingOptionTypes,
  textOf,
  type OptionTexts,
} from "./estimatorOptions";
import { readNumber, readWord, type OptionValue } from "./optionValues";

export interface EstimateArguments {
  readonly command: "estimate";
  readonly activationsPath: string;
  readonly labelsPath: string;
  /** The inputs that made the activations; for estimators of pairs. */
  readonly inputsPath: string | undefined;
  readonly settings: EstimatorSettings;
  /** The second file holds labels even if its numbers are floats; else floats are a variable, if there is I(A;B). */
  readonly isLabeled: boolean;
  /** Every distinct label is a class, also if they look like a measured quantity. */
  readonly areLabelsValues: boolean;
  readonly correction: CorrectionName;
  readonly resamples: number;
  /** The activations are those of a network that rounds them. */
  readonly quantized: boolean;
  readonly seed: number;
  readonly format: "json" | "table";
  /** The options that were written; what a file turns out to hold decides whether each has a use. */
  readonly given: ReadonlySet<string>;
}

export const ESTIMATE_OPTIONS = {
  estimator: { type: "string" },
  inputs: { type: "string" },
  classes: { type: "string" },
  ...settingOptionTypes(),
  correction: { type: "string" },
  resamples: { type: "string" },
  quantized: { type: "boolean" },
  format: { type: "string" },
} as const;

const COMMON_OPTIONS = ["classes", "resamples", "format"];

const AUTHORS = ESTIMATORS.flatMap(({ authors }) => authors.map(({ name }) => name));

export const ESTIMATE_HELP = `ib-analysis estimate ACTIVATIONS.npy LABELS.npy [options]

Estimates I(X;T) and I(T;Y), in bits, from activations of your own. ACTIVATIONS: rows × units; LABELS: a whole
number or a text a row, or p(y|x) as rows × classes. With --estimator ksg and two files of floats: I(A;B).

Options:
  --estimator NAME   ${ESTIMATOR_NAMES.join(", ")} (default: ${ESTIMATOR_NAMES[0]!}),
                     or an author: ${AUTHORS.join(", ")}; ross takes the second file for labels, whatever its type
  --inputs X.npy     the inputs that made the activations (${namesOf(({ usesInputs }) => usesInputs)})
  --classes CLASSES  auto refuses labels that look like a measured quantity (fractions, mostly distinct numbers);
                     values takes every number for a class (default: auto)
  --format FORMAT    json or table (default: table)
  --resamples N      a 95 % interval from resampling the rows N times (default: 0, none)
  --correction NAME  ${CORRECTION_NAMES.join(", ")}: of estimates from counts (${namesOf(({ counts }) => counts)}; default: none)
  --quantized        the network rounds its activations (${namesOf((kind) => "warn" in kind)})
  --seed N           of everything that is drawn at random: noise, rows, shuffles, resampling, labels from p(y|x)
                     (default: 0)
The options of each estimator:
${describeEstimatorOptions()}
`;

function namesOf(has: (kind: (typeof ESTIMATORS)[number]) => boolean): string {
  return ESTIMATORS.filter(has)
    .map(({ name }) => name)
    .join(", ");
}

/** The arguments of `estimate`, or a sentence on what is wrong with them. */
export function parseEstimateArguments(
  values: OptionTexts,
  paths: readonly string[],
): OptionValue<EstimateArguments> {
  const [activationsPath, labelsPath, ...more] = paths;
  if (activationsPath === undefined || labelsPath === undefined || more.length > 0) {
    return { wrong: `estimate takes two files, activations and labels; ${paths.length} were given.` };
  }
  const correction = readWord("correction", textOf(values, "correction") ?? "none", CORRECTION_NAMES);
  const resamples = readNumber("resamples", textOf(values, "resamples") ?? "0", {
    whole: true,
    minimum: 0,
    maximum: RESAMPLES_MAX,
  });
  const others = isSeedUseful(values, correction, resamples) ? [...COMMON_OPTIONS, "seed"] : COMMON_OPTIONS;
  const settings = readEstimator(values, others);
  const format = readWord("format", textOf(values, "format") ?? "table", ["json", "table"] as const);
  const classes = readWord("classes", textOf(values, "classes") ?? "auto", ["auto", "values"] as const);
  const seed = readSeed(values);
  for (const read of [settings, format, classes, correction, resamples, seed]) {
    if ("wrong" in read) {
      return read;
    }
  }
  if (valueOf(resamples) === 1) {
    return {
      wrong: "--resamples is 1, which gives no interval: it takes 2 or more, and 20 for one to rely on.",
    };
  }
  const written = textOf(values, "estimator");
  return {
    value: {
      command: "estimate",
      activationsPath,
      labelsPath,
      inputsPath: textOf(values, "inputs"),
      settings: valueOf(settings),
      isLabeled: ESTIMATORS.some(({ authors }) =>
        authors.some(({ name, takesLabels }) => name === written && takesLabels === true),
      ),
      areLabelsValues: valueOf(classes) === "values",
      correction: valueOf(correction),
      resamples: valueOf(resamples),
      quantized: values["quantized"] === true,
      seed: valueOf(seed),
      format: valueOf(format),
      given: new Set(Object.keys(values).filter((option) => values[option] !== undefined)),
    },
  };
}

/** Labels may be drawn from p(y|x), which only their file tells. */
function isSeedUseful(
  values: OptionTexts,
  correction: OptionValue<CorrectionName>,
  resamples: OptionValue<number>,
): boolean {
  const kind = readEstimatorName(textOf(values, "estimator") ?? "");
  return (
    ("value" in kind && kind.value.drawsLabels) ||
    ("value" in correction && correction.value === "shuffle") ||
    ("value" in resamples && resamples.value > 1)
  );
}

/** The value of an option that is known to be right. */
function valueOf<Value>(option: OptionValue<Value>): Value {
  if ("wrong" in option) {
    throw new Error(option.wrong);
  }
  return option.value;
}
