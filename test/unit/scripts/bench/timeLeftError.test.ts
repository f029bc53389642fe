import { expect, it } from "vitest";
import { timeLeftError } from "../../../../scripts/bench/view/timeLeftError";

it("is the largest factor between what was said and what came, be it too much or too little", () => {
  expect(timeLeftError([{ at: 4, secondsLeft: 6 }], 3, 10)).toBe(1);
  expect(timeLeftError([{ at: 4, secondsLeft: 18 }], 3, 10)).toBe(3);
  expect(timeLeftError([{ at: 4, secondsLeft: 2 }], 3, 10)).toBe(3);
});

it("leaves out what was said too early, and what views do not tell apart", () => {
  const told = [
    { at: 2, secondsLeft: 100 },
    { at: 9.9, secondsLeft: 0 },
  ];
  expect(timeLeftError(told, 3, 10)).toBe(1);
  expect(timeLeftError([], 3, 10)).toBeNaN();
});
