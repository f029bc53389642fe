import type { CellResult, UnitFigures } from "../../src/analysis/cellResult";
import type { LayerTrajectory } from "../../src/analysis/trajectory";

export function layer(name: string, ixt: readonly number[], ity: readonly number[]): LayerTrajectory {
  return { name, epochs: ixt.map((_, index) => index * 10), ixt, ity };
}

export const units = (name: string, change: Partial<UnitFigures> = {}): UnitFigures => ({
  name,
  activation: "tanh",
  units: 4,
  constantUnits: 0,
  zeroUnits: 0,
  shareAtEnds: 0,
  ...change,
});
export const HEALTHY = [units("hidden 1"), units("hidden 2")];

/** Recorded epochs 1, 2, … with these losses and one layer whose gradient has this t-value with 4 batches. */
export function curve(losses: readonly number[], t: number): CellResult["epochs"] {
  return losses.map((trainingLoss, index) => ({
    epoch: index + 1,
    trainingLoss,
    testAccuracy: 0.9,
    layers: [{ gradientMean: t / 2, gradientDeviation: 1 }],
  }));
}
/** Twenty losses, from one to another in equal steps. */
export const line = (from: number, to: number): number[] =>
  Array.from({ length: 20 }, (_, index) => from + ((to - from) * index) / 19);

export const learned: CellResult = {
  layers: [
    layer("hidden 1", [10, 11, 10], [0.5, 0.9, 0.95]),
    layer("hidden 2", [8, 9, 5], [0.2, 0.8, 0.9]),
    layer("output", [5, 6, 3], [0.1, 0.8, 0.9]),
  ],
  isShannon: true,
  lastEstimates: [
    { ixt: 10, ity: 0.95, ceilingIxt: 12, saturated: false },
    { ixt: 5, ity: 0.9, ceilingIxt: 12, saturated: false },
    { ixt: 3, ity: 0.9, ceilingIxt: 12, saturated: false },
  ],
  training: { rows: 3482, accuracy: 0.98, largestClass: 0.5 },
  test: { rows: 614, accuracy: 0.96, largestClass: 0.5 },
  inputEntropy: 12,
  inputLabelInformation: 0.99,
  coarser: "take fewer analysis.bins",
  baselineLoss: Math.LN2,
  attainableAccuracy: 1,
  conditionalKnown: false,
  divergedAt: undefined,
  estimatorNotes: [],
  epochs: curve(line(0.7, 0.02), 0.3),
  outputBits: [0.1, 0.8, 0.9],
  hidden: [10, 7],
  batchesPerEpoch: 4,
  weightNorms: { start: 1, end: 2 },
  units: { start: HEALTHY, end: HEALTHY },
  inputs: { standardized: true, range: [0, 255] },
  settings: {
    optimizer: "sgd",
    learningRate: 0.5,
    defaultLearningRate: 0.5,
    epochs: 100,
    loss: "crossEntropy",
    weightDecay: 0,
  },
};

/** Right on as many rows as the largest class has; the loss at rest. */
export const notLearned: CellResult = {
  ...learned,
  training: { rows: 3482, accuracy: 0.5, largestClass: 0.5 },
  test: { rows: 614, accuracy: 0.5, largestClass: 0.5 },
  epochs: curve(line(0.69, 0.688), 0.3),
  outputBits: [0, 0.01, 0.01],
};
