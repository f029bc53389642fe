/**
 * The activation functions a config can name, with the interval that their values can take. The interval
 * decides how a binning estimator covers them: a bounded function has a natural range, an unbounded one has not.
 */
export const ACTIVATION_NAMES = ["tanh", "sigmoid", "softsign", "relu", "elu", "softplus", "linear"] as const;
export type ActivationName = (typeof ACTIVATION_NAMES)[number];

export const OUTPUT_NAMES = ["softmax", "sigmoid"] as const;
export type OutputName = (typeof OUTPUT_NAMES)[number];

/** The natural range of an activation's values, or undefined if it has no finite one. */
export function activationRange(name: ActivationName | OutputName): readonly [number, number] | undefined {
  switch (name) {
    case "tanh":
    case "softsign":
      return [-1, 1];
    case "sigmoid":
    case "softmax":
      return [0, 1];
    case "relu":
    case "elu":
    case "softplus":
    case "linear":
      return undefined;
  }
}
