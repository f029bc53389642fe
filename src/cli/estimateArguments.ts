import * as limits from "../base/limits";
import {
  CORRECTION_NAMES,
  ESTIMATOR_DEFAULTS,
  ESTIMATOR_NAMES,
  type BinningRange,
  type CorrectionName,
  type EstimatorName,
  type EstimatorSettings,
} from "../information/estimators/settings";
import { readNumber, readWord, type OptionValue } from "./optionValues";

export interface EstimateArguments {
  readonly command: "estimate";
  readonly activationsPath: string;
  readonly labelsPath: string;
  /** The inputs that made the activations; for estimators of pairs. */
  readonly inputsPath: string | undefined;
  readonly settings: EstimatorSettings;
  /** The second file holds labels even where its numbers are floats; else, with ksg, floats are a variable. */
  readonly isLabelled: boolean;
  /** Every distinct label is a class, also where they look like a measured quantity. */
  readonly areLabelsValues: boolean;
  readonly correction: CorrectionName;
  readonly resamples: number;
  /** The activations are those of a quantised network. */
  readonly quantized: boolean;
  readonly seed: number;
  readonly format: "json" | "table";
  /** The options that were written; what a file turns out to hold decides whether each has a use. */
  readonly given: ReadonlySet<EstimateOption>;
}

export const ESTIMATE_OPTIONS = {
  estimator: { type: "string" },
  inputs: { type: "string" },
  classes: { type: "string" },
  bins: { type: "string" },
  range: { type: "string" },
  variance: { type: "string" },
  sigma: { type: "string" },
  k: { type: "string" },
  algorithm: { type: "string" },
  samples: { type: "string" },
  alpha: { type: "string" },
  subsample: { type: "string" },
  width: { type: "string" },
  correction: { type: "string" },
  resamples: { type: "string" },
  quantized: { type: "boolean" },
  seed: { type: "string" },
  format: { type: "string" },
} as const;

export type EstimateOption = keyof typeof ESTIMATE_OPTIONS;
export type EstimateValues = { readonly [Option in EstimateOption]?: string | boolean | undefined };

/** What the literature calls some of them. */
const AUTHORS: ReadonlyMap<string, EstimatorName> = new Map([
  ["kolchinsky", "kde"],
  ["kraskov", "ksg"],
  ["ross", "ksg"],
  ["goldfeld", "noise"],
  ["lorenzen", "exact"],
  ["wickstrom", "renyi"],
]);

/** The options that belong to one estimator only; any other estimator does not know what to do with them. */
const OWN_OPTIONS: Readonly<Record<EstimatorName, readonly EstimateOption[]>> = {
  binning: ["bins", "range", "correction"],
  kde: ["variance", "sigma"],
  ksg: ["k", "algorithm", "inputs"],
  noise: ["sigma", "variance", "samples", "seed"],
  exact: ["correction", "quantized"],
  renyi: ["alpha", "subsample", "width", "inputs", "seed"],
};
const COMMON_OPTIONS: readonly EstimateOption[] = ["estimator", "classes", "resamples", "format"];

export const ESTIMATE_HELP = `ib-analysis estimate ACTIVATIONS.npy LABELS.npy [options]

Estimates I(X;T) and I(T;Y), in bits, from activations of your own. ACTIVATIONS: rows × units; LABELS: a whole
number or a text a row, or p(y|x) as rows × classes. With --estimator ksg and two files of floats: I(A;B).

Options:
  --estimator NAME   ${ESTIMATOR_NAMES.join(", ")} (default: binning),
                     or an author: ${[...AUTHORS.keys()].join(", ")}
  --classes CLASSES  auto refuses labels that look like a measured quantity (fractions, mostly distinct numbers);
                     values takes every number for a class (default: auto)
  --format FORMAT    json or table (default: table)
  --resamples N      a 95 % interval from resampling the rows N times (default: 0, none)
  --seed N           of the random numbers of noise, renyi, shuffle, resampling and labels drawn from p(y|x) (default: 0)
  binning:  --bins N (${ESTIMATOR_DEFAULTS.binning.bins}), --range LOW,HIGH | observed | quantile (observed), --correction none | millerMadow | shuffle
  kde:      --variance V or --sigma S of the noise (variance ${ESTIMATOR_DEFAULTS.kde.variance})
  ksg:      --k N (${ESTIMATOR_DEFAULTS.ksg.neighbors}), --algorithm 1 | 2, --inputs X.npy for I(X;T);
            ross takes the second file for labels, whatever its type
  noise:    --sigma S or --variance V (sigma ${ESTIMATOR_DEFAULTS.noise.sigma}), --samples N draws (${ESTIMATOR_DEFAULTS.noise.samples})
  exact:    --quantized where the network itself rounds, --correction as above
  renyi:    --alpha A (${ESTIMATOR_DEFAULTS.renyi.alpha}), --subsample N rows (${ESTIMATOR_DEFAULTS.renyi.subsample}), --inputs X.npy,
            --width W of the kernels in mean distances (default: the width that aligns best with the labels)
`;

/** The arguments of `estimate`, or a sentence on what is wrong with them. */
export function parseEstimateArguments(
  values: EstimateValues,
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
    maximum: limits.RESAMPLES_MAX,
  });
  const settings = readEstimator(values, isSeedUseful(values, correction, resamples));
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
  return {
    value: {
      command: "estimate",
      activationsPath,
      labelsPath,
      inputsPath: textOf(values, "inputs"),
      settings: valueOf(settings),
      isLabelled: textOf(values, "estimator") === "ross",
      areLabelsValues: valueOf(classes) === "values",
      correction: valueOf(correction),
      resamples: valueOf(resamples),
      quantized: values.quantized === true,
      seed: valueOf(seed),
      format: valueOf(format),
      given: new Set(
        (Object.keys(values) as EstimateOption[]).filter((option) => values[option] !== undefined),
      ),
    },
  };
}

/** Labels may be drawn from p(y|x) for nearest neighbors, which only their file tells. */
function isSeedUseful(
  values: EstimateValues,
  correction: OptionValue<CorrectionName>,
  resamples: OptionValue<number>,
): boolean {
  const written = textOf(values, "estimator") ?? "";
  return (
    (AUTHORS.get(written) ?? written) === "ksg" ||
    ("value" in correction && correction.value === "shuffle") ||
    ("value" in resamples && resamples.value > 1)
  );
}

/**
 * The estimator that the options describe, or a sentence on what is wrong with them.
 * @param isSeedUseful whether a seed is of use beside the estimator's own random numbers
 */
export function readEstimator(values: EstimateValues, isSeedUseful = false): OptionValue<EstimatorSettings> {
  const written = textOf(values, "estimator") ?? "binning";
  const name = readWord("estimator", AUTHORS.get(written) ?? written, ESTIMATOR_NAMES);
  if ("wrong" in name) {
    return name;
  }
  const stray = (Object.keys(values) as EstimateOption[]).find(
    (option) =>
      values[option] !== undefined &&
      ![...COMMON_OPTIONS, ...OWN_OPTIONS[name.value], ...(isSeedUseful ? ["seed"] : [])].includes(option),
  );
  if (stray === "seed") {
    return { wrong: `--seed has no effect here: nothing is drawn at random for ${name.value}.` };
  }
  if (stray !== undefined) {
    const owners = ESTIMATOR_NAMES.filter((each) => OWN_OPTIONS[each].includes(stray));
    return { wrong: `--${stray} is not used by ${name.value}; it belongs to ${owners.join(" and ")}.` };
  }
  const seed = readSeed(values);
  if ("wrong" in seed) {
    return seed;
  }
  const text = (option: EstimateOption): string | undefined => textOf(values, option);
  const number: ReadNumberOption = (option, standard, bounds) =>
    readNumber(option, text(option) ?? String(standard), bounds);
  return settleEstimator(name.value, text, number, seed.value);
}

function readSeed(values: EstimateValues): OptionValue<number> {
  return readNumber("seed", textOf(values, "seed") ?? "0", {
    whole: true,
    minimum: 0,
    maximum: limits.SEED_MAX,
  });
}

function textOf(values: EstimateValues, option: EstimateOption): string | undefined {
  const value = values[option];
  return typeof value === "string" ? value : undefined;
}

/** The value of an option that is known to be right. */
function valueOf<Value>(option: OptionValue<Value>): Value {
  if ("wrong" in option) {
    throw new Error(option.wrong);
  }
  return option.value;
}

type ReadOption = (option: EstimateOption) => string | undefined;
type ReadNumberOption = (
  option: EstimateOption,
  standard: number,
  bounds: Parameters<typeof readNumber>[2],
) => OptionValue<number>;

function settleEstimator(
  name: EstimatorName,
  text: ReadOption,
  number: ReadNumberOption,
  seed: number,
): OptionValue<EstimatorSettings> {
  switch (name) {
    case "binning": {
      const bins = number("bins", ESTIMATOR_DEFAULTS.binning.bins, {
        whole: true,
        minimum: 1,
        maximum: BINS_OUTSIDE_MAX,
      });
      const range = readRange(text("range") ?? ESTIMATOR_DEFAULTS.binning.range);
      return both(bins, range, (count, covered) => ({ name, bins: count, range: covered }));
    }
    case "kde":
      return one(readVariance(text, number, ESTIMATOR_DEFAULTS.kde.variance), (variance) => ({
        name,
        variance,
      }));
    case "ksg":
      return both(
        number("k", ESTIMATOR_DEFAULTS.ksg.neighbors, {
          whole: true,
          minimum: 1,
          maximum: limits.NEIGHBORS_MAX,
        }),
        number("algorithm", ESTIMATOR_DEFAULTS.ksg.algorithm, { whole: true, minimum: 1, maximum: 2 }),
        (neighbors, algorithm) => ({ name, neighbors, algorithm: algorithm === 2 ? 2 : 1 }),
      );
    case "noise":
      return both(
        readVariance(text, number, ESTIMATOR_DEFAULTS.noise.sigma ** 2),
        number("samples", ESTIMATOR_DEFAULTS.noise.samples, {
          whole: true,
          minimum: limits.NOISE_SAMPLES_MIN,
          maximum: limits.NOISE_SAMPLES_MAX,
        }),
        (variance, samples) => ({ name, sigma: Math.sqrt(variance), samples, seed }),
      );
    case "exact":
      return { value: { name } };
    case "renyi": {
      const width = number("width", 1, { above: 0, maximum: limits.KERNEL_WIDTH_MAX });
      if ("wrong" in width) {
        return width;
      }
      return both(
        number("alpha", ESTIMATOR_DEFAULTS.renyi.alpha, { above: 0, maximum: limits.ALPHA_MAX }),
        number("subsample", ESTIMATOR_DEFAULTS.renyi.subsample, {
          whole: true,
          minimum: limits.SUBSAMPLE_MIN,
          maximum: limits.SUBSAMPLE_MAX,
        }),
        (alpha, subsample) => ({
          name,
          alpha,
          subsample,
          seed,
          ...(text("width") === undefined ? {} : { width: width.value }),
        }),
      );
    }
  }
}

/** Bins are numbered in 16 bits. */
const BINS_OUTSIDE_MAX = 65_536;

/** σ² as the variance itself or as σ; not both. */
function readVariance(text: ReadOption, number: ReadNumberOption, standard: number): OptionValue<number> {
  const sigma = text("sigma");
  if (sigma !== undefined && text("variance") !== undefined) {
    return { wrong: "--sigma and --variance say the same thing; give one of them." };
  }
  return sigma === undefined
    ? number("variance", standard, { above: 0, maximum: limits.NOISE_VARIANCE_MAX })
    : one(number("sigma", 0, { above: 0, maximum: limits.NOISE_SIGMA_MAX }), (value) => value ** 2);
}

function readRange(text: string): OptionValue<BinningRange> {
  if (text === "auto" || text === "observed" || text === "quantile") {
    return { value: text };
  }
  const ends = text.split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
  const [low, high] = ends;
  return ends.length === 2 && Number.isFinite(low) && Number.isFinite(high) && low! < high!
    ? { value: [low!, high!] }
    : {
        wrong: `--range is "${text}"; it should be two rising numbers such as -1,1, or observed or quantile.`,
      };
}

function one<A, Value>(a: OptionValue<A>, make: (a: A) => Value): OptionValue<Value> {
  return "wrong" in a ? a : { value: make(a.value) };
}

function both<A, B, Value>(
  a: OptionValue<A>,
  b: OptionValue<B>,
  make: (a: A, b: B) => Value,
): OptionValue<Value> {
  return "wrong" in a ? a : one(b, (value) => make(a.value, value));
}
