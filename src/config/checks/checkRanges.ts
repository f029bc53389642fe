import type { ConfigPath } from "../../base/failure";
import { activationRange, type ActivationName } from "../../network/activation";
import { quantizationOf } from "../../network/quantization";
import { hiddenActivations } from "../plan/hiddenActivations";
import { pathOfEstimator } from "../plan/pathOfEstimator";
import type { AnalysisConfig, Config, NetworkConfig } from "../schema/configSchema";
import { fieldName, writeValue } from "../text/wording";
import type { Check, Report } from "./check";

/** Values outside of fixed bins all count to the outermost ones, which changes what is measured. */
export const checkRanges: Check = ({ config, report }) => {
  const { range, estimator } = config.analysis;
  checkRange(config, ["analysis", "range"], range, report);
  const choices = Array.isArray(estimator) ? estimator : [estimator];
  for (const [index, choice] of choices.entries()) {
    if (typeof choice === "object" && choice.name === "binning" && choice.range !== undefined) {
      checkRange(config, [...pathOfEstimator(config.analysis, index), "range"], choice.range, report);
    }
  }
};

function checkRange(
  { network }: Config,
  path: ConfigPath,
  range: AnalysisConfig["range"],
  report: Report,
): void {
  if (typeof range === "string") {
    return;
  }
  const overflowing = hiddenActivations(network).find(
    (activation) => !covers(range, valueRange(network, activation)),
  );
  if (overflowing === undefined) {
    return;
  }
  const natural = valueRange(network, overflowing);
  const reach = natural === undefined ? "have no bound" : `cover ${writeValue(natural)}`;
  report(
    "warning",
    path,
    `${fieldName(path)} is ${writeValue(range)}, but the values of ${overflowing} ${reach}: those outside count to the outermost bins; "auto" covers all of them.`,
    (place) => [{ title: `Change to "auto"`, edits: [{ ...place, text: `"auto"` }] }],
  );
}

/** What a hidden layer's values cannot leave; rounding to a grid bounds those of every activation. */
function valueRange(
  { quantize }: NetworkConfig,
  activation: ActivationName,
): readonly [number, number] | undefined {
  if (quantize === undefined) {
    return activationRange(activation);
  }
  const { low, high } = quantizationOf(quantize, activation);
  return [low, high];
}

function covers(
  [low, high]: readonly [number, number],
  values: readonly [number, number] | undefined,
): boolean {
  return values !== undefined && low <= values[0] && values[1] <= high;
}
