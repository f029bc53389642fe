/** The function of a layer; the numbers are the caller's too. */
export const LINEAR: i32 = 0;
export const TANH: i32 = 1;
export const SIGMOID: i32 = 2;
export const SOFTSIGN: i32 = 3;
export const RELU: i32 = 4;
export const ELU: i32 = 5;
export const SOFTPLUS: i32 = 6;
export const SOFTMAX: i32 = 7;

export const CROSS_ENTROPY: i32 = 0;
export const MEAN_SQUARED_ERROR: i32 = 1;

export const SGD: i32 = 0;
export const MOMENTUM: i32 = 1;
export const ADAM: i32 = 2;
export const RMSPROP: i32 = 3;
