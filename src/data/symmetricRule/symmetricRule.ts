import { randomStream } from "../../base/random";
import { calibrateSigmoid, sigmoidProbability } from "./calibrateSigmoid";
import type { Dataset } from "../dataset/dataset";
import { ICOSAHEDRON_VERTICES, icosahedronVertices } from "./icosahedron";
import { powerSpectrumKernel, weighedPower, type DegreeWeight } from "./powerSpectrum";

/** Rows of the rule: every pattern of 12 bits. */
export const PATTERNS = 2 ** ICOSAHEDRON_VERTICES;

/**
 * The degrees that the rule looks at. Their sum takes 20 values and parts the patterns into exactly two halves, so
 * that both labels can be equally likely however sharp the rule is; equal weights of the degrees 1 to 6 reach no
 * more than 0.971 bit that way, and weights 1/l put all the noise into the 200 patterns next to the threshold.
 */
const DEGREES: readonly DegreeWeight[] = [
  { degree: 1, weight: 1 },
  { degree: 3, weight: 0.7 },
];

/** Patterns that a rotation turns into each other differ in f by rounding only; this is far above it. */
const ROUNDING_UNITS = 1e9;

export interface SymmetricRule {
  /** I(X;Y), in bits. */
  readonly mutualInformation: number;
  /** Seed of the labels drawn from p(y|x). */
  readonly seed: number;
}

/**
 * The paper's task (Shwartz-Ziv & Tishby 2017, section 3.1): all 4096 patterns of 12 bits, equally likely, one bit
 * on each vertex of an icosahedron, and labels with p(y=1|x) = 1/(1 + exp(-γ(f(x) - θ))), where the rule f is a
 * sum over degrees of the pattern's power spectrum and so unchanged by every rotation. θ makes p(y=1) = 1/2, γ
 * makes I(X;Y) what is asked for. Row i holds the bits of i, the highest first, as -1 and 1.
 */
export function createSymmetricRule(rule: SymmetricRule): Dataset {
  const values = ruleValues();
  const sigmoid = calibrateSigmoid(values, rule.mutualInformation);
  const random = randomStream(rule.seed, "labels");
  const conditional = new Float64Array(PATTERNS * 2);
  const labels = new Uint16Array(PATTERNS);
  for (let row = 0; row < PATTERNS; row++) {
    const probability = sigmoidProbability(sigmoid, values[row]!);
    conditional[2 * row] = 1 - probability;
    conditional[2 * row + 1] = probability;
    labels[row] = random.uniform() < probability ? 1 : 0;
  }
  return {
    name: "symmetric rule",
    rows: PATTERNS,
    columns: ICOSAHEDRON_VERTICES,
    inputs: Float32Array.from({ length: PATTERNS * ICOSAHEDRON_VERTICES }, (_, i) =>
      bitOf(Math.floor(i / ICOSAHEDRON_VERTICES), i % ICOSAHEDRON_VERTICES) === 1 ? 1 : -1,
    ),
    labels,
    classNames: ["0", "1"],
    conditional,
  };
}

/** f(x) of every pattern, row i that of the bits of i. */
export function ruleValues(): Float64Array {
  const kernel = powerSpectrumKernel(icosahedronVertices(), DEGREES);
  return Float64Array.from({ length: PATTERNS }, (_, pattern) => {
    const masses = Array.from({ length: ICOSAHEDRON_VERTICES }, (_, vertex) => bitOf(pattern, vertex));
    return Math.round(weighedPower(kernel, masses) * ROUNDING_UNITS) / ROUNDING_UNITS;
  });
}

/** The bit of a pattern at a vertex; vertex 0 has the highest. */
function bitOf(pattern: number, vertex: number): number {
  return (pattern >> (ICOSAHEDRON_VERTICES - 1 - vertex)) & 1;
}
