import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONFIG_BYTES_MAX } from "../../src/config/limits";
import { readRunFile, type RunFileContents } from "../../src/run/runFile";
import { waitUntil } from "../host/waiting";

const CLI = join(process.cwd(), "dist", "cli.js");
const PUBLISHED_TASK = join("..", "shared", "data", "var_u.mat");
const QUICK = { network: { hidden: [4] }, training: { epochs: 3 }, data: { source: "symmetric-rule" } };

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ib-cli-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly messages: string;
}

/** Starts `ib-analysis run FILE` in the test's folder. */
function start(file: string, options: readonly string[] = []) {
  const child = spawn(process.execPath, [CLI, "run", file, ...options], { cwd: folder });
  let out = "";
  let messages = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (messages += text));
  const finished = new Promise<Finished>((resolve) => {
    child.on("close", (code) => {
      resolve({ code, out, messages });
    });
  });
  return { child, finished };
}

function write(name: string, content: string | Uint8Array | object): void {
  const isText = typeof content === "string" || content instanceof Uint8Array;
  writeFileSync(join(folder, name), isText ? content : JSON.stringify(content));
}

function readRun(path: string): RunFileContents {
  return readRunFile(readFileSync(join(folder, path), "utf8"));
}

describe("ib-analysis run", () => {
  it("trains, prints a table and the data-processing check, and writes a run file", async () => {
    write("quick.ib.json", QUICK);
    const { code, out, messages } = await start("quick.ib.json", ["--out", "here.ibrun"]).finished;
    expect(code).toBe(0);
    expect(out).toMatch(/hidden 1 +4 +tanh/);
    expect(out).toMatch(/Data-processing inequality: largest rise/);
    expect(messages).toContain("4096 rows of 12 inputs");
    expect(messages).toContain("Run file: here.ibrun");
    const { events, problems } = readRun("here.ibrun");
    expect(problems).toEqual([]);
    expect(events[0]).toMatchObject({ type: "run/started", configName: "quick.ib.json" });
    expect(events.at(-1)).toEqual({ type: "run/finished", status: "completed" });
  });

  it("stopped by Ctrl-C says so and leaves a run file that opens", async () => {
    write("long.ib.json", { ...QUICK, training: { epochs: 100_000 } });
    const { child, finished } = start("long.ib.json");
    const runs = join(folder, "ib-runs");
    await waitUntil(
      () =>
        (existsSync(runs) &&
          readdirSync(runs).some(
            (name) =>
              name.startsWith("long") && readFileSync(join(runs, name), "utf8").includes("cell/epoch"),
          )) ||
        undefined,
      { what: "the first recorded epoch", timeoutMs: 60_000 },
    );
    child.kill("SIGINT");
    expect((await finished).code).toBe(130);
    const name = readdirSync(runs).find((file) => file.startsWith("long"))!;
    const { events, problems } = readRun(join("ib-runs", name));
    expect(problems).toEqual([]);
    expect(events.at(-1)).toEqual({ type: "run/finished", status: "cancelled" });
    expect(events.some(({ type }) => type === "cell/epoch")).toBe(true);
  });

  it("killed outright leaves a run file that opens up to the last whole event", async () => {
    write("killed.ib.json", { ...QUICK, training: { epochs: 100_000 } });
    const { child, finished } = start("killed.ib.json", ["--out", "killed.ibrun"]);
    const path = join(folder, "killed.ibrun");
    await waitUntil(
      () => (existsSync(path) && readFileSync(path, "utf8").includes("cell/epoch")) || undefined,
      {
        what: "the first recorded epoch",
        timeoutMs: 60_000,
      },
    );
    child.kill("SIGKILL");
    await finished;
    const { events } = readRun("killed.ibrun");
    expect(events[0]!.type).toBe("run/started");
    expect(events.some(({ type }) => type === "cell/epoch")).toBe(true);
  });

  it("learns the published task from its MATLAB file", async ({ skip }) => {
    skip(!existsSync(PUBLISHED_TASK), `${PUBLISHED_TASK} is not here; it is no part of this repository`);
    cpSync(PUBLISHED_TASK, join(folder, "var_u.mat"));
    write("var_u.ib.json", {
      data: { source: "mat", file: "var_u.mat", inputs: "F", labels: "y" },
      training: { optimizer: "adam", learningRate: 0.002, epochs: 60 },
    });
    const { code, out, messages } = await start("var_u.ib.json").finished;
    expect(code).toBe(0);
    expect(messages).toContain("H(Y) = 0.999 bit");
    const accuracy = /, ([\d.]+) % on test rows/.exec(out);
    expect(Number(accuracy?.[1])).toBeGreaterThan(80);
  });
});

describe("ib-analysis run, on bad input, names what is wrong and what would be right", () => {
  const rows = Array.from({ length: 10 }, (_, i) => `${i},${i % 3},${i % 2}`);
  const csv = { data: { source: "csv", file: "t.csv", label: "class" } };
  it.each<[string, string | object, string | Uint8Array | undefined, RegExp]>([
    ["not JSON", "network: 3", undefined, /config\/syntax|error:/],
    ["an empty file", "", undefined, /empty/],
    ["a config of 2 MiB", " ".repeat(2 * CONFIG_BYTES_MAX), undefined, /1 MiB/],
    [
      "epochs of -1",
      { ...QUICK, training: { epochs: -1 } },
      undefined,
      /training\.epochs is -1.*1 to 100000/,
    ],
    [
      "1e999",
      '{"data":{"source":"symmetric-rule"},"training":{"learningRate":1e999}}',
      undefined,
      /training\.learningRate/,
    ],
    [
      "an unknown activation",
      { ...QUICK, network: { activation: "tahn" } },
      undefined,
      /network\.activation.*"tanh"/,
    ],
    ["a layer of no units", { ...QUICK, network: { hidden: [0] } }, undefined, /network\.hidden.*1 to 4096/],
    ["a missing data file", csv, undefined, /data\.file is "t\.csv".*no such file/],
    [
      "a file outside the folder",
      { data: { ...csv.data, file: "../t.csv" } },
      undefined,
      /data\.file.*out of the workspace/,
    ],
    ["a ragged row", csv, ["a,b,class", ...rows, "1,2"].join("\n"), /[Ll]ine 12.*2.*3/],
    ["a cell that is no number", csv, ["a,b,class", "1,x,0", ...rows].join("\n"), /[Ll]ine 2.*"b".*"x"/],
    [
      "one class only",
      csv,
      ["a,b,class", ...rows.map((row) => row.slice(0, -1) + "0")].join("\n"),
      /one class|"0"/,
    ],
    [
      "a truncated MATLAB file",
      { data: { source: "mat", file: "t.csv", inputs: "F", labels: "y" } },
      new Uint8Array(130),
      /data\.file|MATLAB/,
    ],
  ])("%s", async (_name, config, data, expected) => {
    rmSync(join(folder, "t.csv"), { force: true });
    write("bad.ib.json", config);
    if (data !== undefined) {
      write("t.csv", data);
    }
    const { code, messages } = await start("bad.ib.json", ["--quiet"]).finished;
    expect(messages).toMatch(expected);
    expect(messages).not.toMatch(/\bat .*\.js:\d+/);
    expect(code).toBe(1);
  });
});
