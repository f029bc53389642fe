import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  crossingOf,
  describeGradientPhase,
  gradientT,
  TURN_EPOCHS,
  type GradientPhase,
} from "../../../../src/analysis/phases/gradientPhase";

/** One recorded epoch for each letter, from epoch 1 on: `+` with the mean above the deviation, `-` below. */
function phaseOf(signs: string): GradientPhase {
  return describeGradientPhase(
    Array.from(signs, (sign, index) => ({ epoch: index + 1, mean: sign === "+" ? 2 : 0.5, deviation: 1 })),
  );
}
const UP = "+".repeat(12);
const DOWN = "-".repeat(12);

describe("the phases of a layer's gradients", () => {
  it.each([
    ["cross at the first of eight epochs in a row below 1", UP + DOWN, { kind: "crossed", epoch: 13 }],
    ["are diffusion from the start", DOWN, { kind: "from the start" }],
    ["never cross", UP, { kind: "none" }],
    ["never cross if too few epochs in a row are below", UP + "-".repeat(7), { kind: "none" }],
    ["are not moved by a few epochs on the other side", `${UP}---+${DOWN}`, { kind: "crossed", epoch: 17 }],
    ["cross and come back", UP + DOWN + UP, { kind: "crossed and back", epoch: 13, again: 25 }],
    ["cross twice, and the first crossing is told", UP + DOWN + UP + DOWN, { kind: "crossed", epoch: 13 }],
    [
      "come back after diffusion from the start",
      DOWN + UP,
      { kind: "crossed and back", epoch: 1, again: 13 },
    ],
  ] as const)("%s", (_name, signs, phase) => {
    expect(phaseOf(signs)).toEqual(phase);
  });

  it("are undefined with one mini-batch an epoch", () => {
    const points = Array.from({ length: 20 }, (_, epoch) => ({ epoch, mean: 1, deviation: NaN }));
    expect(describeGradientPhase(points)).toEqual({ kind: "undefined" });
  });

  it("have as first crossing an epoch from which eight in a row are below", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("+", "-"), { maxLength: 80 }), (letters) => {
        const signs = letters.join("");
        const first = signs.indexOf("-".repeat(TURN_EPOCHS));
        expect(crossingOf(phaseOf(signs))).toBe(first < 0 ? undefined : first + 1);
      }),
    );
  });
});

it("the t-value of a gradient is its signal-to-noise ratio times the root of the batches", () => {
  expect(gradientT({ mean: 0.5, deviation: 1 }, 16)).toBe(2);
});
