import { describe, expect, it } from "vitest";
import { parseConfig } from "../../../../src/config/parseConfig";
import { DATA, fixBy, onlyProblem, shownOn } from "../support";

const withAnalysis = (analysis: string, rest = ""): string => `{ ${DATA}, ${rest} "analysis": ${analysis} }`;

describe("what is measured", () => {
  it("is not exact in a network that does not round, and is in one that does", () => {
    const text = withAnalysis(`{ "estimator": ["binning", "exact"] }`);
    const problem = onlyProblem(text);
    expect(problem).toMatchObject({ severity: "warning", code: "config/inconsistent" });
    expect(problem.message).toContain(`add "quantize": { "bits": 8 } to network`);
    expect(shownOn(text, problem)).toBe(`"exact"`);
    const rounded = withAnalysis(`{ "estimator": "exact" }`, `"network": { "quantize": {} },`);
    expect(parseConfig(rounded).problems).toEqual([]);
  });

  it("is not measured twice in the same way", () => {
    const problem = onlyProblem(
      withAnalysis(`{ "estimator": ["kde", "binning", { "name": "kde", "variance": 0.001 }] }`),
    );
    expect(problem).toMatchObject({ severity: "warning", path: ["analysis", "estimator", 2] });
    const differs = withAnalysis(`{ "estimator": ["kde", { "name": "kde", "variance": 0.1 }] }`);
    expect(parseConfig(differs).problems).toEqual([]);
  });

  it("has a correction only where something is counted", () => {
    const text = withAnalysis(`{ "estimator": "kde", "correction": "shuffle" }`);
    expect(onlyProblem(text).message).toContain("none of those is asked for");
    expect(fixBy(text, `Change to "none"`)).toBe(text.replace("shuffle", "none"));
    expect(parseConfig(withAnalysis(`{ "correction": "shuffle" }`)).problems).toEqual([]);
  });

  it("is resampled more than once, or not at all", () => {
    const text = withAnalysis(`{ "resamples": 1 }`);
    expect(onlyProblem(text).message).toContain("which gives no interval");
    expect(parseConfig(fixBy(text, "Change to 20")).problems).toEqual([]);
    expect(parseConfig(withAnalysis(`{ "resamples": 0 }`)).problems).toEqual([]);
  });

  it("says before how large the kept activations will be", () => {
    const training = `"training": { "epochs": 100 },`;
    const known = onlyProblem(withAnalysis(`{ "keepActivations": true, "snapshots": 5 }`, training));
    expect(known.severity).toBe("information");
    // 4096 rows of 29 hidden and 2 output units in 4 bytes, 5 times.
    expect(known.message).toContain(
      `The activations of 5 snapshots will be kept beside the run file: about ${((4096 * 31 * 4 * 5) / 2 ** 20).toFixed(1)} MiB.`,
    );
    const three = `"study": { "networks": 3 },`;
    const study = onlyProblem(
      withAnalysis(`{ "keepActivations": true, "snapshots": 5 }`, `${training} ${three}`),
    );
    expect(study.message).toContain(
      `of 5 snapshots of each of 3 networks will be kept beside the run file: about ${((3 * 4096 * 31 * 4 * 5) / 2 ** 20).toFixed(1)} MiB.`,
    );
    const csv = `{ "data": { "source": "csv", "file": "a.csv", "label": "y" }, ${training} "analysis": { "keepActivations": true, "snapshots": 5 } }`;
    expect(onlyProblem(csv).message).toContain("for every thousand rows of data");
    expect(parseConfig(csv).config).toBeDefined();
  });
});
