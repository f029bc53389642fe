import type { ActivationName, OutputName } from "../../network/activation";
import { bytes } from "../../kernels/assembly/training.wasm";
import { instantiateKernels, type Kernels } from "../../kernels/kernels";
import type { LossName, OptimizerName } from "../engine/optimizer";

/** The exports of the training module; what each does is said there. Addresses are in bytes. */
export interface TrainingKernels extends Kernels {
  begin(rows: number, columns: number, batchRows: number, layers: number): void;
  addLayer(units: number, activation: number, levels: number, gridScale: number): void;
  setTraining(
    loss: number,
    optimizer: number,
    learningRate: number,
    momentum: number,
    weightDecay: number,
    firstMomentDecay: number,
    secondMomentDecay: number,
    epsilon: number,
  ): void;
  dataAddress(): number;
  labelsAddress(): number;
  orderAddress(): number;
  weightsAddress(layer: number): number;
  gridAddress(layer: number): number;
  squaredGradientMean(layer: number): number;
  squaredGradientDeviations(layer: number): number;
  weightStride(layer: number): number;
  paddedUnits(layer: number): number;
  beginEpoch(): void;
  trainBatches(from: number, rows: number, batchSize: number): void;
  beginBatch(from: number, count: number): void;
  passTiles(from: number, tiles: number): void;
  contractUnits(layer: number, unit: number, units: number, count: number): void;
  endBatch(): void;
  passRows(first: number, count: number): void;
  readLayer(layer: number, count: number): number;
  readLogits(count: number): number;
}

/** The module's numbers of what a config names. */
export const ACTIVATION_CODES: Readonly<Record<ActivationName | OutputName, number>> = {
  linear: 0,
  tanh: 1,
  sigmoid: 2,
  softsign: 3,
  relu: 4,
  elu: 5,
  softplus: 6,
  softmax: 7,
};

export const LOSS_CODES: Readonly<Record<LossName, number>> = { crossEntropy: 0, meanSquaredError: 1 };

export const OPTIMIZER_CODES: Readonly<Record<OptimizerName, number>> = {
  sgd: 0,
  momentum: 1,
  adam: 2,
  rmsprop: 3,
};

/** A fresh instance, for one network; undefined if this machine has no WebAssembly with SIMD. */
export function instantiateTrainingKernels(): TrainingKernels | undefined {
  return instantiateKernels<TrainingKernels>(bytes);
}
