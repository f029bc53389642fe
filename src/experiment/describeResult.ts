import type { CellResult, LastEstimate, SetAccuracy } from "../analysis/cellResult";
import type { CellSnapshot } from "../run/runEvent";
import { LEARNING_RATE_DEFAULTS } from "../training/engine/optimizer";
import type { Cell } from "./cell";
import type { CellSetup } from "./prepareCell";

/** An I(X;T) within this share of the most that it can be says that all rows differ. */
const CEILING_SHARE = 0.99;
/** Flags by which an estimator says the same. */
const SATURATED_FLAGS: readonly string[] = ["saturated", "unique-rows"];

/** What is known of a result before the first epoch, for what the run says at its end. */
export function describeTask(
  cell: Cell,
  { started, dataset, split, network, estimators }: CellSetup,
): Pick<
  CellResult,
  | "isShannon"
  | "coarser"
  | "inputEntropy"
  | "inputLabelInformation"
  | "baselineLoss"
  | "attainableAccuracy"
  | "conditionalKnown"
  | "batchesPerEpoch"
  | "inputs"
  | "settings"
> {
  const { optimizer, learningRate, epochs, loss, weightDecay } = cell.config.training;
  const {
    standardized = false,
    inputRange = [0, 1],
    inputEntropy,
    inputLabelInformation,
    conditionalKnown,
  } = started.dataset;
  const shares = sharesOf(dataset.labels, split.training, dataset.classNames.length);
  return {
    isShannon: estimators[0]?.isShannon ?? true,
    coarser: estimators[0]!.coarser,
    inputEntropy,
    inputLabelInformation,
    baselineLoss: lossOfShares(shares, loss, network.layers.at(-1)!.activation === "sigmoid"),
    attainableAccuracy: attainableAccuracy(dataset.conditional, dataset.classNames.length),
    conditionalKnown,
    batchesPerEpoch: started.batchesPerEpoch,
    inputs: { standardized, range: inputRange },
    settings: {
      optimizer,
      learningRate,
      defaultLearningRate: LEARNING_RATE_DEFAULTS[optimizer],
      epochs,
      loss,
      weightDecay,
    },
  };
}

/** The accuracy on a set of rows beside that of always answering the class that is largest among the training rows. */
export function describeSet(
  { dataset, split }: CellSetup,
  set: "training" | "test",
  accuracy: number,
): SetAccuracy {
  const classes = dataset.classNames.length;
  const inTraining = sharesOf(dataset.labels, split.training, classes);
  const shares = sharesOf(dataset.labels, split[set], classes);
  return {
    rows: split[set].length,
    accuracy,
    largestClass: shares[inTraining.indexOf(Math.max(...inTraining))]!,
  };
}

/** What the first estimator says of each layer over all rows. */
export function describeLastEstimates({ estimates }: CellSnapshot): LastEstimate[] {
  return (estimates[0]?.layers ?? []).map(({ ixt, ity, ceiling, flags }) => ({
    ixt,
    ity,
    ceilingIxt: ceiling.ixt,
    saturated:
      flags.some(({ code }) => SATURATED_FLAGS.includes(code)) ||
      (ceiling.ixt > 0 && ixt >= CEILING_SHARE * ceiling.ixt),
  }));
}

/** L2 norm of the weights of all layers together. */
export function normOfAll(norms: readonly number[]): number {
  return Math.hypot(...norms);
}

function sharesOf(labels: Uint16Array, rows: Uint32Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const row of rows) {
    counts[labels[row]!]! += 1;
  }
  return counts.map((count) => count / rows.length);
}

function lossOfShares(
  shares: readonly number[],
  loss: Cell["config"]["training"]["loss"],
  isOneUnit: boolean,
): number {
  if (loss === "crossEntropy") {
    return shares.reduce((sum, share) => sum - (share > 0 ? share * Math.log(share) : 0), 0);
  }
  const squares = 1 - shares.reduce((sum, share) => sum + share ** 2, 0);
  return isOneUnit ? squares / 2 : squares / shares.length;
}

function attainableAccuracy(conditional: Float64Array | undefined, classes: number): number {
  if (conditional === undefined) {
    return 1;
  }
  let sum = 0;
  for (let at = 0; at < conditional.length; at += classes) {
    sum += Math.max(...conditional.subarray(at, at + classes));
  }
  return sum / (conditional.length / classes);
}
