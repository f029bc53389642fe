import type { ActivationName } from "../../network/activation";
import type { NetworkConfig } from "../schema/configSchema";

/** The activation of each hidden layer. */
export function hiddenActivations({ hidden, activation }: NetworkConfig): ActivationName[] {
  return hidden.map((layer) => (typeof layer === "number" ? activation : (layer.activation ?? activation)));
}
