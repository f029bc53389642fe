/** The optimizers a config can name; `momentum` is SGD with momentum. */
export const OPTIMIZER_NAMES = ["sgd", "momentum", "adam", "rmsprop"] as const;
export type OptimizerName = (typeof OPTIMIZER_NAMES)[number];

/**
 * The learning rate of a config that names none. At each of these every network that was tried learned, at least ten of
 * the built-in task and ten of a table of 150 rows and three classes, in 2000 epochs. A rate for plain gradient descent
 * is far too large for optimizers that scale their steps.
 */
export const LEARNING_RATE_DEFAULTS: Readonly<Record<OptimizerName, number>> = {
  sgd: 0.05,
  momentum: 0.005,
  adam: 0.002,
  rmsprop: 0.004,
};

export const LOSS_NAMES = ["crossEntropy", "meanSquaredError"] as const;
export type LossName = (typeof LOSS_NAMES)[number];

/** Everything that an optimizer needs to know besides the gradients. */
export interface OptimizerSettings {
  readonly name: OptimizerName;
  readonly learningRate: number;
  /** Used by `momentum` only. */
  readonly momentum: number;
  /** L2 penalty: weightDecay · w is added to the gradient of every weight; biases are left alone. */
  readonly weightDecay: number;
}

/** Adam's constants (Kingma & Ba 2015) and RMSProp's (Hinton, lecture 6e), as Keras and TensorFlow.js have them. */
export const ADAM_BETA1 = 0.9;
export const ADAM_BETA2 = 0.999;
export const ADAM_EPSILON = 1e-8;
export const RMSPROP_DECAY = 0.9;
export const RMSPROP_EPSILON = 1e-8;
