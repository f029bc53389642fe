import type { MeasuredNetwork } from "../../information/estimators/shared/estimatorKind";
import { activationRange } from "../../network/activation";
import type { NetworkConfig } from "../schema/configSchema";

/** What estimators should know of a config's network before it is measured. */
export function describeForEstimators({ hidden, activation, quantize }: NetworkConfig): MeasuredNetwork {
  const isQuantized = quantize !== undefined;
  const isUnlimited = hidden.some((layer) => {
    const own = typeof layer === "number" ? activation : (layer.activation ?? activation);
    return activationRange(own) === undefined;
  });
  return { isQuantized, isUnlimited: isUnlimited && !isQuantized };
}
