import { describe, expect, it } from "vitest";
import { parseCliArguments } from "../../../src/cli/parseArguments";
import { type EstimatorSettings } from "../../../src/information/estimators/estimators";

describe("the command line", () => {
  it("takes a config and options", () => {
    expect(
      parseCliArguments([
        "run",
        "a.ib.json",
        "--out",
        "b.ibrun",
        "--max-memory",
        "64",
        "--workers",
        "3",
        "--quiet",
      ]),
    ).toEqual({
      command: "run",
      configPath: "a.ib.json",
      out: "b.ibrun",
      root: undefined,
      maxMemoryMebibytes: 64,
      workers: 3,
      quiet: true,
      shard: undefined,
      resume: false,
    });
  });

  it.each([
    [[], "no command"],
    [["train"], '"train" is no command'],
    [["run"], "none was given"],
    [["run", "a", "b"], "2 were given"],
    [["run", "a", "--max-memory", "lots"], '--max-memory is "lots"'],
    [["run", "a", "--max-memory", "0"], "whole number from 1"],
    [["run", "a", "--workers", "-1"], "--workers"],
    [["run", "a", "--workers", "1.5"], '--workers is "1.5"'],
    [["run", "a", "--speed", "9"], "There is no option --speed; run has --out, --root, "],
    [["run", "a", "--worker", "9"], "Did you mean --workers?"],
    [["run", "a", "--\u001b[31m"], "There is no option --\\u001b[31m;"],
    [["\u001b[31m"], '"\\u001b[31m" is no command'],
    [["run", "a", "--out", "new/"], '--out is "new/", which names no file'],
    [["recompute", "a", "--estimator", "kde", "--out", ""], '--out is "", which names no file'],
    [["--quiet", "run"], "The command comes first"],
    [["estimate", "a.npy"], "two files"],
    [["estimate", "a", "b", "--estimator", "magic"], "binning, kde, ksg, noise, exact, renyi"],
    [
      ["estimate", "a", "b", "--variance", "1"],
      "--variance is not used by binning; it belongs to kde and noise",
    ],
    [["estimate", "a", "b", "--range", "1,-1"], "two rising numbers"],
    [["estimate", "a", "b", "--bins", "0"], '--bins is "0"'],
    [["estimate", "a", "b", "--estimator", "kde", "--variance", "0"], "above 0"],
    [["estimate", "a", "b", "--estimator", "kde", "--variance", "1", "--sigma", "1"], "give one of them"],
    [["estimate", "a", "b", "--estimator", "ksg", "--k", "1.5"], "whole number"],
    [["estimate", "a", "b", "--format", "xml"], "json, table"],
    [["recompute", "a.ibrun"], "--estimator is missing"],
    [["recompute", "a", "b", "--estimator", "kde"], "one run file"],
    [["bound"], "one file"],
    [["bound", "p", "--px", "q"], "--px goes with --conditional"],
    [["bound", "p", "--points", "1"], "--points"],
    [["check", "a"], "no files"],
  ])("%j is wrong, and says why", (argv, words) => {
    const parsed = parseCliArguments(argv);
    expect(parsed.command).toBe("wrong");
    expect(parsed.command === "wrong" && parsed.message).toContain(words);
  });

  it.each<[string[], string]>([
    [["estimate", "a.npy", "b.npy", "--bins", "3", "--bins", "4"], "--bins is given more than once"],
    [["run", "a.ib.json", "--quiet", "--quiet"], "--quiet is given more than once"],
    [["estimate", "a.npy", "b.npy", "--seed", "3"], "--seed has no effect here"],
    [["estimate", "a.npy", "b.npy", "--estimator", "kde", "--seed", "3"], "--seed has no effect here"],
    [["estimate", "a.npy", "b.npy", "--resamples", "1"], "--resamples is 1, which gives no interval"],
    [["bound", "p.npy", "--seed", "3"], "--seed goes with --deterministic"],
    [["recompute", "a.ibrun", "--estimator", "kde", "--seed", "3"], "--seed has no effect here"],
  ])("passes nothing over in silence: %j", (argv, words) => {
    const parsed = parseCliArguments(argv);
    expect(parsed.command === "wrong" && parsed.message).toContain(words);
  });

  it.each([
    [["estimate", "a.npy", "b.npy", "--seed", "3", "--resamples", "2"]],
    [["estimate", "a.npy", "b.npy", "--seed", "3", "--correction", "shuffle"]],
    [["estimate", "a.npy", "b.npy", "--seed", "3", "--estimator", "ross"]],
    [["bound", "p.npy", "--seed", "3", "--deterministic"]],
    [["recompute", "a.ibrun", "--estimator", "noise", "--seed", "3"]],
  ])("takes a seed that something is drawn with: %j", (argv) => {
    expect(parseCliArguments(argv)).not.toHaveProperty("message");
  });

  it("help and version win over the rest", () => {
    const help = parseCliArguments(["--help"]);
    expect(help.command === "help" && help.text).toContain("check");
    const estimate = parseCliArguments(["estimate", "--help"]);
    expect(estimate.command === "help" && estimate.text).toContain("--variance");
    expect(parseCliArguments(["--version"])).toEqual({ command: "version" });
    expect(parseCliArguments(["run", "a", "--version"])).toEqual({ command: "version" });
  });

  it.each<[string[], EstimatorSettings]>([
    [[], { name: "binning", bins: 30, range: "auto" }],
    [["--bins", "7", "--range", "-1,1"], { name: "binning", bins: 7, range: [-1, 1] }],
    [["--range=-.5,2"], { name: "binning", bins: 30, range: [-0.5, 2] }],
    [["--range", "quantile"], { name: "binning", bins: 30, range: "quantile" }],
    [["--estimator", "kde"], { name: "kde", variance: 1e-3 }],
    [["--estimator", "kde", "--sigma", "0.5"], { name: "kde", variance: 0.25 }],
    [["--estimator", "ksg", "--k", "5", "--algorithm", "2"], { name: "ksg", neighbors: 5, algorithm: 2 }],
    [
      ["--estimator", "noise", "--variance", "0.25", "--samples", "99", "--seed", "4"],
      { name: "noise", sigma: 0.5, samples: 99, seed: 4 },
    ],
    [["--estimator", "exact"], { name: "exact" }],
    [["--estimator", "ross", "--k", "4"], { name: "ksg", neighbors: 4, algorithm: 1 }],
    [["--estimator", "renyi", "--alpha", "2"], { name: "renyi", alpha: 2, subsample: 100, seed: 0 }],
  ])("estimate with %j is this estimator", (options, settings) => {
    const parsed = parseCliArguments(["estimate", "a.npy", "b.npy", ...options]);
    expect(parsed).toMatchObject({
      command: "estimate",
      activationsPath: "a.npy",
      labelsPath: "b.npy",
      settings,
      format: "table",
    });
  });

  it("bound has its defaults", () => {
    expect(parseCliArguments(["bound", "p.npy", "--conditional", "--px", "q.npy", "--rows", "50"])).toEqual({
      command: "bound",
      tablePath: "p.npy",
      conditional: true,
      inputsPath: "q.npy",
      points: 100,
      deterministic: false,
      rows: 50,
      seed: 0,
      format: "table",
    });
  });
});
