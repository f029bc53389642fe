import { describe, expect, it } from "vitest";
import {
  findGradientCrossing,
  type GradientPoint,
} from "../../../webview/pictures/gradients/gradientCrossing";

/** Points for epochs 1, 2, …: "m" with the mean above, "d" with the deviation above, "?" without a deviation. */
function points(pattern: string): readonly GradientPoint[] {
  const deviations: Readonly<Record<string, number>> = { m: 0.5, d: 2, "?": NaN };
  return pattern
    .split("")
    .map((letter, index) => ({ epoch: index + 1, mean: 1, deviation: deviations[letter]! }));
}

describe("the crossing of the gradient phases", () => {
  it.each([
    ["a clean change", "m".repeat(100) + "d".repeat(100), { kind: "at", epoch: 101 }],
    ["one noisy point early on", "mmd" + "m".repeat(97) + "d".repeat(200), { kind: "at", epoch: 101 }],
    ["noise long after it", "mmmmm" + "ddddddm".repeat(50), { kind: "at", epoch: 6 }],
    [
      "noise around it: from there on most points are above",
      "mmmmdmdmdm" + "d".repeat(30),
      { kind: "at", epoch: 11 },
    ],
    [
      "a mean that is above again after it",
      "m".repeat(50) + "d".repeat(30) + "m".repeat(40),
      { kind: "back", epoch: 51, again: 81 },
    ],
    ["the same from the start on", "d".repeat(30) + "m".repeat(10), { kind: "back", epoch: 1, again: 31 }],
    ["too few points above again to tell", "d".repeat(30) + "m".repeat(9), { kind: "from-start" }],
    ["too short a time below", "m".repeat(50) + "d".repeat(9) + "m".repeat(40), { kind: "none" }],
    ["no change", "m".repeat(50), { kind: "none" }],
    ["too few points after it to tell", "m".repeat(50) + "d".repeat(9), { kind: "none" }],
    ["just enough points after it", "m".repeat(50) + "d".repeat(10), { kind: "at", epoch: 51 }],
    ["a deviation above from the start", "d".repeat(30), { kind: "from-start" }],
    ["points without a deviation, which do not count", "m?m?" + "?d".repeat(10), { kind: "at", epoch: 6 }],
    ["no deviation at all", "????", { kind: "undefined" }],
    ["no points", "", { kind: "undefined" }],
  ])("with %s", (_name, pattern, crossing) => {
    expect(findGradientCrossing(points(pattern))).toEqual(crossing);
  });
});
