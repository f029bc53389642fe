import type { ConfigPath } from "../base/failure";
import type { CellResult, UnitFigures } from "./cellResult";
import { percent, plain } from "./figures";
import { measureLearning, type LearningFigures } from "./learning";

export type CauseCode =
  | "data/same-inputs"
  | "data/no-information"
  | "data/noisy-labels"
  | "data/input-scale"
  | "data/rare-classes"
  | "training/dead-units"
  | "training/saturated-units"
  | "training/weight-decay"
  | "training/rate-too-high"
  | "training/rate-too-low"
  | "training/too-short"
  | "network/too-small";

/** Why a network has not learnt (all of) its task. */
export interface Cause {
  readonly code: CauseCode;
  /** What was seen, with its figures, and what to do: whole sentences. */
  readonly message: string;
  readonly path: ConfigPath;
}

/** Inputs whose largest value is above the one or below the other are far from the size that a network expects. */
const LARGE_INPUT = 10;
const SMALL_INPUT = 0.1;
/** A layer with this share of its units constant passes on too little. */
const DEAD_SHARE = 0.5;
/** Units of which this share of the answers lies at the ends of their interval hardly get a gradient. */
const SATURATED_SHARE = 0.5;
/** Weights below this multiple of their start were pulled to 0. */
const SHRUNK_WEIGHTS = 0.5;
/** Weights whose norm changed by less than this share, with a loss that changed by less than the other, did not move. */
const UNMOVED_WEIGHTS = 0.02;
const UNMOVED_LOSS = 0.02;
/** Weights above this multiple of their start have been driven away where the loss says nothing was won by it. */
const GROWN_WEIGHTS = 10;
/** A loss this much above its smallest value, or above that of the classes' shares, was made worse by training. */
const RISEN_LOSS = 1.1;
const ABOVE_SHARES = 1.05;
/** A loss that rises in more than this share of late epochs goes to and fro … */
const LATE_RISES = 0.35;
/** … unless its late fall is larger than this. */
const LATE_FALL = 0.03;
/** … and by more than this share of the loss. */
const WOBBLE = 0.02;
/**
 * A gradient whose t-value is above this still points somewhere. Batches of one epoch share out the rows, so that at rest
 * t comes to 0.2 to 0.5, below the 1 of independent batches.
 */
const DRIFTING = 0.7;
/** A loss that falls by more than this has a way to go, wherever the gradient points. */
const STEEP_FALL = 0.15;
/** A loss that fell by less than this in the second half of the epochs no longer falls. */
const FLAT_FALL = 0.003;
/**
 * A rate below this share of the optimizer's default is a low one, above it a high one. Advice for either ends at this
 * rate, so that none leads to the other.
 */
const LOW_RATE = 0.1;
/** Steps up to this share of the loss, of a loss this near its smallest value, are the noise of mini-batches. */
const SMALL_WOBBLE = 0.1;
const NEAR_SMALLEST = 1.05;
/** The test rows are answered as well as the training rows within so many standard errors. */
const SAME_ERRORS = 2;
/** A batch that holds all of at least so many training rows is better cut into so many batches. */
const ROWS_TO_CUT = 20;
const BATCHES = 10;
/** Less than this many bits is none but for rounding. */
const NO_BITS = 1e-6;
/** A largest class with this share hides what a network knows of the others. */
const RARE_FROM = 0.8;
const RARE_LOSS = 0.9;

/** The cause that the figures of a training speak for; gradient and loss decide, not the plane. */
export function findCause(result: CellResult): Cause {
  const learning = measureLearning(result);
  return (
    noInformation(result) ??
    inputScale(result) ??
    weightDecay(result, learning) ??
    deadUnits(result) ??
    saturatedFromStart(result) ??
    rareClasses(result, learning) ??
    (learning && fromCurve(result, learning)) ??
    tooSmall(result, learning)
  );
}

/** A rate to try in place of one that is too high. */
export function lowerRate({ settings }: CellResult): string {
  const { learningRate, defaultLearningRate } = settings;
  return plain(
    compareRate(settings) > 0
      ? Math.max(LOW_RATE * defaultLearningRate, Math.min(defaultLearningRate, learningRate / 10))
      : learningRate / 10,
  );
}

/** Above 0 of a high rate, below 0 of a low one, 0 between the two. */
function compareRate({ learningRate, defaultLearningRate }: CellResult["settings"]): number {
  const share = learningRate / (LOW_RATE * defaultLearningRate);
  return Math.abs(share - 1) < 0.01 ? 0 : share - 1;
}

function noInformation({ inputEntropy, inputLabelInformation }: CellResult): Cause | undefined {
  if (inputEntropy < NO_BITS) {
    return {
      code: "data/same-inputs",
      message:
        "All inputs are the same in every row (H(X) = 0 bit): nothing can be learnt from them. Look whether the file has the columns that were meant.",
      path: ["data"],
    };
  }
  return inputLabelInformation < NO_BITS
    ? {
        code: "data/no-information",
        message:
          "The inputs tell nothing about the labels in this data (I(X;Y) = 0 bit): nothing can be learnt from them. Other inputs are needed.",
        path: ["data"],
      }
    : undefined;
}

/** Inputs that are left as they are though they are far from 1, in words; undefined of others. */
export function describeInputScale({ inputs: { standardized, range } }: CellResult): string | undefined {
  const largest = Math.max(Math.abs(range[0]), Math.abs(range[1]));
  return standardized || (largest <= LARGE_INPUT && largest >= SMALL_INPUT)
    ? undefined
    : `the inputs lie between ${plain(range[0])} and ${plain(range[1])} and are not standardized`;
}

function inputScale(result: CellResult): Cause | undefined {
  const scale = describeInputScale(result);
  return scale === undefined
    ? undefined
    : {
        code: "data/input-scale",
        message: `The cause is probably the size of the inputs: ${scale}, while a network expects values around 1. Set data.normalize to "standardize".`,
        path: ["data", "normalize"],
      };
}

function weightDecay({ settings }: CellResult, learning: LearningFigures | undefined): Cause | undefined {
  return settings.weightDecay > 0 && learning !== undefined && learning.weightGrowth < SHRUNK_WEIGHTS
    ? {
        code: "training/weight-decay",
        message: `The cause is probably training.weightDecay (${plain(settings.weightDecay)}): it pulled the weights to ${percent(learning.weightGrowth)} of their size at the start. Lower it, to ${plain(settings.weightDecay / 10)} or 0.`,
        path: ["training", "weightDecay"],
      }
    : undefined;
}

function deadUnits(result: CellResult): Cause | undefined {
  const { start, end } = result.units;
  const index = end.findIndex(({ constantUnits, units }) => constantUnits >= Math.max(1, DEAD_SHARE * units));
  const layer = end[index];
  if (layer === undefined) {
    return undefined;
  }
  const before = start[index]?.constantUnits ?? 0;
  const zeros = layer.zeroUnits === layer.constantUnits && layer.zeroUnits > 0;
  const seen = `${layer.constantUnits} of the ${layer.units} ${layer.activation} units of ${layer.name} ${zeros ? "answer every row with 0" : "answer every row alike"} at the end, ${before} before training`;
  if (before >= Math.max(1, DEAD_SHARE * layer.units)) {
    return {
      code: "training/dead-units",
      message: `The cause is probably dead units: ${seen}. The initial weights left them so: take another training.seed, more units in network.hidden${zeros ? `, or network.activation "elu", which has a slope everywhere` : ""}.`,
      path: ["network", "hidden"],
    };
  }
  const { learningRate, defaultLearningRate } = result.settings;
  const rate =
    compareRate(result.settings) > 0
      ? Math.max(LOW_RATE * defaultLearningRate, Math.min(defaultLearningRate, learningRate / 3))
      : learningRate / 3;
  const lower = `lower training.learningRate (it is ${plain(learningRate)}), to ${plain(rate)} for a start`;
  return {
    code: "training/dead-units",
    message: `The cause is probably that units died: ${seen}. Steps that are too large do this: ${zeros ? `set network.activation to "elu", whose units do not die, or ${lower}` : lower}.`,
    path: zeros ? ["network", "activation"] : ["training", "learningRate"],
  };
}

function saturatedFromStart(result: CellResult): Cause | undefined {
  const layer = mostSaturated(result.units.start);
  if (layer === undefined || layer.shareAtEnds < SATURATED_SHARE) {
    return undefined;
  }
  return {
    code: "training/saturated-units",
    message: `The cause is probably saturation: ${percent(layer.shareAtEnds)} of the answers of ${layer.name} (${layer.activation}) lay at the ends of their interval before training began, where next to no gradient passes. Make what goes into the units smaller: data.normalize "standardize", or a network.initializer with smaller weights such as "lecun_normal".`,
    path: ["network", "initializer"],
  };
}

function rareClasses(
  { training, ...result }: CellResult,
  learning: LearningFigures | undefined,
): Cause | undefined {
  const isRare = training.largestClass >= RARE_FROM && training.accuracy <= training.largestClass;
  return isRare && learning !== undefined && learning.endLoss < RARE_LOSS * result.baselineLoss
    ? {
        code: "data/rare-classes",
        message: `Its loss of ${plain(learning.endLoss)} is below the ${plain(result.baselineLoss)} of always answering the classes' shares, so it does tell rows apart, but never enough to answer with a rare class. More rows of the rare classes would help; accuracy says little here.`,
        path: ["data"],
      }
    : undefined;
}

function fromCurve(result: CellResult, learning: LearningFigures): Cause | undefined {
  const { startLoss, endLoss, weightGrowth, lateFall, lateRises, smallestLoss, drift } = learning;
  const { epochs } = result.settings;
  const isHigh = compareRate(result.settings) > 0;
  const isLow = compareRate(result.settings) < 0;
  const moved =
    Math.abs(weightGrowth - 1) > UNMOVED_WEIGHTS || Math.abs(startLoss - endLoss) > UNMOVED_LOSS * startLoss;
  if (!moved && isLow) {
    return tooLow(
      result,
      `in ${epochs} epochs the weights' norm changed by ${percent(Math.abs(weightGrowth - 1))} and the training loss went from ${plain(startLoss)} to ${plain(endLoss)}`,
    );
  }
  if (endLoss > ABOVE_SHARES * result.baselineLoss && moved && isHigh) {
    return tooHigh(
      result,
      `the training loss ended at ${plain(endLoss)}, above the ${plain(result.baselineLoss)} of always answering the classes' shares`,
    );
  }
  if (endLoss > RISEN_LOSS * smallestLoss && lateFall < 0 && isHigh) {
    return tooHigh(
      result,
      `the training loss had been down to ${plain(smallestLoss)} and ended at ${plain(endLoss)}`,
    );
  }
  const saturated = mostSaturated(result.units.end);
  if (lateFall < LATE_FALL && weightGrowth > GROWN_WEIGHTS && isHigh) {
    const ends =
      saturated !== undefined && saturated.shareAtEnds >= SATURATED_SHARE
        ? `, ${percent(saturated.shareAtEnds)} of the answers of ${saturated.name} lie at the ends of their interval,`
        : "";
    return tooHigh(
      result,
      `the weights grew to ${plain(weightGrowth)} times their size at the start${ends} and the training loss ${describeFall(lateFall)}`,
    );
  }
  if (lateFall < LATE_FALL && lateRises > LATE_RISES && isHigh && learning.wobble > WOBBLE) {
    if (isNoise(result, learning)) {
      return noisyLabels(result, learning);
    }
    return tooHigh(
      result,
      `the training loss goes to and fro: it rose in ${percent(lateRises)} of the later recorded epochs, by up to ${percent(learning.wobble)}`,
    );
  }
  // One batch an epoch has no noise: every fall counts, as nothing tells where the gradient points.
  const falls = Number.isNaN(drift)
    ? lateFall >= FLAT_FALL
    : lateFall >= LATE_FALL && !(drift <= DRIFTING && lateFall < STEEP_FALL);
  if (!falls && !(drift > DRIFTING)) {
    return undefined;
  }
  const seen = falls
    ? `the training loss still falls, by ${percent(lateFall)} in the second half of the epochs`
    : `the gradient still points one way (t = ${drift.toFixed(1)}, where 0.2 to 0.5 is rest)`;
  return isLow ? tooLow(result, seen) : tooShort(result, seen);
}

/** Whether a loss that goes to and fro does so near its smallest value, and test rows fare no worse than training rows. */
function isNoise(
  { training, test, conditionalKnown, baselineLoss }: CellResult,
  { endLoss, smallestLoss, wobble }: LearningFigures,
): boolean {
  const error = Math.sqrt((training.accuracy * (1 - training.accuracy)) / test.rows);
  return (
    !conditionalKnown &&
    wobble <= SMALL_WOBBLE &&
    endLoss <= NEAR_SMALLEST * smallestLoss &&
    endLoss < baselineLoss &&
    training.accuracy - test.accuracy <= SAME_ERRORS * error
  );
}

function noisyLabels(
  result: CellResult,
  { lateRises, wobble, endLoss, smallestLoss }: LearningFigures,
): Cause {
  return {
    code: "data/noisy-labels",
    message: `The training loss only goes to and fro near its smallest value (it rose in ${percent(lateRises)} of the later recorded epochs, by up to ${percent(wobble)}, and ended at ${plain(endLoss)} with ${plain(smallestLoss)} the smallest), and the test rows are answered about as well as the training rows (${percent(result.test.accuracy)}): probably the labels are noisy or the inputs do not tell more about them. If more is known to be possible, try network.hidden with twice the units, or a training.learningRate of ${lowerRate(result)}.`,
    path: ["data"],
  };
}

function tooShort(result: CellResult, seen: string): Cause {
  const { epochs } = result.settings;
  const { rows } = result.training;
  if (result.batchesPerEpoch === 1 && rows >= ROWS_TO_CUT) {
    return {
      code: "training/too-short",
      message: `The cause is probably too few steps: ${seen}, and every epoch is a single step, as one mini-batch holds all ${rows} training rows. Set training.batchSize to ${Math.ceil(rows / BATCHES)}, which makes about ${BATCHES} steps an epoch, or train longer, with training.epochs ${4 * epochs} for a start.`,
      path: ["training", "batchSize"],
    };
  }
  return {
    code: "training/too-short",
    message: `The cause is probably too short a training: ${seen}. Train longer, with training.epochs ${4 * epochs} for a start.`,
    path: ["training", "epochs"],
  };
}

function tooHigh(result: CellResult, seen: string): Cause {
  return {
    code: "training/rate-too-high",
    message: `The cause is probably a learning rate that is too high: ${seen}. Lower training.learningRate (it is ${plain(result.settings.learningRate)}), to ${lowerRate(result)} for a start.`,
    path: ["training", "learningRate"],
  };
}

function tooLow(
  { settings: { learningRate, defaultLearningRate, optimizer } }: CellResult,
  seen: string,
): Cause {
  return {
    code: "training/rate-too-low",
    message: `The cause is probably a learning rate that is too low: ${seen}. Raise training.learningRate (it is ${plain(learningRate)}), to ${plain(LOW_RATE * defaultLearningRate)} for a start; the default for ${optimizer} is ${plain(defaultLearningRate)}.`,
    path: ["training", "learningRate"],
  };
}

/** Nothing is broken: the network cannot do more, or nothing can. */
function tooSmall(
  { conditionalKnown, attainableAccuracy, settings: { epochs } }: CellResult,
  learning: LearningFigures | undefined,
): Cause {
  const lateFall = learning?.lateFall ?? 0;
  const rest = `The training loss ${describeFall(lateFall)} and no layer has mostly dead units`;
  const longer =
    lateFall >= FLAT_FALL ? ` It may also need longer: try training.epochs ${4 * epochs} first.` : "";
  return {
    code: "network/too-small",
    message: conditionalKnown
      ? `${rest}, while ${percent(attainableAccuracy)} can be reached on this data: give network.hidden more units.${longer}`
      : `${rest}: either the network is too small or the inputs do not tell more about the labels, which one run cannot tell apart.${longer} Try network.hidden with twice the units; if the accuracy stays, the labels are noisy or other inputs are needed.`,
    path: ["network", "hidden"],
  };
}

function describeFall(lateFall: number): string {
  if (Math.abs(lateFall) < FLAT_FALL) {
    return "no longer falls";
  }
  return lateFall < 0
    ? `rose by ${percent(-lateFall)} in the second half of the epochs`
    : `fell by only ${percent(lateFall)} in the second half of the epochs`;
}

function mostSaturated(layers: readonly UnitFigures[]): UnitFigures | undefined {
  return layers.reduce<UnitFigures | undefined>(
    (most, layer) => (most === undefined || layer.shareAtEnds > most.shareAtEnds ? layer : most),
    undefined,
  );
}
