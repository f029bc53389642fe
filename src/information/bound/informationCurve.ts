import type { Proceed } from "../../base/proceed";
import { bottleneckProblem, inputClusters, trivialClusters, type Clusters } from "./bottleneckProblem";
import { largestHeightAbove, upperLineOf, type UpperLine } from "./curveAccuracy";
import { upperHull, withSlopesBetween, type CurvePoint } from "./curvePoint";
import {
  inputEntropy,
  inputLabelInformation,
  isDeterministic,
  labelEntropy,
  type JointDistribution,
} from "./jointDistribution";
import { steepestSlope } from "./maximalCorrelation";
import { mergeAlikeInputs, mergeEqualInputs } from "./mergeInputs";
import { carryOver, solveBottleneck, type BottleneckSolution } from "./solveBottleneck";
import { traceCurve } from "./traceCurve";

/** The most that any T can tell of Y for what it tells of X. All in bits. */
export interface InformationCurve {
  /**
   * By I(X;T), from (0, 0) to T = the minimal sufficient statistic, which has all of I(X;Y). Concave and rising;
   * where there is nothing to tell of Y, the origin alone.
   */
  readonly points: readonly CurvePoint[];
  /**
   * The true curve lies at most so far above the points and their chords, and nowhere below: equations that have not
   * settled, the bend between points and merged inputs are all in it. With more than two classes it relies on the
   * search for missing clusters (`findPeaks`), which proves nothing.
   */
  readonly accuracy: number;
  /** Whether Y is a function of X, so that the curve is the trivial one. */
  readonly deterministic: boolean;
  /** H(X). */
  readonly inputEntropy: number;
  /** H(Y). */
  readonly labelEntropy: number;
  /** I(X;Y). */
  readonly inputLabelInformation: number;
  /** Sentences for a person: what was left out, and how the curve is to be read. */
  readonly notes: readonly string[];
}

export interface CurveOptions {
  /** Points of the curve, its two ends included. */
  readonly points?: number;
}

export const CURVE_POINTS_DEFAULT = 100;
const CURVE_POINTS_MIN = 2;

/** More distinct p(y|x) than this are merged before the equations are solved. */
export const DISTINCT_INPUTS_MAX = 256;

/** Less I(X;Y) than this, in bits, is none. */
export const NO_INFORMATION = 1e-12;

/** A T with less than this share of the largest I(X;T) is the trivial one, up to what the equations are solved to. */
const SMALL_DEPARTURE = 0.01;

const DETERMINISTIC_NOTE =
  "Y is a function of X, so the bound is the trivial curve min(I(X;T), H(Y)), and no β belongs to any of its points (Kolchinsky, Tracey & Van Kuyk 2019). A bound with a shape needs p(y|x) that leaves doubt: the bound at a stated input noise, or over merged inputs.";

/**
 * The information-bottleneck curve: max I(T;Y) over all p(t|x), for each I(X;T) (Tishby, Pereira & Bialek 1999).
 * Inputs with the same p(y|x) are merged first, which changes nothing; then the self-consistent equations are solved
 * at the β that `traceCurve` asks for, annealed from both ends: each starts from the clusters of the solution at the
 * next larger β, and looks among those at the next smaller one for what is missing. Where I(X;T) jumps at one β the
 * points lie on the chord and carry that β.
 */
export function informationCurve(
  joint: JointDistribution,
  options: CurveOptions,
  proceed: Proceed,
): InformationCurve {
  const points = Math.max(CURVE_POINTS_MIN, options.points ?? CURVE_POINTS_DEFAULT);
  const facts = {
    inputEntropy: inputEntropy(joint),
    labelEntropy: labelEntropy(joint),
    inputLabelInformation: inputLabelInformation(joint),
  };
  if (facts.inputLabelInformation < NO_INFORMATION) {
    const notes = ["X tells nothing of Y: I(X;Y) is 0 bit, and the curve is the origin."];
    return {
      points: [{ ixt: 0, ity: 0 }],
      accuracy: facts.inputLabelInformation,
      deterministic: isDeterministic(joint),
      notes,
      ...facts,
    };
  }
  if (isDeterministic(joint)) {
    const line = Array.from({ length: points }, (_, i): CurvePoint => {
      const bits = (facts.labelEntropy * i) / (points - 1);
      return { ixt: bits, ity: bits, beta: 1 };
    });
    return { points: line, accuracy: 0, deterministic: true, notes: [DETERMINISTIC_NOTE], ...facts };
  }
  const distinct = mergeEqualInputs(joint);
  const reduced = mergeAlikeInputs(distinct, DISTINCT_INPUTS_MAX, proceed);
  const traced = solveAlong(distinct, reduced.joint, points, proceed);
  const notes =
    reduced.lost > 0
      ? [
          `The ${distinct.inputs} distinct p(y|x) were merged into the ${reduced.joint.inputs} most alike to find T, which loses ${reduced.lost.toPrecision(2)} bit of I(X;Y); the points and the accuracy are of the unmerged inputs.`,
        ]
      : [];
  return { ...traced, deterministic: false, notes, ...facts };
}

/**
 * @param distinct every input with a p(y|x) of its own
 * @param reduced the same inputs, or fewer that stand for them
 */
function solveAlong(
  distinct: JointDistribution,
  reduced: JointDistribution,
  points: number,
  proceed: Proceed,
): Pick<InformationCurve, "points" | "accuracy"> {
  const problem = bottleneckProblem(reduced);
  const whole = reduced === distinct ? problem : bottleneckProblem(distinct);
  const end = { ixt: inputEntropy(distinct), ity: inputLabelInformation(distinct) };
  // No T has more than the data processing inequality allows, nor more than I(X;Y).
  const lines: UpperLine[] = [
    { slope: 1, offset: 0 },
    { slope: 0, offset: end.ity },
  ];
  const solve = (beta: number, start: Clusters, others: Clusters): BottleneckSolution => {
    const found = solveBottleneck(problem, beta, start, others, proceed);
    const solution = whole === problem ? found : carryOver(whole, found, proceed);
    lines.push(upperLineOf(solution));
    return solution;
  };
  // Where only small departures from the trivial T are looked at, this β is the first at which one pays.
  const leavingBeta = Math.max(1, 1 / steepestSlope(whole));
  const atOrigin = solve(leavingBeta, trivialClusters(problem), inputClusters(problem));
  // Where a large departure pays before, at a smaller β, only the data processing inequality is left.
  const leavesSmoothly = atOrigin.ixt < SMALL_DEPARTURE * end.ixt;
  const traced = traceCurve<Clusters>(
    { ixt: 0, ity: 0, beta: leavesSmoothly ? leavingBeta : 1, state: trivialClusters(problem) },
    { ...end, beta: Infinity, state: inputClusters(problem) },
    {
      points,
      fillStraightPieces: true,
      solve: (beta, left, right) => {
        const solution = solve(beta, right.state, left.state);
        return { ...solution, state: solution.clusters };
      },
    },
  );
  const curve = withSlopesBetween(upperHull([{ ...traced[0]!, beta: leavingBeta }, ...traced.slice(1)]));
  return { points: curve, accuracy: largestHeightAbove(curve, lines) };
}
