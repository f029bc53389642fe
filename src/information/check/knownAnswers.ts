import type { Result } from "../../base/failure";
import { CURVE_POINTS_DEFAULT, informationCurve } from "../bound/informationCurve";
import { jointFromConditional, type JointDistribution } from "../bound/jointDistribution";
import { valueAt } from "../bound/valueAt";
import { binaryEntropy } from "../entropy";
import { ESTIMATORS } from "../estimators/estimators";
import type { EstimatorKind } from "../estimators/shared/estimatorKind";
import type { KnownAnswer } from "../known/knownAnswer";
import { gaussianJoint } from "./gaussianJoint";

const CURVE_BITS = 1e-4;
/** Fine enough for 0.01 bit. */
const GRID_CELLS = 24;
const GRID_POINTS = 25;

/** Every estimator and the bound on distributions with closed forms. */
export function knownAnswers(kinds: readonly EstimatorKind[] = ESTIMATORS): readonly KnownAnswer[] {
  return [
    ...kinds.flatMap((kind) => kind.knownAnswers()),
    symmetricCurve(0.11),
    erasureCurve(0.25),
    gaussianCurve(0.8),
  ];
}

/** Wyner & Ziv 1973: 1 - h(ε * h⁻¹(1 - I)), where a * b = a(1 - b) + b(1 - a). */
function symmetricCurve(flip: number): KnownAnswer {
  const at = 0.5;
  const crossover = inverseBinaryEntropy(1 - at);
  return curveAnswer(
    `binary symmetric, ε = ${flip}, at I(X;T) = ${at}`,
    () => known(jointFromConditional([1 - flip, flip, flip, 1 - flip], 2, 2)),
    at,
    1 - binaryEntropy(flip * (1 - crossover) + crossover * (1 - flip)),
    CURVE_BITS,
  );
}

function erasureCurve(loss: number): KnownAnswer {
  const at = 0.5;
  return curveAnswer(
    `erasure, e = ${loss}, at I(X;T) = ${at}`,
    () => known(jointFromConditional([1 - loss, loss, 0, 0, loss, 1 - loss], 2, 3)),
    at,
    (1 - loss) * at,
    CURVE_BITS,
  );
}

/** Chechik et al. 2005, in one dimension: -½ log2(1 - ρ² (1 - 2^(-2 I))). */
function gaussianCurve(correlation: number): KnownAnswer {
  const at = 1;
  return curveAnswer(
    `normal pair on a grid, ρ = ${correlation}, at I(X;T) = ${at}`,
    () => gaussianJoint(correlation, GRID_CELLS),
    at,
    -0.5 * Math.log2(1 - correlation ** 2 * (1 - 2 ** (-2 * at))),
    0.01,
    GRID_POINTS,
  );
}

function curveAnswer(
  distribution: string,
  make: () => JointDistribution,
  at: number,
  trueBits: number,
  tolerance: number,
  points = CURVE_POINTS_DEFAULT,
): KnownAnswer {
  return {
    estimator: "bound",
    distribution,
    trueBits,
    tolerance,
    estimate: (proceed) => {
      return { bits: valueAt(informationCurve(make(), { points }, proceed), at) };
    },
  };
}

/** A joint distribution that is written out here, and so is one. */
function known(joint: Result<JointDistribution>): JointDistribution {
  if (!joint.ok) {
    throw new Error(joint.failure.message);
  }
  return joint.value;
}

/** The p in [0, ½] with h(p) = bits, by bisection. */
function inverseBinaryEntropy(bits: number): number {
  let low = 0;
  let high = 0.5;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (binaryEntropy(middle) < bits) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return (low + high) / 2;
}
