import type { Result } from "../../base/failure";
import type { Proceed } from "../../base/proceed";
import { gaussianJoint } from "./gaussianJoint";
import { binaryEntropy } from "../entropy";
import { CURVE_POINTS_DEFAULT, informationCurve } from "../bound/informationCurve";
import { jointFromConditional, type JointDistribution } from "../bound/jointDistribution";
import { valueAt } from "../bound/valueAt";
import type { Estimator } from "../estimate";
import { createBinningEstimator } from "../estimators/binning/binning";
import { createExactEstimator } from "../estimators/exact/exact";
import { createKdeEstimator } from "../estimators/kde/kdeBounds";
import { kraskovInformation } from "../estimators/ksg/kraskov";
import { createNoiseEstimator } from "../estimators/noise/noiseInjected";
import { createRenyiEstimator } from "../estimators/renyi/renyi";
import { rossInformation } from "../estimators/ksg/ross";
import {
  binarySymmetricChannel,
  clusterLabels,
  erasureChannel,
  gaussianInformation,
  gaussianPairs,
  mixedAtoms,
  noiseForCorrelation,
  oneLabel,
  overlappingUniforms,
  separateClusters,
  zChannel,
  type KnownChannel,
} from "./knownDistributions";

/** What an estimator found: a figure, and the interval where it gives one. */
export interface FoundBits {
  readonly bits: number;
  readonly interval?: readonly [number, number];
}

/** A distribution whose information is known, and an estimator of it. */
export interface KnownAnswer {
  readonly estimator: string;
  readonly distribution: string;
  readonly trueBits: number;
  /** How far the estimate may be off, in bits: rounding for what is exact, the sampling for what is sampled. */
  readonly tolerance: number;
  readonly estimate: (proceed: Proceed) => FoundBits;
}

const EXACT_BITS = 1e-12;
/** A mean over so many samples; one sample of 1000 rows strays by about 0.04 bit. */
const SAMPLES = 10;
const SAMPLED_ROWS = 1000;
const SAMPLED_BITS = 0.05;
const CURVE_BITS = 1e-4;
/** Fine enough for 0.01 bit. */
const GRID_CELLS = 24;
const GRID_POINTS = 25;

/** Every estimator and the bound on distributions with closed forms. */
export function knownAnswers(): readonly KnownAnswer[] {
  return [
    ...channels("binning", createBinningEstimator({ name: "binning", bins: 30, range: "auto" })),
    ...channels("exact", createExactEstimator()),
    ...[0, 0.6, 0.9].map((correlation) => kraskov(correlation, 1)),
    kraskov(0.9, 2),
    ross("uniform on [0, 2] or [1, 3]", overlappingUniforms),
    ross("atoms and a uniform", mixedAtoms),
    gaussianKde(0.5),
    gaussianKde(0.9),
    clusters("KDE bounds", createKdeEstimator({ name: "kde", variance: 1e-3 })),
    gaussianNoise(0.5, 1),
    gaussianNoise(0.9, 1),
    gaussianNoise(0.5, 5),
    clusters("noise-injected", createNoiseEstimator({ name: "noise", sigma: 0.03, samples: 1000, seed: 0 })),
    clusters(
      "matrix-based Rényi",
      createRenyiEstimator({ name: "renyi", alpha: 2, subsample: 96, seed: 0 }),
      96,
    ),
    symmetricCurve(0.11),
    erasureCurve(0.25),
    gaussianCurve(0.8),
  ];
}

function channels(estimator: string, measure: Estimator): KnownAnswer[] {
  const named: readonly (readonly [string, KnownChannel])[] = [
    ["binary symmetric channel, ε = 0.11", binarySymmetricChannel(0.11)],
    ["erasure channel, e = 0.25", erasureChannel(0.25)],
    ["Z channel, q = 0.3", zChannel(0.3)],
  ];
  return named.map(([distribution, { sample, labels, bits }]) => ({
    estimator,
    distribution,
    trueBits: bits,
    tolerance: EXACT_BITS,
    estimate: (proceed) => {
      const found = measure.estimate(sample, labels, proceed);
      return { bits: found.ity };
    },
  }));
}

function kraskov(correlation: number, algorithm: 1 | 2): KnownAnswer {
  return {
    estimator: `KSG ${algorithm}, k = 3`,
    distribution: `normal pair, ρ = ${correlation}, mean of ${SAMPLES} × ${SAMPLED_ROWS} rows`,
    trueBits: gaussianInformation(correlation, 1),
    tolerance: SAMPLED_BITS,
    estimate: (proceed) =>
      meanOver(SAMPLES, (seed) => {
        const { a, b, rows } = gaussianPairs(correlation, 1, SAMPLED_ROWS, seed);
        const settings = { neighbors: 3, algorithm };
        const found = kraskovInformation(
          { values: a, columns: 1 },
          { values: b, columns: 1 },
          rows,
          settings,
          proceed,
        );
        return found.unclipped;
      }),
  };
}

function ross(
  distribution: string,
  draw: (rows: number, seed: number) => { readonly t: Float64Array; readonly labels: Uint16Array },
): KnownAnswer {
  return {
    estimator: "Ross, k = 3",
    distribution: `${distribution}, mean of ${SAMPLES} × ${SAMPLED_ROWS} rows`,
    trueBits: 0.5,
    tolerance: SAMPLED_BITS,
    estimate: (proceed) =>
      meanOver(SAMPLES, (seed) => {
        const { t, labels } = draw(SAMPLED_ROWS, seed);
        return rossInformation({ values: t, columns: 1 }, labels, 2, 3, proceed).unclipped;
      }),
  };
}

function meanOver(count: number, estimate: (seed: number) => number): FoundBits {
  let sum = 0;
  for (let seed = 0; seed < count; seed++) {
    sum += estimate(seed);
  }
  return { bits: sum / count };
}

/** The bounds have to enclose the truth; the tolerance is for the sample of rows that they are of. */
function gaussianKde(correlation: number): KnownAnswer {
  const sigma = noiseForCorrelation(correlation);
  const estimator = createKdeEstimator({ name: "kde", variance: sigma ** 2 });
  return {
    estimator: "KDE bounds",
    distribution: `normal variable in noise, ρ = ${correlation}, 2000 rows`,
    trueBits: gaussianInformation(correlation, 1),
    tolerance: SAMPLED_BITS,
    estimate: (proceed) => {
      const { a, rows } = gaussianPairs(0, 1, 2000, 0);
      const found = estimator.estimate({ activations: a, rows, units: 1 }, oneLabel(rows), proceed);
      return {
        bits: found.ixt,
        ...(found.bounds === undefined
          ? {}
          : { interval: [found.bounds.lower.ixt, found.bounds.upper.ixt] as const }),
      };
    },
  };
}

function gaussianNoise(correlation: number, dimensions: number): KnownAnswer {
  const sigma = noiseForCorrelation(correlation);
  const estimator = createNoiseEstimator({ name: "noise", sigma, samples: 4000, seed: 0 });
  return {
    estimator: "noise-injected",
    distribution: `normal variable of ${dimensions} ${dimensions === 1 ? "dimension" : "dimensions"} in noise, ρ = ${correlation}, 4000 rows`,
    trueBits: gaussianInformation(correlation, dimensions),
    // The mixture over a sample knows less than the population; more so in more dimensions.
    tolerance: dimensions === 1 ? SAMPLED_BITS : 2 * SAMPLED_BITS,
    estimate: (proceed) => {
      const { a, rows } = gaussianPairs(0, dimensions, 4000, 0);
      const found = estimator.estimate({ activations: a, rows, units: dimensions }, oneLabel(rows), proceed);
      const error = 1.96 * (found.standardError?.ixt ?? NaN);
      return { bits: found.ixt, interval: [found.ixt - error, found.ixt + error] };
    },
  };
}

function clusters(estimator: string, measure: Estimator, rows = 800): KnownAnswer {
  return {
    estimator,
    distribution: "8 far-apart points",
    trueBits: 3,
    tolerance: 1e-3,
    estimate: (proceed) => {
      const found = measure.estimate(separateClusters(8, rows), clusterLabels(8, rows), proceed);
      return { bits: found.ixt };
    },
  };
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
