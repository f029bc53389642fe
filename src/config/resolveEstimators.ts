import {
  ESTIMATOR_DEFAULTS,
  ESTIMATOR_TITLES,
  type EstimatorName,
  type EstimatorSettings,
} from "../information/estimators/settings";
import type { AnalysisConfig } from "./schema";

/** An estimator that a config asks for, with all its settings. */
export interface NamedEstimator {
  /** Its name, with a number behind it from the second of the same name on: "binning", "binning 2". */
  readonly key: string;
  readonly title: string;
  readonly settings: EstimatorSettings;
}

/** The estimators of a config in its order, the settings that it leaves out filled in. */
export function resolveEstimators(analysis: AnalysisConfig): readonly NamedEstimator[] {
  const { estimator } = analysis;
  const chosen = Array.isArray(estimator) ? estimator : [estimator];
  const counts = new Map<EstimatorName, number>();
  return chosen.map((choice) => {
    const settings = settle(choice, analysis);
    const count = (counts.get(settings.name) ?? 0) + 1;
    counts.set(settings.name, count);
    const number = count === 1 ? "" : ` ${count}`;
    return {
      key: `${settings.name}${number}`,
      title: `${ESTIMATOR_TITLES[settings.name]}${number}`,
      settings,
    };
  });
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
