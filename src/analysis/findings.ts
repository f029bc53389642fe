import type { ConfigPath } from "../base/failure";
import { describeInputScale, findCause, lowerRate, type CauseCode } from "./causes";
import type { CellResult, EstimatorNote, SetAccuracy } from "./cellResult";
import { largestDataProcessingViolations } from "./dataProcessing";
import { bits, percent, plain } from "./figures";
import { measureLearning } from "./learning";
import type { LayerTrajectory } from "./trajectory";

export type FindingCode =
  | "training/diverged"
  | CauseCode
  | "data/overfitting"
  | "data/few-training-rows"
  | "data/few-test-rows"
  | "network/summary"
  | "analysis/saturated"
  | "analysis/data-processing"
  | "analysis/estimator";

/** Something that a run says about a line of its config. */
export interface Finding {
  readonly code: FindingCode;
  /** What several networks that say the same have in common, whatever their figures. */
  readonly kind: string;
  readonly severity: "information" | "warning";
  /** Whole sentences, with the figures that they rest on. */
  readonly message: string;
  readonly path: ConfigPath;
}

/** Accuracy on the training rows this much above that on the test rows is called overfitting. */
const ACCURACY_GAP = 0.05;
/** … where it is also this many standard errors of the test accuracy. */
const ACCURACY_GAP_ERRORS = 3;
/** A network that is no better than the largest class on the test rows has a gap of so many standard errors at least. */
const BY_HEART_ERRORS = 2;
const BY_HEART = "by heart";
/** Causes whose remedy helps only where the inputs say something about the labels. */
const NEEDS_SIGNAL: readonly FindingCode[] = ["network/too-small", "training/too-short", "data/noisy-labels"];
/** A network within this of the largest class's share, or within these standard errors of it, is no better. */
const BETTER_BY = 0.01;
const BETTER_BY_ERRORS = 2;
/** A network that leaves this share of what is between the largest class and the best answer has more to learn. */
const LEFT_TO_LEARN = 0.2;
/** The accuracy on fewer test rows than this is told with the interval that it lies in. */
const FEW_TEST_ROWS = 50;
/** A loss below this share of that of the classes' shares tells rows apart. */
const TOLD_APART = 0.5;
/** A rise between layers below this many bits is not worth a note. */
const VIOLATION_BITS = 0.05;

/** What the run says, each finding tied to the config line it speaks of. One network is an anecdote: the wording keeps to it. */
export function findingsOf(result: CellResult): Finding[] {
  if (result.divergedAt !== undefined) {
    return [diverged(result, result.divergedAt)];
  }
  const beyond = carriedOver(result);
  // More units or epochs would only learn more of the training rows by heart.
  const byHeart = beyond.some(({ kind }) => kind === BY_HEART);
  const learning = whatWasNotLearnt(result).filter(({ code }) => !byHeart || !NEEDS_SIGNAL.includes(code));
  return [
    ...learning,
    ...beyond,
    ...(learning.length === 0 && !byHeart ? lastHiddenLayer(result) : []),
    ...saturatedLayers(result),
    ...fewTestRows(result),
    ...dataProcessing(result),
    ...result.estimatorNotes.map(estimatorFinding),
  ];
}

/** An estimator's sentence as a finding. */
export function estimatorFinding({ kind, text }: EstimatorNote): Finding {
  return {
    code: "analysis/estimator",
    kind,
    severity: "information",
    message: text,
    path: ["analysis"],
  };
}

function diverged(result: CellResult, epoch: number): Finding {
  const { learningRate, optimizer } = result.settings;
  const scale = describeInputScale(result);
  const seen = `Training diverged: the outputs were no longer finite after epoch ${epoch}, with a learning rate of ${plain(learningRate)} for ${optimizer}.`;
  return scale === undefined
    ? warning(
        "training/diverged",
        `${seen} Lower training.learningRate, to ${lowerRate(result)} for a start.`,
        ["training", "learningRate"],
      )
    : warning(
        "training/diverged",
        `${seen} Moreover, ${scale}: set data.normalize to "standardize" first, and if that is not enough lower training.learningRate.`,
        ["data", "normalize"],
      );
}

function whatWasNotLearnt(result: CellResult): Finding[] {
  const { training, attainableAccuracy } = result;
  const noBetter = isNoBetter(training);
  const left = (attainableAccuracy - training.accuracy) / (attainableAccuracy - training.largestClass);
  if (noBetter && attainableAccuracy > training.largestClass && left <= LEFT_TO_LEARN) {
    return [fewTrainingRows(training)];
  }
  const notLearnt = noBetter && !tellsRowsApart(result);
  if (!notLearnt && !(left > LEFT_TO_LEARN)) {
    return [];
  }
  const { code, message, path } = findCause(result);
  const status = notLearnt
    ? `The network has not learnt the task: it is right on ${percent(training.accuracy)} of its training rows, and always answering the largest class is right on ${percent(training.largestClass)} of them.`
    : `The network has learnt only a part: it is right on ${percent(training.accuracy)} of its training rows (largest class of the training rows ${percent(training.largestClass)}).`;
  return [warning(code, `${status} ${message}`, path)];
}

/** What was learnt from the training rows and does not hold on the test rows. */
function carriedOver({ training, test }: CellResult): Finding[] {
  if (isNoBetter(training) || Number.isNaN(test.accuracy)) {
    return [];
  }
  const gap = training.accuracy - test.accuracy;
  const hasGap = gap >= ACCURACY_GAP && gap >= ACCURACY_GAP_ERRORS * standardError(test);
  const seen = `The network is right on ${percent(training.accuracy)} of its training rows but on ${percent(test.accuracy)} of the ${test.rows} test rows`;
  if (gap >= BY_HEART_ERRORS * standardError(test) && isNoBetter(test)) {
    return [
      warning(
        "data/overfitting",
        `${seen}, where always answering the largest class of the training rows is right on ${percent(test.largestClass)}: it has learnt nothing that holds beyond its training rows. Either it needs more training data, or a larger data.trainingFraction, or the inputs say nothing about the labels.`,
        ["data"],
        BY_HEART,
      ),
    ];
  }
  return hasGap
    ? [
        warning(
          "data/overfitting",
          `${seen} (always answering the training rows' largest class: ${percent(test.largestClass)}): more training data, or a larger data.trainingFraction, would help.`,
          ["data"],
        ),
      ]
    : [];
}

/** Everything is right that can be, but chance could do so too. */
function fewTrainingRows({ rows, accuracy, largestClass }: SetAccuracy): Finding {
  const others = Math.round(rows * (1 - largestClass));
  return {
    code: "data/few-training-rows",
    kind: "data/few-training-rows",
    severity: "information",
    message: `${rows} training rows, ${others} of them outside the largest class, are too few to tell learning from chance: the network is right on ${percent(accuracy)} of them, and always answering the largest class is right on ${percent(largestClass)}. More rows would tell.`,
    path: ["data"],
  };
}

/** Whether accuracy and loss both say that something was learnt, though accuracy alone could be chance. */
function tellsRowsApart(result: CellResult): boolean {
  const { training, baselineLoss } = result;
  const endLoss = measureLearning(result)?.endLoss ?? Infinity;
  return training.accuracy > training.largestClass && endLoss < TOLD_APART * baselineLoss;
}

function isNoBetter({ accuracy, largestClass, rows }: SetAccuracy): boolean {
  const error = Math.sqrt((largestClass * (1 - largestClass)) / rows);
  return accuracy <= largestClass + Math.max(BETTER_BY, BETTER_BY_ERRORS * error);
}

/** Of the share of right answers; as if two more were right and two wrong, so that all right is not certain. */
function standardError({ accuracy, rows }: SetAccuracy): number {
  const share = (accuracy * rows + 2) / (rows + 4);
  return Math.sqrt((share * (1 - share)) / (rows + 4));
}

function fewTestRows({ test }: CellResult): Finding[] {
  if (test.rows >= FEW_TEST_ROWS || Number.isNaN(test.accuracy)) {
    return [];
  }
  const [low, high] = wilsonInterval(test);
  return [
    {
      code: "data/few-test-rows",
      kind: "data/few-test-rows",
      severity: "information",
      message: `The test accuracy of ${percent(test.accuracy)} (always answering the training rows' largest class: ${percent(test.largestClass)}) rests on ${test.rows === 1 ? "1 row" : `${test.rows} rows`}: with 95 % it lies between ${percent(low)} and ${percent(high)}.`,
      path: ["data"],
    },
  ];
}

/** Wilson's 95 % interval of a share. */
function wilsonInterval({ accuracy, rows }: SetAccuracy): readonly [number, number] {
  const z = 1.96;
  const center = (accuracy + z ** 2 / (2 * rows)) / (1 + z ** 2 / rows);
  const half =
    (z * Math.sqrt((accuracy * (1 - accuracy)) / rows + z ** 2 / (4 * rows ** 2))) / (1 + z ** 2 / rows);
  return [Math.max(0, center - half), Math.min(1, center + half)];
}

/** The path of the last hidden layer, where its figures say anything. */
function lastHiddenLayer(result: CellResult): Finding[] {
  const layer = result.layers.at(-2);
  const end = result.lastEstimates.at(-2);
  if (layer === undefined || end === undefined || end.saturated || !Number.isFinite(end.ity)) {
    return [];
  }
  const peak = peakOf(layer);
  return [
    {
      code: "network/summary",
      kind: "network/summary",
      severity: "information",
      message: `The last hidden layer ends with I(T;Y) = ${bits(end.ity)} of ${bits(result.inputLabelInformation)} bit; its I(X;T) was largest at epoch ${peak.epoch} with ${bits(peak.value)} bit and ended at ${bits(end.ixt)} bit (one network, at this resolution).`,
      path: ["network"],
    },
  ];
}

/** A figure that no row shares with another is that of the rows: it says nothing about the layer. */
function saturatedLayers({ estimator, layers, lastEstimates }: CellResult): Finding[] {
  const saturated = lastEstimates.flatMap((end, index) =>
    end.saturated ? [{ ...end, name: layers[index]!.name }] : [],
  );
  const [first] = saturated;
  return first === undefined
    ? []
    : [
        {
          code: "analysis/saturated",
          kind: "analysis/saturated",
          severity: "information",
          message: `At this resolution nearly every row has a cell of its own in ${saturated.map(({ name }) => name).join(", ")} (I(X;T) of ${first.name} is ${bits(first.ixt)} of at most ${bits(first.ceilingIxt)} bit), so the figures of ${saturated.length === 1 ? "this layer" : "these layers"} say nothing about what was learnt, I(T;Y) neither: ${coarser(estimator)}.`,
          path: ["analysis"],
        },
      ];
}

/** How an estimator sees less, in words. */
function coarser(estimator: string): string {
  switch (estimator) {
    case "binning":
      return "take fewer analysis.bins, or another analysis.estimator";
    case "kde":
      return "give the estimator a larger variance, or take another analysis.estimator";
    case "noise":
      return "give the estimator a larger sigma, or take another analysis.estimator";
    case "exact":
      return "set network.quantize with fewer bits, or take another analysis.estimator";
    default:
      return "take another analysis.estimator, or more rows";
  }
}

/** Only Shannon's information cannot rise with depth. */
function dataProcessing(result: CellResult): Finding[] {
  if (!result.isShannon) {
    return [];
  }
  const { ixt, ity } = largestDataProcessingViolations(result.layers);
  return [ixt, ity]
    .filter((violation) => violation.bits > VIOLATION_BITS)
    .map((violation) => ({
      code: "analysis/data-processing",
      kind: violation.quantity,
      severity: "information",
      message: `The estimate of ${violation.quantity} rises by ${bits(violation.bits)} bit into ${violation.layer} at epoch ${violation.epoch}, which no true value can do: it is a limit of the estimator.`,
      path: ["analysis"],
    }));
}

function peakOf(layer: LayerTrajectory): { readonly epoch: number; readonly value: number } {
  let best = 0;
  for (const [index, value] of layer.ixt.entries()) {
    if (value > layer.ixt[best]!) {
      best = index;
    }
  }
  return { epoch: layer.epochs[best]!, value: layer.ixt[best]! };
}

function warning(code: FindingCode, message: string, path: ConfigPath, kind: string = code): Finding {
  return { code, kind, severity: "warning", message, path };
}
