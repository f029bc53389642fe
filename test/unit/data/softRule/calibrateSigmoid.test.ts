import { describe, expect, it } from "vitest";
import { calibrateSigmoid, sigmoidProbability } from "../../../../src/data/softRule/calibrateSigmoid";
import { icosahedronVertices } from "../../../../src/base/icosahedron";
import { powerSpectrumKernel, weighedPower } from "../../../../src/data/symmetricRule/powerSpectrum";

const entropy = (p: number): number =>
  p <= 0 || p >= 1 ? 0 : -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);

function reached(values: Float64Array, target: number): { share: number; information: number } {
  const sigmoid = calibrateSigmoid(values, target);
  const probabilities = Array.from(values, (value) => sigmoidProbability(sigmoid, value));
  const mean = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const share = mean(probabilities);
  return { share, information: entropy(share) - mean(probabilities.map(entropy)) };
}

describe("the sigmoid's calibration", () => {
  it("has the closed form at two values: p(y=1|x) = q and 1 - q with 1 - H(q) the information", () => {
    const sigmoid = calibrateSigmoid(Float64Array.of(2, 4), 1 - entropy(0.11));
    expect(sigmoid.threshold).toBeCloseTo(3, 9);
    expect(sigmoidProbability(sigmoid, 2)).toBeCloseTo(0.11, 9);
    expect(sigmoidProbability(sigmoid, 4)).toBeCloseTo(0.89, 9);
  });

  it("puts the threshold where it balances unequal shares", () => {
    const values = Float64Array.of(0, 1, 1, 1, 5, 9, 9);
    const { share, information } = reached(values, 0.4);
    expect(share).toBeCloseTo(0.5, 9);
    expect(information).toBeCloseTo(0.4, 9);
  });

  it("gets as near as it can where the values are too few", () => {
    // One third of the values lies on the threshold whatever the steepness, undecided: I = 2/3 at most.
    const { share, information } = reached(Float64Array.of(0, 1, 2), 0.99);
    expect(share).toBeCloseTo(0.5, 6);
    expect(information).toBeCloseTo(2 / 3, 6);
  });

  it.each([
    { name: "degree 0 alone", degrees: [{ degree: 0, weight: 1 }], most: 0.774 },
    {
      name: "degrees 1 to 6 by equal weights",
      degrees: [1, 2, 3, 4, 5, 6].map((degree) => ({ degree, weight: 1 })),
      most: 0.971,
    },
    {
      name: "degrees 1 to 6 by weights 1/l",
      degrees: [1, 2, 3, 4, 5, 6].map((degree) => ({ degree, weight: 1 / degree })),
      most: 0.9977,
    },
    {
      name: "degrees 1 and 3 by weights 1 and 0.7",
      degrees: [
        { degree: 1, weight: 1 },
        { degree: 3, weight: 0.7 },
      ],
      most: 1,
    },
  ])("reaches $most bit on balanced labels with $name", ({ degrees, most }) => {
    const kernel = powerSpectrumKernel(icosahedronVertices(), degrees);
    const values = Float64Array.from({ length: 4096 }, (_, pattern) =>
      weighedPower(
        kernel,
        Array.from({ length: 12 }, (_, vertex) => (pattern >> vertex) & 1),
      ),
    ).map((value) => Math.round(value * 1e9) / 1e9);
    const { share, information } = reached(values, 0.99999);
    expect(share).toBeCloseTo(0.5, 6);
    expect(information).toBeCloseTo(most, 3);
  });
});
