import { describe, expect, it } from "vitest";
import { parseCliArguments } from "../../../src/cli/parseArguments";

describe("the command line", () => {
  it("takes a config and options", () => {
    expect(
      parseCliArguments(["run", "a.ib.json", "--out", "b.ibrun", "--max-memory", "64", "--quiet"]),
    ).toEqual({
      command: "run",
      configPath: "a.ib.json",
      out: "b.ibrun",
      root: undefined,
      maxMemoryMebibytes: 64,
      quiet: true,
    });
  });

  it.each([
    [[], "no command"],
    [["train"], '"train" is no command'],
    [["run"], "none was given"],
    [["run", "a", "b"], "2 were given"],
    [["run", "a", "--max-memory", "lots"], '--max-memory is "lots"'],
    [["run", "a", "--max-memory", "0"], "whole number from 1"],
    [["run", "a", "--speed", "9"], "--speed"],
  ])("%j is wrong, and says why", (argv, words) => {
    const parsed = parseCliArguments(argv);
    expect(parsed.command).toBe("wrong");
    expect(parsed.command === "wrong" && parsed.message).toContain(words);
  });

  it("help and version win over the rest", () => {
    expect(parseCliArguments(["--help"])).toEqual({ command: "help" });
    expect(parseCliArguments(["run", "a", "--version"])).toEqual({ command: "version" });
  });
});
