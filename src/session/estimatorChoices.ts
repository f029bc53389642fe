import { ESTIMATORS, type EstimatorSettings } from "../information/estimators/estimators";
import type { EstimatorKind } from "../information/estimators/shared/estimatorKind";

/** What a stored run can be asked once more. */
export interface EstimatorChoice {
  readonly label: string;
  readonly description: string;
  readonly settings: EstimatorSettings;
}

/** The choices that every estimator offers, in their order. */
export function estimatorChoices(kinds: readonly EstimatorKind[] = ESTIMATORS): readonly EstimatorChoice[] {
  return kinds.flatMap(({ name, settings: schema, presets }) =>
    presets.map(({ label, description, settings }) => ({
      label,
      description,
      settings: schema.parse({ name, ...settings }) as EstimatorSettings,
    })),
  );
}
