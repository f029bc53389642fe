import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunArguments } from "../../../src/cli/runArguments";
import { parseCliArguments } from "../../../src/cli/parseArguments";
import { runCommand } from "../../../src/cli/runCommand";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ib-run-"));
  const config = JSON.stringify({ data: { source: "csv", file: "none.csv", label: 1 } });
  writeFileSync(join(folder, "a.ib.json"), config);
  writeFileSync(join(folder, "little.ib.json"), Buffer.from(`\uFEFF${config}`, "utf16le"));
  writeFileSync(join(folder, "big.ib.json"), Buffer.from(`\uFEFF${config}`, "utf16le").swap16());
  writeFileSync(join(folder, "cut.ib.json"), Buffer.from(`\uFEFF${config}`, "utf16le").subarray(0, -1));
  writeFileSync(join(folder, "rule.ib.json"), JSON.stringify({ data: { source: "symmetric-rule" } }));
  mkdirSync(join(folder, "runs"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("ib-analysis run, before anything is trained", () => {
  const NO_DATA = 'error: data.file is "none.csv", but there is no such file';
  it.each<[string, string[], string]>([
    ["UTF-16 of PowerShell", ["little.ib.json"], NO_DATA],
    ["UTF-16, the other way round", ["big.ib.json"], NO_DATA],
    [
      "half a character of UTF-16",
      ["cut.ib.json"],
      "error: cut.ib.json: The file begins as UTF-16 text, but",
    ],
    [
      "a config that is not there",
      ["no\u001b[31m\nx.ib.json"],
      "error: The config no\\u001b[31m x.ib.json cannot be read: there is no such file. [",
    ],
    ["no root", ["a.ib.json", "--root", "nope"], 'error: --root is "nope", but there is no such folder;'],
    ["a root that is a file", ["a.ib.json", "--root", "a.ib.json"], "which is no folder;"],
    ["a folder to write to", ["rule.ib.json", "--out", "runs"], "--out names runs, which is a folder:"],
  ])("says what is wrong: %s", async (_, argv, words) => {
    let messages = "";
    const code = await runCommand(parseCliArguments(["run", ...argv]) as RunArguments, {
      workerPath: "none",
      currentFolder: folder,
      out: { write: () => true },
      messages: { write: (text: string) => (messages += text) },
      onInterrupt: () => undefined,
    });
    expect(messages).toContain(words);
    expect(messages.trimEnd().split("\n")).toHaveLength(1);
    expect(code).toBe(1);
  });
});
