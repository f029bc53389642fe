import { describe, expect, it } from "vitest";
import { describeThrown } from "../../../src/cli/describeThrown";

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (thrown) {
    return thrown;
  }
  throw new Error("nothing was thrown");
}

describe("what a command threw", () => {
  it.each<[string, () => unknown]>([
    ["an array that is too long", () => new Float64Array(2 ** 53)],
    ["a list that is too long", () => Array.from({ length: 2 ** 40 })],
    ["a text that is too long", () => "x".repeat(2 ** 30)],
  ])("is said as memory that is missing: %s", (_name, run) => {
    const failure = describeThrown(thrownBy(run));
    expect(failure.message).toMatch(/This machine has not the memory for it.*use fewer rows/);
    expect(failure.code).toBe("training/memory");
    expect(failure.message).not.toContain("\n");
  });

  it("is said as a defect otherwise, with the stack in the detail only", () => {
    const failure = describeThrown(new TypeError("x is not a function"));
    expect(failure.message).toMatch(/should not happen: x is not a function.*IB_ANALYSIS_DEBUG=1/);
    expect(failure.message).not.toContain(" at ");
    expect(failure.detail).toContain("describeThrown.test");
  });
});
