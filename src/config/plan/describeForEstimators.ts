import type { MeasuredNetwork } from "../../information/estimators/shared/estimatorKind";
import { activationRange } from "../../network/activation";
import type { NetworkConfig } from "../schema/configSchema";
import { hiddenActivations } from "./hiddenActivations";

/** What estimators should know of a config's network before it is measured. */
export function describeForEstimators(network: NetworkConfig): MeasuredNetwork {
  const isQuantized = network.quantize !== undefined;
  const isUnlimited = hiddenActivations(network).some((name) => activationRange(name) === undefined);
  return { isQuantized, isUnlimited: isUnlimited && !isQuantized };
}
