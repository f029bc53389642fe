import type { CellBound, CellEpoch, CellSnapshot, CellStarted, EstimatorSummary } from "../../run/runEvent";
import { excessBits, generalizationGap, missingBits } from "./gaps";
import {
  describeGradientPhase,
  gradientT,
  signalToNoise,
  type GradientPhase,
  type GradientPoint,
} from "./gradientPhase";
import { medianOf } from "./orderStatistics";
import { describePlanePhase, type PlanePhase } from "./planePhase";

/** What was recorded of one network. */
export interface RecordedNetwork {
  readonly started: CellStarted;
  readonly bound?: CellBound;
  /** In the order of their epochs. */
  readonly snapshots: readonly CellSnapshot[];
  readonly epochs: readonly CellEpoch[];
}

/** One layer by one estimator over all rows, in bits. */
export interface LayerPhases {
  /** Undefined if there are too few estimates. */
  readonly phase: PlanePhase | undefined;
  /** I(X;Y) - I(T;Y) at the end; NaN if there is no estimate. */
  readonly missing: number;
  /** I(X;T) beyond what its I(T;Y) needs, at the end; NaN if no bound tells, or the figure is saturated. */
  readonly excess: number;
}

/** One layer's gradients. */
export interface LayerGradients {
  readonly phase: GradientPhase;
  /** Signal-to-noise at the first recorded epoch; NaN with one mini-batch an epoch. */
  readonly firstSnr: number;
  /** t = signal-to-noise · √batches at the first recorded epoch, and the median over the last quarter of the epochs. */
  readonly firstT: number;
  readonly lastT: number;
}

/** The phases and gaps of one network. */
export interface NetworkPhases {
  /** In the order of the cell's estimators, then of its layers. */
  readonly estimators: readonly (readonly LayerPhases[])[];
  readonly gradients: readonly LayerGradients[];
  readonly batches: number;
  /** What a label costs more on test rows than on training rows at the end, in bits; NaN if the loss is no cross-entropy. */
  readonly generalizationGap: number;
}

/** Share of the recorded epochs that count as the end. */
const END_SHARE = 4;

/** @param isCrossEntropy whether the losses are cross-entropies in nats */
export function phasesOfNetwork(network: RecordedNetwork, isCrossEntropy: boolean): NetworkPhases {
  const { started, epochs } = network;
  const last = epochs.at(-1);
  return {
    estimators: started.estimators.map((estimator) => layersBy(network, estimator)),
    gradients: started.layers.map((_, layer) => gradientsOf(network, layer)),
    batches: started.batchesPerEpoch,
    generalizationGap:
      last === undefined || !isCrossEntropy ? NaN : generalizationGap(last.training.loss, last.test.loss),
  };
}

function layersBy(
  { started, bound, snapshots }: RecordedNetwork,
  { key, uncounted, hasNoBound }: EstimatorSummary,
): readonly LayerPhases[] {
  const recorded = snapshots.flatMap(({ epoch, estimates }) => {
    const all = estimates.find(({ estimator, rows }) => estimator === key && rows === "all");
    return all === undefined ? [] : [{ epoch, layers: all.layers }];
  });
  return started.layers.map((_, layer) => {
    const estimates = recorded.map(({ layers }) => layers[layer]!);
    const movement = uncounted?.[layer] ?? "none";
    const phase = describePlanePhase(
      { epochs: recorded.map(({ epoch }) => epoch), ixt: estimates.map(({ ixt }) => ixt) },
      Math.max(...estimates.map(({ ceiling }) => ceiling.ixt)),
      movement === "none" ? undefined : movement,
    );
    const end = estimates.at(-1);
    const isTold =
      end !== undefined &&
      bound !== undefined &&
      hasNoBound !== true &&
      !isSaturated(end.flags.map(({ code }) => code));
    return {
      phase,
      missing: end === undefined ? NaN : missingBits(started.dataset.inputLabelInformation, end.ity),
      excess: isTold ? excessBits(bound.points, end) : NaN,
    };
  });
}

const SATURATED_FLAGS: readonly string[] = ["saturated", "unique-rows"];

function isSaturated(codes: readonly string[]): boolean {
  return codes.some((code) => SATURATED_FLAGS.includes(code));
}

function gradientsOf({ started, epochs }: RecordedNetwork, layer: number): LayerGradients {
  const points = epochs.map(({ epoch, layers }): GradientPoint => {
    const { gradientMean, gradientDeviation } = layers[layer]!;
    return { epoch, mean: gradientMean, deviation: gradientDeviation };
  });
  const tOf = (point: GradientPoint): number => gradientT(point, started.batchesPerEpoch);
  const [first] = points;
  const late = points
    .slice(-Math.max(1, Math.floor(points.length / END_SHARE)))
    .map(tOf)
    .filter(Number.isFinite);
  return {
    phase: describeGradientPhase(points),
    firstSnr: first === undefined ? NaN : signalToNoise(first),
    firstT: first === undefined ? NaN : tOf(first),
    lastT: medianOf(late),
  };
}
