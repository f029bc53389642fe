import {
  estimatorOf,
  settleEstimator,
  type EstimatorSettings,
} from "../../information/estimators/estimators";
import type { INHERITED } from "../schema/analysisSchema";
import type { AnalysisConfig } from "../schema/configSchema";

/** An estimator that a config asks for, with all its settings. */
export interface NamedEstimator {
  /** Its name, with a number behind it from the second of the same name on: "binning", "binning 2". */
  readonly key: string;
  /** For people: "binning", and what tells it from the others if a config has several of one name. */
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
    const kind = estimatorOf(settings);
    return {
      key: count === 1 ? name : `${name} ${count}`,
      title: isRepeated ? `${kind.title} (${kind.tellApart(settings)})` : kind.title,
      settings,
    };
  });
}

type EstimatorChoice = Exclude<AnalysisConfig["estimator"], readonly unknown[]>;

/** An estimator with its own settings, else those of `analysis`, else its defaults. */
function settle(choice: EstimatorChoice, analysis: AnalysisConfig): EstimatorSettings {
  const written = typeof choice === "string" ? { name: choice } : choice;
  const { shape } = estimatorOf(written).settings;
  const { bins, range } = analysis;
  const inherited = Object.entries({ bins, range } satisfies Record<keyof typeof INHERITED, unknown>);
  const own: readonly (readonly [string, unknown])[] = Object.entries(written);
  const settings: Record<string, unknown> = {};
  for (const [field, value] of [...inherited, ...own]) {
    if (field in shape && value !== undefined) {
      settings[field] = value;
    }
  }
  return settleEstimator({ ...settings, name: written.name });
}
