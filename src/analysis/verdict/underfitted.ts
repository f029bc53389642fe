import { bits, percent, plain } from "../../base/numbers";
import { describeFall, FLAT_FALL, LATE_FALL, STEEP_FALL } from "../causes/curve";
import { deadUnits } from "../causes/deadUnits";
import { inputScale } from "../causes/inputScale";
import { noInformation } from "../causes/noInformation";
import { rareClasses } from "../causes/rareClasses";
import { sameInputs } from "../causes/sameInputs";
import { higherRate, isLowRate, lowerRate } from "../causes/rates";
import { saturatedUnits } from "../causes/saturatedUnits";
import { moreSteps } from "../causes/tooShort";
import { weightDecay } from "../causes/weightDecay";
import type { CellResult } from "../cellResult";
import { standardError } from "../accuracies";
import type { LearningFigures } from "../learning";
import type { Verdict, VerdictKind } from "./verdictKind";

/** A network that tells this share of what can be told has learned its task. */
export const TOLD_SHARE = 0.85;
/** A mean gradient with a t-value above this is more than noise. */
const DRIFTING = 1;
/** Fewer epochs than these are too few to say that a loss that still falls is at its end. */
const EPOCHS_TO_END = 10;
/** Accuracies on training and test rows within so many standard errors are alike. */
const ALIKE_ERRORS = 2;
/** What a rate is multiplied by whose steps are too small … */
const RAISE_BY = 4;
/** … unless it is already so many times the optimizer's default: then a loss that stands does so for steps too large. */
const FAR_ABOVE_DEFAULT = 4;

/** What is broken is mended first, whatever else the figures say. */
const BROKEN = [
  sameInputs,
  noInformation,
  inputScale,
  weightDecay,
  deadUnits,
  saturatedUnits,
  rareClasses,
] as const;

type Code =
  | (typeof BROKEN)[number]["code"]
  | "training/too-short"
  | "training/rate-too-low"
  | "training/rate-too-high"
  | "network/too-small"
  | "data/noisy-labels";

/** The network tells less of its training rows' labels than can be told. */
export const underfitted: VerdictKind<Code> = {
  judge: (result, learning) => {
    if (learning === undefined) {
      return undefined;
    }
    const told = toldBits(result, learning);
    if (told === undefined || !(told < TOLD_SHARE * result.inputLabelInformation)) {
      return undefined;
    }
    const status = `The network has learned only a part: it tells ${bits(Math.max(0, told))} of ${bits(result.inputLabelInformation)} bit of its training rows' labels, and is right on ${percent(result.training.accuracy)} of these rows (largest class ${percent(result.training.largestClass)}).`;
    const { message, ...verdict } =
      findBroken(result, learning) ?? adviseSteps(result, learning) ?? adviseSize(result, learning);
    return { severity: "warning", ...verdict, message: `${status} ${message}` };
  },
};

/**
 * What the outputs tell of the training rows' labels, in bits: H(Y) less the cross-entropy; for another loss, the estimate of
 * I(output;Y) unless it is saturated. Undefined if nothing tells.
 */
export function toldBits(result: CellResult, { endLoss }: LearningFigures): number | undefined {
  if (result.settings.loss === "crossEntropy") {
    return (result.baselineLoss - endLoss) / Math.LN2;
  }
  const end = result.outputBits.at(-1);
  return end !== undefined && Number.isFinite(end) && result.lastEstimates.at(-1)?.saturated === false
    ? end
    : undefined;
}

type Advice = Pick<Verdict<Code>, "code" | "message" | "path" | "change">;

function findBroken(result: CellResult, learning: LearningFigures): Advice | undefined {
  for (const { code, find } of BROKEN) {
    const cause = find(result, learning);
    if (cause !== undefined) {
      return { code, ...cause };
    }
  }
  return undefined;
}

/**
 * The gradient still points somewhere, or the loss shows that there is a way to go though noise hides where: the way is
 * right and too short, or the steps are too small.
 */
function adviseSteps(result: CellResult, { drift, lateFall }: LearningFigures): Advice | undefined {
  const isDrifting = Number.isNaN(drift) ? lateFall >= LATE_FALL : drift > DRIFTING;
  const isUnderWay =
    lateFall >= STEEP_FALL || (lateFall >= FLAT_FALL && result.settings.epochs < EPOCHS_TO_END);
  if (!isDrifting && !isUnderWay) {
    return undefined;
  }
  const t =
    Number.isNaN(drift) || !isDrifting
      ? ""
      : `the mean gradient is more than noise (t = ${drift.toFixed(1)}), and `;
  if (lateFall >= LATE_FALL || isUnderWay) {
    const seen = `${t}the training loss still falls, by ${percent(lateFall)} in the second half of the epochs`;
    return { code: "training/too-short", ...moreSteps(result, seen) };
  }
  return adviseRate(result, t, lateFall);
}

/** Another rate for a loss that no longer falls. */
function adviseRate(result: CellResult, t: string, lateFall: number): Advice {
  const path = ["training", "learningRate"];
  const { learningRate, defaultLearningRate, optimizer } = result.settings;
  if (learningRate >= FAR_ABOVE_DEFAULT * defaultLearningRate) {
    const rate = lowerRate(result);
    return {
      code: "training/rate-too-high",
      message: `The steps are probably too large: the training loss ${describeFall(lateFall)}, at a rate far above the default for ${optimizer}, ${plain(defaultLearningRate)}. Lower training.learningRate (it is ${plain(learningRate)}), to ${plain(rate)} for a start.`,
      path,
      change: { path, value: rate },
    };
  }
  const raised = Number((RAISE_BY * learningRate).toPrecision(3));
  const rate = isLowRate(result) ? Math.max(raised, higherRate(result)) : raised;
  return {
    code: "training/rate-too-low",
    message: `The steps are probably too small: ${t}the training loss ${describeFall(lateFall)}. Raise training.learningRate (it is ${plain(learningRate)}), to ${plain(rate)} for a start; the default for ${optimizer} is ${plain(defaultLearningRate)}.`,
    path,
    change: { path, value: rate },
  };
}

/** The gradient is at rest: the network can do no more, or nothing can. */
function adviseSize(result: CellResult, { drift, lateFall }: LearningFigures): Advice {
  const { training, test, conditionalKnown, hidden } = result;
  const rest = `The training loss ${describeFall(lateFall)}${Number.isNaN(drift) ? "" : `, and the mean gradient is nothing but noise (t = ${drift.toFixed(1)})`}`;
  const path = ["network", "hidden"];
  const wider = JSON.stringify(hidden.map((units) => 2 * units));
  const isAlike = training.accuracy - test.accuracy <= ALIKE_ERRORS * standardError(test);
  return !conditionalKnown && isAlike
    ? {
        code: "data/noisy-labels",
        message: `${rest}, while the test rows are answered as well as the training rows: the network is too small, or the labels are noisy and the inputs tell no more. One run cannot tell these apart; a study can: "study": { "networks": 5, "over": { "network.hidden": [${JSON.stringify(hidden)}, ${wider}] } }.`,
        path,
      }
    : {
        code: "network/too-small",
        message: `${rest}: the network is probably too small. Give network.hidden more units, ${wider} for a start.`,
        path,
      };
}
