import {
  ESTIMATOR_DEFAULTS,
  ESTIMATOR_TITLES,
  type BinningRange,
  type EstimatorName,
  type EstimatorSettings,
} from "../../information/estimators/settings";
import type { AnalysisConfig } from "../schema/configSchema";

/** An estimator that a config asks for, with all its settings. */
export interface NamedEstimator {
  /** Its name, with a number behind it from the second of the same name on: "binning", "binning 2". */
  readonly key: string;
  /** For people: "binning", and with what tells it from the others where a config has several of one name. */
  readonly title: string;
  readonly settings: EstimatorSettings;
}

/** The estimators of a config in its order, the settings that it leaves out filled in. */
export function resolveEstimators(analysis: AnalysisConfig): readonly NamedEstimator[] {
  const { estimator } = analysis;
  const all = (Array.isArray(estimator) ? estimator : [estimator]).map((choice) => settle(choice, analysis));
  return all.map((settings, index) => {
    const { name } = settings;
    const isRepeated = all.filter((other) => other.name === name).length > 1;
    const count = all.slice(0, index + 1).filter((other) => other.name === name).length;
    const title = ESTIMATOR_TITLES[name];
    return {
      key: count === 1 ? name : `${name} ${count}`,
      title: isRepeated ? `${title} (${describeSettings(settings)})` : title,
      settings,
    };
  });
}

/** What tells an estimator from another of the same name. */
function describeSettings(settings: EstimatorSettings): string {
  switch (settings.name) {
    case "binning":
      return `${settings.bins} bins${describeRange(settings.range)}`;
    case "kde":
      return `σ² = ${settings.variance}`;
    case "ksg":
      return `k = ${settings.neighbors}, algorithm ${settings.algorithm}`;
    case "noise":
      return `σ = ${settings.sigma}, ${settings.samples} draws`;
    case "exact":
      return "as it is";
    case "renyi":
      return `α = ${settings.alpha}, ${settings.subsample} rows`;
  }
}

function describeRange(range: BinningRange): string {
  switch (range) {
    case "auto":
      return "";
    case "observed":
      return " over the observed range";
    case "quantile":
      return " of equal mass";
    default:
      return ` over [${range[0]}, ${range[1]}]`;
  }
}

type EstimatorChoice = Exclude<AnalysisConfig["estimator"], readonly unknown[]>;

function settle(choice: EstimatorChoice, { bins, range }: AnalysisConfig): EstimatorSettings {
  if (typeof choice === "string") {
    return defaultSettings(choice, { bins, range });
  }
  switch (choice.name) {
    case "binning":
      return { name: "binning", bins: choice.bins ?? bins, range: choice.range ?? range };
    case "ksg":
      return { ...choice, algorithm: choice.algorithm === 2 ? 2 : 1 };
    case "kde":
    case "noise":
    case "exact":
    case "renyi":
      return choice;
  }
}

/** An estimator by its name alone; binning takes what is given, the others their defaults. */
function defaultSettings(
  name: EstimatorName,
  binning: Pick<AnalysisConfig, "bins" | "range">,
): EstimatorSettings {
  switch (name) {
    case "binning":
      return { name, ...binning };
    case "kde":
      return { name, ...ESTIMATOR_DEFAULTS.kde };
    case "ksg":
      return { name, ...ESTIMATOR_DEFAULTS.ksg };
    case "noise":
      return { name, ...ESTIMATOR_DEFAULTS.noise };
    case "exact":
      return { name };
    case "renyi":
      return { name, ...ESTIMATOR_DEFAULTS.renyi };
  }
}
