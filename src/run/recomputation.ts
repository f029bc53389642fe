import { ESTIMATORS_MAX } from "../base/limits";
import type { Config } from "../config/schema/configSchema";
import { fail, succeed, type Result } from "../base/failure";
import type { EstimatorSettings } from "../information/estimators/estimators";
import { quote } from "../base/text";
import type { ActivationOwner, RunEvent } from "./runEvent";

/** A run that is to be estimated again. */
export interface Recomputation {
  /** The run's config with one more estimator at the end of its list. */
  readonly config: Config;
  readonly configName: string;
  /** The folder of the kept activations, beside the run file. */
  readonly activations: string;
  readonly activationsOf: ActivationOwner;
}

/** What asking one more estimator of a stored run takes; refused where the run kept no activations. */
export function planRecomputation(
  events: readonly RunEvent[],
  settings: EstimatorSettings,
): Result<Recomputation> {
  const [header] = events;
  if (header?.type !== "run/started") {
    return fail("run/file-format", "The run file has no header; it is no run of IB Analysis.");
  }
  const { config, configName, activations } = header;
  if (activations === undefined) {
    return fail(
      "run/file-format",
      `The run kept no activations, so no other estimator can be asked: run its config again with "analysis": { "keepActivations": true }.`,
      { path: ["analysis", "keepActivations"] },
    );
  }
  if (config === undefined) {
    return fail(
      "run/file-version",
      "The run's config is of another version of IB Analysis, which this one does not understand, so no other estimator can be asked: run its config again.",
    );
  }
  const { estimator } = config.analysis;
  const estimators = [...(Array.isArray(estimator) ? estimator : [estimator]), settings];
  if (estimators.length > ESTIMATORS_MAX) {
    return fail(
      "config/out-of-range",
      `The run has ${estimators.length - 1} estimators; a run has ${ESTIMATORS_MAX} at most.`,
      { path: ["analysis", "estimator"] },
    );
  }
  if (!events.some(({ type }) => type === "cell/snapshot")) {
    return fail(
      "run/file-format",
      `No snapshot of the run can be read, so there is nothing to estimate again: the run was cut off before its first one, or its file is damaged. The activations are kept in ${quote(activations)}: put back a sound copy of the run file, or run the config again. A layer's array (numpy.load of an epoch's .npz) can also be saved as .npy and given to ib-analysis estimate.`,
    );
  }
  return succeed({
    config: { ...config, analysis: { ...config.analysis, estimator: estimators } },
    configName,
    activations,
    activationsOf: header.activationsOf ?? { runId: header.runId, configHash: header.configHash },
  });
}
