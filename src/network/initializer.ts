/** Weight initializers by their Keras names, and the paper's, which Keras has not. Biases start at 0. */
export const INITIALIZER_NAMES = [
  "paper_normal",
  "lecun_normal",
  "lecun_uniform",
  "glorot_normal",
  "glorot_uniform",
  "he_normal",
  "he_uniform",
  "random_normal",
  "random_uniform",
  "truncated_normal",
  "orthogonal",
] as const;
export type InitializerName = (typeof INITIALIZER_NAMES)[number];
