import type { ConfigPath } from "../failure";
import type { CellResult, UnitFigures } from "./cellResult";
import { percent, plain } from "./figures";
import { measureLearning, type LearningFigures } from "./learning";

export type CauseCode =
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
/** A rate at most this share of the optimizer's default is a low one. */
const LOW_RATE = 0.1;
/** A largest class with this share hides what a network knows of the others. */
const RARE_FROM = 0.8;
const RARE_LOSS = 0.9;

/** The cause that the figures of a training speak for; gradient and loss decide, not the plane. */
export function findCause(result: CellResult): Cause {
  const learning = measureLearning(result);
  return (
    inputScale(result) ??
    weightDecay(result, learning) ??
    deadUnits(result) ??
    saturatedFromStart(result) ??
    rareClasses(result, learning) ??
    (learning && fromCurve(result, learning)) ??
    tooSmall(result)
  );
}

/** A rate to try in place of one that is too high. */
export function lowerRate({ settings: { learningRate, defaultLearningRate } }: CellResult): string {
  return plain(Math.min(defaultLearningRate, learningRate / 10));
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
  return {
    code: "training/dead-units",
    message: `The cause is probably that units died: ${seen}. Steps that are too large do this: lower training.learningRate (it is ${plain(result.settings.learningRate)}), to ${lowerRate(result)} for a start${zeros ? `, or set network.activation to "elu", whose units do not die` : ""}.`,
    path: ["training", "learningRate"],
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
  const { learningRate, defaultLearningRate, epochs } = result.settings;
  const isHigh = learningRate > LOW_RATE * defaultLearningRate;
  const moved =
    Math.abs(weightGrowth - 1) > UNMOVED_WEIGHTS || Math.abs(startLoss - endLoss) > UNMOVED_LOSS * startLoss;
  if (!moved && !isHigh) {
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
      `the weights grew to ${plain(weightGrowth)} times their size at the start${ends} and the training loss no longer falls`,
    );
  }
  if (lateFall < LATE_FALL && lateRises > LATE_RISES && isHigh && learning.wobble > WOBBLE) {
    return tooHigh(
      result,
      `the training loss goes to and fro: it rose in ${percent(lateRises)} of the later recorded epochs, by up to ${percent(learning.wobble)}`,
    );
  }
  const falls = lateFall >= LATE_FALL && !(drift <= DRIFTING && lateFall < STEEP_FALL);
  if (!falls && !(drift > DRIFTING)) {
    return undefined;
  }
  const seen = falls
    ? `the training loss still falls, by ${percent(lateFall)} in the second half of the epochs`
    : `the gradient still points one way (t = ${drift.toFixed(1)}, where 0.2 to 0.5 is rest)`;
  return isHigh ? tooShort(result, seen) : tooLow(result, seen);
}

function tooShort({ settings: { epochs } }: CellResult, seen: string): Cause {
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
    message: `The cause is probably a learning rate that is too low: ${seen}. Raise training.learningRate (it is ${plain(learningRate)}); the default for ${optimizer} is ${plain(defaultLearningRate)}.`,
    path: ["training", "learningRate"],
  };
}

/** The loss is at rest and nothing is broken: the network cannot do more, or nothing can. */
function tooSmall({ conditionalKnown, attainableAccuracy }: CellResult): Cause {
  const rest = "The training loss no longer falls and no unit is dead";
  return {
    code: "network/too-small",
    message: conditionalKnown
      ? `${rest}, while ${percent(attainableAccuracy)} can be reached on this data: give network.hidden more units.`
      : `${rest}: either the network is too small or the inputs do not tell more about the labels, which one run cannot tell apart. Try network.hidden with twice the units; if the accuracy stays, the labels are noisy or other inputs are needed.`,
    path: ["network", "hidden"],
  };
}

function mostSaturated(layers: readonly UnitFigures[]): UnitFigures | undefined {
  return layers.reduce<UnitFigures | undefined>(
    (most, layer) => (most === undefined || layer.shareAtEnds > most.shareAtEnds ? layer : most),
    undefined,
  );
}
