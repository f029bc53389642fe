import { expect, it } from "vitest";
import { projectScriptRun } from "../../../../scripts/bench/runScript";

it("projects training by epochs and estimating by snapshots, and leaves the start as it is", () => {
  const run = { seconds: 10, training: 2, estimating: 5, snapshots: 4 };
  expect(projectScriptRun(run, { epochs: 20, snapshots: 3 })).toBe(3 + 2 * 20 + 5 * 3);
  expect(projectScriptRun(run, { epochs: 1, snapshots: 1 })).toBe(10);
});
