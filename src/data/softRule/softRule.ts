import { randomStream } from "../../base/random";
import type { Dataset } from "../dataset/dataset";
import { calibrateSigmoid, sigmoidProbability } from "./calibrateSigmoid";
import { bitOf, PATTERN_BITS, PATTERNS } from "./patterns";

export interface SoftRule {
  /** I(X;Y), in bits. */
  readonly mutualInformation: number;
  /** Seed of the labels drawn from p(y|x). */
  readonly seed: number;
}

/**
 * All 4096 patterns of 12 bits, equally likely, with labels of p(y=1|x) = 1/(1 + exp(-γ(f(x) - θ))), as in Shwartz-Ziv &
 * Tishby (2017), section 3.1: θ makes p(y=1) = 1/2, γ makes I(X;Y) what is asked for. Row i holds the bits of i, the
 * highest first, as 0 and 1.
 * @param values f(x) of every pattern
 */
export function createSoftRule(name: string, values: Float64Array, rule: SoftRule): Dataset {
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
    name,
    rows: PATTERNS,
    columns: PATTERN_BITS,
    inputs: Float32Array.from({ length: PATTERNS * PATTERN_BITS }, (_, i) =>
      bitOf(Math.floor(i / PATTERN_BITS), i % PATTERN_BITS),
    ),
    labels,
    classNames: ["0", "1"],
    conditional,
  };
}
