import { expect, it } from "vitest";
import { epochsTo } from "../../../../src/analysis/phases/epochsTo";

it("the first epoch that reaches a value, upward or downward, gaps passed over", () => {
  expect(epochsTo(0.9, [0, 1, 5, 10], [0, 0.5, 0.95, 0.8])).toBe(5);
  expect(epochsTo(0.9, [0, 1, 5, 10], [0, NaN, NaN, 0.9])).toBe(10);
  expect(epochsTo(0.9, [0, 1], [0, 0.5])).toBeUndefined();
  expect(epochsTo(0.2, [0, 1, 2], [1, 0.2, 0.1], "down")).toBe(1);
});
