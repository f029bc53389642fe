import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROJECT_ROOT } from "../../scripts/projectRoot";
import { waitUntil } from "../../scripts/vscode/waiting";
import { readRunFile } from "../../src/run/runFile";

const CLI = join(PROJECT_ROOT, "dist", "cli.js");
const CONFIG = {
  data: { source: "symmetric-rule" },
  network: { hidden: [4, 3] },
  training: { epochs: 60 },
  analysis: { estimator: "binning", snapshots: 4 },
  study: { networks: 2, over: { "data.trainingFraction": [0.05, 0.45, 0.85] } },
};
const NETWORKS = 6;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ib-study-"));
  writeFileSync(join(folder, "study.ib.json"), JSON.stringify(CONFIG));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly messages: string;
}

function cli(...args: readonly string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  return { code: status, out: stdout, messages: stderr };
}

/** A run file's lines without what differs from run to run: its name, its times, and the checksums over them. */
function lastingLines(name: string): readonly string[] {
  const { events, problems } = readRunFile(readFileSync(join(folder, name), "utf8"));
  expect(problems).toEqual([]);
  return events.map((event) =>
    JSON.stringify(event, (key, value: unknown) =>
      ["runId", "createdAt", "seconds"].includes(key) ? undefined : value,
    ),
  );
}

// Later tests use the runs of earlier ones.
describe("a study over variants", { shuffle: false }, () => {
  it("trains every network of every variant, and sets the variants beside one another", () => {
    const { code, out } = cli("run", "study.ib.json", "--out", "whole.ibrun", "--quiet");
    expect(code).toBe(0);
    for (const share of [0.05, 0.45, 0.85]) {
      expect(out).toContain(`=== data.trainingFraction ${share} ===`);
      expect(out).toMatch(new RegExp(`^data\\.trainingFraction ${share} +2 `, "mu"));
    }
    const { events } = readRunFile(readFileSync(join(folder, "whole.ibrun"), "utf8"));
    const [header] = events;
    expect(header).toMatchObject({ type: "run/started" });
    expect(header?.type === "run/started" && header.cells).toHaveLength(NETWORKS);
    const rows = events.flatMap((event) =>
      event.type === "cell/started" ? [[event.variant, event.dataset.trainingRows] as const] : [],
    );
    expect(new Map(rows)).toEqual(
      new Map([
        ["data.trainingFraction 0.05", 205],
        ["data.trainingFraction 0.45", 1843],
        ["data.trainingFraction 0.85", 3482],
      ]),
    );
  });

  it("is summarized from its file: the same tables, or every figure over the networks", () => {
    const tables = cli("run", "study.ib.json", "--out", "again.ibrun", "--quiet");
    expect(cli("summarize", "again.ibrun")).toMatchObject({ code: 0, out: tables.out });
    const [heads, ...rows] = cli("summarize", "whole.ibrun", "--format", "csv").out.trimEnd().split("\n");
    expect(heads).toBe(
      "variant,quantity,unit,estimator,layer,rows,epoch,networks,mean,deviation,lower,upper,median,smallest,largest",
    );
    expect(rows.every((row) => row.split(",").length === heads!.split(",").length)).toBe(true);
    expect(rows.some((row) => row.startsWith("data.trainingFraction 0.05,rise,bit,binning,"))).toBe(true);
    const json: unknown = JSON.parse(cli("summarize", "whole.ibrun", "--format", "json").out);
    expect(json).toMatchObject({ configName: "study.ib.json", tool: { name: "ib-analysis" } });
    expect((json as { figures: unknown[] }).figures).toHaveLength(rows.length);
  });

  it("that was cut off is summarized as far as it goes, and a file that is no run is refused", () => {
    const whole = readFileSync(join(folder, "whole.ibrun"));
    writeFileSync(join(folder, "half.ibrun"), whole.subarray(0, Math.floor(whole.length / 2)));
    const cut = cli("summarize", "half.ibrun", "--format", "csv");
    expect(cut.code).toBe(0);
    expect(cut.messages).toMatch(/The run has 6 networks; the figures are of the \d that came to their end/);
    expect(cli("summarize", "half.ibrun").code).toBe(0);
    expect(cli("summarize", "study.ib.json")).toMatchObject({ code: 1, out: "" });
    expect(cli("summarize", "nothing.ibrun").messages).toContain('"nothing.ibrun" cannot be read');
    expect(cli("summarize").messages).toContain("summarize takes one run file; 0 were given.");
    expect(cli("summarize", "whole.ibrun", "--format", "xml").messages).toContain(
      '--format is "xml"; it must be table, csv or json.',
    );
  });

  it("over layers, epochs and batches opens again, each network as its variant has it", () => {
    const over = {
      "network.hidden": [[3], [4, 3]],
      "training.epochs": [5, 9],
      "training.batchSize": ["full", 512],
    };
    writeFileSync(
      join(folder, "shapes.ib.json"),
      JSON.stringify({ ...CONFIG, study: { networks: 1, over } }),
    );
    expect(cli("run", "shapes.ib.json", "--out", "shapes.ibrun", "--quiet").code).toBe(0);
    const { events, problems } = readRunFile(readFileSync(join(folder, "shapes.ibrun"), "utf8"));
    expect(problems).toEqual([]);
    const shapes = events.flatMap((event) =>
      event.type === "cell/started" ? [[event.layers.length, event.epochs, event.batchesPerEpoch]] : [],
    );
    expect(shapes.sort()).toEqual(
      [
        [2, 5, 1],
        [2, 5, 7],
        [2, 9, 1],
        [2, 9, 7],
        [3, 5, 1],
        [3, 5, 7],
        [3, 9, 1],
        [3, 9, 7],
      ].sort(),
    );
  });

  it("in parts gives, put together, what one run gives, apart from times", () => {
    expect(cli("merge", "whole.ibrun", "--out", "ordered.ibrun").code).toBe(0);
    for (const index of [1, 2, 3, 4]) {
      expect(cli("run", "study.ib.json", "--shard", `${index}/4`, "--out", `part${index}.ibrun`).code).toBe(
        0,
      );
    }
    const merged = cli(
      "merge",
      "part3.ibrun",
      "part1.ibrun",
      "part4.ibrun",
      "part2.ibrun",
      "--out",
      "merged.ibrun",
    );
    expect(merged).toMatchObject({ code: 0 });
    expect(merged.messages).toContain("6 networks of 4 parts");
    expect(lastingLines("merged.ibrun")).toEqual(lastingLines("ordered.ibrun"));
  });

  it.each([
    ["missing parts", ["part1.ibrun", "part3.ibrun"], "2 shards are missing: 2, 4"],
    [
      "a part twice",
      ["part1.ibrun", "part1.ibrun"],
      '"part1.ibrun" and "part1.ibrun" hold the same networks',
    ],
    [
      "a whole run among parts",
      ["part1.ibrun", "whole.ibrun"],
      '"whole.ibrun" is a whole run and no part of one',
    ],
    ["something that is no run", ["study.ib.json"], '"study.ib.json" is no run'],
    ["a file that is not there", ["nothing.ibrun"], '"nothing.ibrun" cannot be read'],
  ])("is not put together from %s", (_name, parts, message) => {
    const { code, messages } = cli("merge", ...parts, "--out", "never.ibrun");
    expect(code).toBe(1);
    expect(messages).toContain(message);
    expect(existsSync(join(folder, "never.ibrun"))).toBe(false);
  });

  it("is not put together with a part of another config, by name", () => {
    writeFileSync(join(folder, "other.ib.json"), JSON.stringify({ ...CONFIG, training: { epochs: 5 } }));
    expect(cli("run", "other.ib.json", "--shard", "2/4", "--out", "foreign.ibrun").code).toBe(0);
    const { code, messages } = cli("merge", "part1.ibrun", "foreign.ibrun", "--out", "never.ibrun");
    expect(code).toBe(1);
    expect(messages).toContain(
      '"foreign.ibrun" does not belong to "part1.ibrun": it is a run of another config',
    );
  });

  it("that is killed goes on at the first network without an end, and ends with the same figures", async () => {
    const long = { ...CONFIG, training: { epochs: 400 } };
    writeFileSync(join(folder, "long.ib.json"), JSON.stringify(long));
    const args = ["run", "long.ib.json", "--out", "cut.ibrun", "--resume", "--quiet"];
    const child = spawn(process.execPath, [CLI, ...args], { cwd: folder, stdio: "ignore" });
    const gone = new Promise((resolve) => child.on("exit", resolve));
    const path = join(folder, "cut.ibrun");
    await waitUntil(
      () => (existsSync(path) && readFileSync(path, "utf8").includes("cell/finished")) || undefined,
      { what: "the end of the first network", timeoutMs: 60_000 },
    );
    child.kill("SIGKILL");
    await gone;
    const left = readRunFile(readFileSync(path, "utf8")).events;
    expect(left.filter(({ type }) => type === "cell/finished").length).toBeLessThan(NETWORKS);
    expect(cli("merge", "cut.ibrun", "--out", "never.ibrun").messages).toContain(
      "Run it again with --resume",
    );

    const { code, out } = cli(...args);
    expect(code).toBe(0);
    expect(out).toMatch(/^data\.trainingFraction 0\.05 +2 /mu);
    expect(cli("run", "long.ib.json", "--out", "long.ibrun").code).toBe(0);
    expect(cli("merge", "cut.ibrun", "--out", "cutOrdered.ibrun").code).toBe(0);
    expect(cli("merge", "long.ibrun", "--out", "longOrdered.ibrun").code).toBe(0);
    expect(lastingLines("cutOrdered.ibrun")).toEqual(lastingLines("longOrdered.ibrun"));
  });

  it("that is damaged in its middle is said to be, and is kept beside the run that goes on", () => {
    const whole = readFileSync(join(folder, "long.ibrun"), "utf8");
    const lines = whole.split("\n");
    const second = lines.findIndex((line, index) => index > 4 && line.includes("cell/finished")) + 3;
    const damaged = lines.with(second, lines[second]!.replace(/\d/u, "x")).join("\n");
    const said = new RegExp(`^"hurt.ibrun" has 1 damaged line, from line ${second + 1} on: `, "mu");
    writeFileSync(join(folder, "hurt.ibrun"), damaged);
    for (const args of [["summarize"], ["merge", "--out", "never.ibrun"]] as const) {
      expect(cli(args[0], "hurt.ibrun", ...args.slice(1)).messages).toMatch(said);
    }
    const { code, messages } = cli("run", "long.ib.json", "--out", "hurt.ibrun", "--resume", "--quiet");
    expect(messages).toMatch(said);
    expect(messages).toContain('The file is kept as "hurt.ibrun.damaged".');
    expect(code).toBe(0);
    expect(readFileSync(join(folder, "hurt.ibrun.damaged"), "utf8")).toBe(damaged);
    expect(cli("merge", "hurt.ibrun", "--out", "hurtOrdered.ibrun").code).toBe(0);
    expect(lastingLines("hurtOrdered.ibrun")).toEqual(lastingLines("longOrdered.ibrun"));

    // Two runs in one file are no single run; a file that was cut off has lost nothing that was whole.
    writeFileSync(join(folder, "two.ibrun"), whole + whole);
    expect(cli("summarize", "two.ibrun").messages).toMatch(
      /"two.ibrun" is read up to line \d+: .* second header/u,
    );
    writeFileSync(join(folder, "short.ibrun"), whole.slice(0, whole.length * 0.7));
    expect(cli("summarize", "short.ibrun").messages).toMatch(/"short.ibrun" is cut off within line \d+/u);
    const short = cli("run", "long.ib.json", "--out", "short.ibrun", "--resume", "--quiet");
    expect([short.code, short.messages.includes("damaged")]).toEqual([0, false]);
    expect(existsSync(join(folder, "short.ibrun.damaged"))).toBe(false);
  });

  it("says in words that a run file or its folder is in the way", () => {
    writeFileSync(join(folder, "taken"), "");
    const there = cli("merge", "long.ibrun", "--out", "longOrdered.ibrun");
    expect([there.code, there.messages]).toEqual([1, expect.stringContaining("there is one already")]);
    const inFile = cli("merge", "long.ibrun", "--out", "taken/new.ibrun");
    expect([inFile.code, inFile.messages]).toEqual([1, expect.stringContaining("its folder is a file")]);
    for (const { messages } of [there, inFile]) {
      expect(messages).not.toMatch(/E[A-Z]{4,}/u);
    }
  });

  it.each([
    ["another config", ["study.ib.json", "--out", "cut.ibrun"], "it is a run of another config"],
    ["another part", ["long.ib.json", "--shard", "1/2", "--out", "cut.ibrun"], "it is a run of all networks"],
    ["what is no run", ["long.ib.json", "--out", "study.ib.json"], '"study.ib.json" is no run'],
  ])("does not go on with a run of %s", (_name, args, message) => {
    const before = readFileSync(join(folder, "cut.ibrun"), "utf8");
    const { code, messages } = cli("run", ...args, "--resume");
    expect(code).toBe(1);
    expect(messages).toContain(message);
    expect(readFileSync(join(folder, "cut.ibrun"), "utf8")).toBe(before);
  });

  it.each([
    [["--shard", "3/2"], 2, '--shard is "3/2"; it must be I/N'],
    [["--shard", "a/b"], 2, '--shard is "a/b"; it must be I/N'],
    [["--shard", "7/7"], 1, "N may be at most 6"],
    [["--resume"], 2, "--resume needs --out"],
  ])("refuses %j", (options, exitCode, message) => {
    const { code, messages } = cli("run", "study.ib.json", ...options);
    expect(code).toBe(exitCode);
    expect(messages).toContain(message);
  });
});
