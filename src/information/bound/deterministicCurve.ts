import type { Proceed } from "../../base/proceed";
import { randomStream } from "../../base/random";
import { agglomerate } from "./agglomerate";
import { bottleneckProblem, inputClusters, type BottleneckProblem } from "./bottleneckProblem";
import { upperHull, withSlopesBetween, type CurvePoint } from "./curvePoint";
import { bestHardEncoder, informationOfEncoder, mergedEncoders, type HardEncoder } from "./hardEncoder";
import { DISTINCT_INPUTS_MAX, NO_INFORMATION } from "./informationCurve";
import { inputEntropy, inputLabelInformation, type JointDistribution } from "./jointDistribution";
import { mergeAlikeInputs, mergeEqualInputs } from "./mergeInputs";
import { traceCurve } from "./traceCurve";

/** The best hard encoders: every x has one t, so I(X;T) = H(T). */
export interface DeterministicCurve {
  /**
   * By I(X;T), from (0, 0) to T = the minimal sufficient statistic. They are single encoders on the upper concave
   * hull; what lies between two of them takes time sharing, which is not hard.
   */
  readonly points: readonly CurvePoint[];
}

export interface DeterministicCurveOptions {
  /** The most points, its ends included. */
  readonly points: number;
  /** Of the random restarts. */
  readonly seed: number;
}

/**
 * The deterministic information bottleneck (Strouse & Schwab 2017): max I(T;Y) - H(T)/β over functions T of X, for
 * the β that `traceCurve` asks for. Each is a search from both neighboring solutions, from mergers of the most
 * alike inputs, and from random changes; such a search can end below the best. No point lies above the
 * information curve, since H(T) = I(X;T) for a function of X.
 */
export function deterministicCurve(
  joint: JointDistribution,
  { points, seed }: DeterministicCurveOptions,
  proceed: Proceed,
): DeterministicCurve {
  if (inputLabelInformation(joint) < NO_INFORMATION) {
    return { points: [{ ixt: 0, ity: 0 }] };
  }
  const distinct = mergeEqualInputs(joint);
  const reduced = mergeAlikeInputs(distinct, DISTINCT_INPUTS_MAX, proceed);
  const problem = bottleneckProblem(reduced.joint);
  const merged = mergeStepByStep(problem, proceed);
  const random = randomStream(seed, "estimate");
  const { inputs } = problem;
  const traced = traceCurve<HardEncoder>(
    { ixt: 0, ity: 0, beta: 1, state: new Uint32Array(inputs) },
    {
      ixt: inputEntropy(distinct),
      ity: inputLabelInformation(distinct),
      beta: Infinity,
      state: Uint32Array.from({ length: inputs }, (_, x) => x),
    },
    {
      points,
      fillStraightPieces: false,
      solve: (beta, left, right) => {
        const starts = [left.state, right.state, ...merged];
        const state = bestHardEncoder(problem, beta, starts, random, proceed);
        return { ...informationOfEncoder(problem, state), beta, state };
      },
    },
  );
  // The constant T is best up to the β at which the next one is.
  return { points: withSlopesBetween(upperHull([{ ...traced[0]!, beta: Infinity }, ...traced.slice(1)])) };
}

/** The encoders on the way from T = X to a constant T, by merging the most alike each time. */
function mergeStepByStep(problem: BottleneckProblem, proceed: Proceed): HardEncoder[] {
  const { inputs, classes } = problem;
  const { joint } = inputClusters(problem);
  const rows = Array.from({ length: inputs }, (_, x) => joint.slice(x * classes, (x + 1) * classes));
  const path = agglomerate(rows, 1, proceed);
  return mergedEncoders(inputs, path.mergers);
}
