import type { Dataset } from "../dataset/dataset";
import { bitOf, PATTERNS } from "../softRule/patterns";
import { createSoftRule, type SoftRule } from "../softRule/softRule";
import { ICOSAHEDRON_VERTICES, icosahedronVertices, SYMMETRIC_RULE_NAME } from "../../base/icosahedron";
import { powerSpectrumKernel, weighedPower, type DegreeWeight } from "./powerSpectrum";

/**
 * The degrees that the rule looks at. Flipping all bits of a pattern leaves the power of the degrees from 1 on unchanged;
 * degree 0, the number of bits squared, does not. Without it every odd Walsh coefficient of the label is 0, and a network
 * of tanh units without bias starts at a saddle: there is no drift, and a few patterns cannot be learned from. With these
 * weights the label depends on single bits about as in the published patterns of the paper's task, and both labels can be
 * equally likely up to I(X;Y) = 0.9905 bit.
 */
const DEGREES: readonly DegreeWeight[] = [
  { degree: 0, weight: 0.1 },
  { degree: 1, weight: 0.5 },
  { degree: 2, weight: 1 },
  { degree: 3, weight: 1 },
];

/** Patterns that a rotation turns into each other differ in f by rounding only; this is far above it. */
const ROUNDING_UNITS = 1e9;

/**
 * The paper's task (Shwartz-Ziv & Tishby 2017, section 3.1): one bit on each vertex of an icosahedron, and a rule f that
 * is a sum over degrees of the pattern's power spectrum and so unchanged by every rotation.
 */
export function createSymmetricRule(rule: SoftRule): Dataset {
  return createSoftRule(SYMMETRIC_RULE_NAME, ruleValues(), rule);
}

/** f(x) of every pattern, row i that of the bits of i. */
export function ruleValues(): Float64Array {
  const kernel = powerSpectrumKernel(icosahedronVertices(), DEGREES);
  return Float64Array.from({ length: PATTERNS }, (_, pattern) => {
    const masses = Array.from({ length: ICOSAHEDRON_VERTICES }, (_unused, vertex) => bitOf(pattern, vertex));
    return Math.round(weighedPower(kernel, masses) * ROUNDING_UNITS) / ROUNDING_UNITS;
  });
}
