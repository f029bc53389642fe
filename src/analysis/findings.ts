import type { ConfigPath } from "../failure";
import { largestDataProcessingViolations } from "./dataProcessing";
import type { LayerTrajectory } from "./trajectory";

export type FindingCode =
  | "training/diverged"
  | "data/overfitting"
  | "network/underfitting"
  | "network/summary"
  | "analysis/data-processing"
  | "analysis/estimator";

/** Something that a run says about a line of its config. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: "information" | "warning";
  /** Whole sentences, with the figures that they rest on. */
  readonly message: string;
  readonly path: ConfigPath;
}

/** What one trained network showed. */
export interface CellResult {
  readonly layers: readonly LayerTrajectory[];
  readonly trainingAccuracy: number;
  readonly testAccuracy: number;
  readonly testRows: number;
  readonly inputLabelInformation: number;
  /** The epoch after which losses were no longer finite. */
  readonly divergedAt: number | undefined;
  /** What the estimator attached to its figures, each sentence once, with its layers. */
  readonly estimatorNotes: readonly string[];
}

/** Accuracy on the training rows this much above that on the test rows is called overfitting. */
const ACCURACY_GAP = 0.05;
/** … where it is also this many standard errors of the test accuracy. */
const ACCURACY_GAP_ERRORS = 3;
/** A last hidden layer that keeps less than this share of I(X;Y) has not learnt the task. */
const KEPT_SHARE = 0.5;
/** A rise between layers below this many bits is not worth a note. */
const VIOLATION_BITS = 0.05;

/** What the run says, each finding tied to the config line it speaks of. One network is an anecdote: the wording keeps to it. */
export function findingsOf(result: CellResult): Finding[] {
  if (result.divergedAt !== undefined) {
    return [
      {
        code: "training/diverged",
        severity: "warning",
        message: `Training diverged: the outputs were no longer finite after epoch ${result.divergedAt}. Lower training.learningRate.`,
        path: ["training", "learningRate"],
      },
    ];
  }
  return [
    ...overfitting(result),
    ...lastHiddenLayer(result),
    ...dataProcessing(result),
    ...result.estimatorNotes.map((message): Finding => ({
      code: "analysis/estimator",
      severity: "information",
      message,
      path: ["analysis"],
    })),
  ];
}

function overfitting(result: CellResult): Finding[] {
  const { trainingAccuracy, testAccuracy, testRows } = result;
  const gap = trainingAccuracy - testAccuracy;
  const standardError = Math.sqrt((testAccuracy * (1 - testAccuracy)) / testRows);
  if (gap < ACCURACY_GAP || gap < ACCURACY_GAP_ERRORS * standardError) {
    return [];
  }
  return [
    {
      code: "data/overfitting",
      severity: "warning",
      message: `The network is right on ${percent(trainingAccuracy)} of its training rows but on ${percent(testAccuracy)} of the ${testRows} test rows: more training data, or a larger data.trainingFraction, would help.`,
      path: ["data"],
    },
  ];
}

function lastHiddenLayer(result: CellResult): Finding[] {
  const layer = result.layers.at(-2);
  const kept = layer?.ity.at(-1);
  if (layer === undefined || kept === undefined || !Number.isFinite(kept)) {
    return [];
  }
  const available = result.inputLabelInformation;
  if (kept < KEPT_SHARE * available) {
    return [
      {
        code: "network/underfitting",
        severity: "warning",
        message: `The last hidden layer keeps ${bits(kept)} of the ${bits(available)} bit that the inputs tell about the labels (training accuracy ${percent(result.trainingAccuracy)}): train longer, raise training.learningRate, or give network.hidden more units.`,
        path: ["network"],
      },
    ];
  }
  const peak = peakOf(layer);
  return [
    {
      code: "network/summary",
      severity: "information",
      message: `The last hidden layer ends with I(T;Y) = ${bits(kept)} of ${bits(available)} bit; its I(X;T) was largest at epoch ${peak.epoch} with ${bits(peak.value)} bit and ended at ${bits(layer.ixt.at(-1)!)} bit (one network, at this resolution).`,
      path: ["network"],
    },
  ];
}

function dataProcessing(result: CellResult): Finding[] {
  const { ixt, ity } = largestDataProcessingViolations(result.layers);
  return [ixt, ity]
    .filter((violation) => violation.bits > VIOLATION_BITS)
    .map((violation) => ({
      code: "analysis/data-processing",
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

function bits(value: number): string {
  return value.toFixed(2);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
