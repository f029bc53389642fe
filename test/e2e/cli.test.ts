import { execFileSync, spawn, type StdioOptions } from "node:child_process";
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONFIG_BYTES_MAX } from "../../src/base/limits";
import { writeNpyArray } from "../../src/data/numpy/npyArray";
import type { RunEvent } from "../../src/run/runEvent";
import { readRunFile, type RunFileContents } from "../../src/run/runFile";
import { ENGINE_NAMES } from "../../src/training/engines";
import { waitUntil } from "../../scripts/vscode/waiting";
import { MatWriter } from "../support/matWriter";

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
  return startCli(["run", file, ...options]);
}

/** Starts the command line in the test's folder. */
function startCli(args: readonly string[]) {
  const child = spawn(process.execPath, [CLI, ...args], { cwd: folder });
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
    const { code, messages } = await finished;
    expect(code).toBe(130);
    expect(messages).toContain("Canceled: what was recorded up to then");
    const name = readdirSync(runs).find((file) => file.startsWith("long"))!;
    const { events, problems } = readRun(join("ib-runs", name));
    expect(problems).toEqual([]);
    expect(events.at(-1)).toEqual({ type: "run/finished", status: "canceled" });
    expect(events.some(({ type }) => type === "cell/epoch")).toBe(true);
  });

  it("whose file is removed on the way says so at once, and does not end as one that was recorded", async () => {
    write("removed.ib.json", { ...QUICK, training: { epochs: 100_000 } });
    const { child, finished } = start("removed.ib.json", ["--out", "removed.ibrun"]);
    const path = join(folder, "removed.ibrun");
    await waitUntil(() => (existsSync(path) && readFileSync(path).length > 10_000) || undefined, {
      what: "the first events",
      timeoutMs: 60_000,
    });
    expect(existsSync(`${path}.lock`)).toBe(true);
    let messages = "";
    const told = new Promise<void>((resolve) => {
      child.stderr.on("data", (text: string) => {
        messages += text;
        if (messages.includes("was removed or moved while the run goes on")) {
          resolve();
        }
      });
    });
    rmSync(path);
    await told;
    child.kill("SIGINT");
    const ended = await finished;
    expect(ended.code).toBe(1);
    expect(ended.messages).toContain("Run file: none that is whole");
    expect(existsSync(`${path}.lock`)).toBe(false);
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

describe("ib-analysis run, where figures are undefined", () => {
  const rule = { source: "symmetric-rule" };
  const measure = { analysis: { estimator: "binning", snapshots: 3 } };
  const csv = Array.from({ length: 150 }, (_, i) => `${(i % 50) / 10},${i % 7},${["x", "y", "z"][i % 3]}`);
  const diverging = { data: rule, network: { hidden: [3], activation: "linear" } };
  const cases: readonly (readonly [name: string, config: object, training: object])[] = [
    ["csv", { data: { source: "csv", file: "small.csv", label: "class" } }, { epochs: 3 }],
    ["full", { data: rule }, { epochs: 2, batchSize: "full" }],
    ["five", { data: { ...rule, trainingFraction: 0.05 } }, { epochs: 2 }],
    ["diverging", diverging, { epochs: 50, learningRate: 100 }],
  ];

  it.each(ENGINE_NAMES)(
    "trains one mini-batch an epoch, and ends a network that diverges: %s",
    async (engine) => {
      write("small.csv", ["a,b,class", ...csv, ""].join("\n"));
      for (const [name, config, training] of cases) {
        const file = `${engine}-${name}`;
        write(`${file}.ib.json`, { ...config, ...measure, training: { ...training, engine } });
        const { code, out, messages } = await start(`${file}.ib.json`, ["--out", `${file}.ibrun`]).finished;
        expect(messages).not.toContain("worker");
        expect(code).toBe(0);
        const { events, problems } = readRun(`${file}.ibrun`);
        expect(problems).toEqual([]);
        const diverged = name === "diverging" ? { diverged: 1 } : {};
        expect(events.at(-1)).toEqual({ type: "run/finished", status: "completed", ...diverged });
        if (name === "diverging") {
          expect(out).toMatch(/^Diverged after epoch \d+: /m);
          expect(out).toMatch(/^warning: .*training\.learningRate/m);
          expect(out).not.toContain("0.0 %");
        } else {
          expect(out).toMatch(/Accuracy after epoch \d: [\d.]+ % on training rows/);
        }
      }
    },
  );

  it("leaves the one of two networks that diverges out of the means, and says so", async () => {
    const training = { epochs: 20, learningRate: 1.4, seed: 1 };
    write("half.ib.json", { ...diverging, ...measure, training, study: { networks: 2 } });
    const { code, out } = await start("half.ib.json", ["--out", "half.ibrun"]).finished;
    expect(code).toBe(0);
    expect(out).toContain("over the 1 of 2 networks that were trained to their end;");
    expect(out).toMatch(/^1 of 2 networks diverged \(seed 1 after epoch \d+\): left out of the means\.$/m);
    expect(out).toMatch(/^warning: In 1 of 2 networks, here with seed 1: Training diverged/m);
    expect(readRun("half.ibrun").events.at(-1)).toMatchObject({ status: "completed", diverged: 1 });
  });
});

describe("ib-analysis run --out", () => {
  it("refuses a file that is there, and leaves it alone", async () => {
    write("quick.ib.json", QUICK);
    write("there.ibrun", "mine");
    const { code, messages } = await start("quick.ib.json", ["--out", "there.ibrun"]).finished;
    expect(code).toBe(1);
    expect(messages).toContain("error: --out names there.ibrun, which is there already");
    expect(readFileSync(join(folder, "there.ibrun"), "utf8")).toBe("mine");
  });

  it("says by its exit code that nothing could be written", async () => {
    write("quick.ib.json", QUICK);
    write("no-folder", "");
    const { code, messages } = await start("quick.ib.json", ["--out", "no-folder/quick.ibrun"]).finished;
    expect(code).toBe(1);
    expect(messages).toMatch(/error: The run file .* cannot be created: .*Nothing was trained/);
    expect(messages).not.toMatch(/Engine|Run file: /);
  });

  it.each(["stdout", "stderr"] as const)("goes on in silence where nobody reads its %s", async (stream) => {
    write("quick.ib.json", QUICK);
    const runFile = `unread-${stream}.ibrun`;
    const { child, finished } = start("quick.ib.json", ["--out", runFile]);
    child[stream].destroy();
    const { code, out, messages } = await finished;
    expect(code).toBe(0);
    expect(out + messages).not.toContain("EPIPE");
    expect(readRun(runFile).events.at(-1)).toEqual({ type: "run/finished", status: "completed" });
  });

  it("goes on where what it says cannot be written, and tells it by its exit code", async ({ skip }) => {
    skip(!existsSync("/dev/full"), "this system has no /dev/full");
    write("quick.ib.json", QUICK);
    const full = openSync("/dev/full", "w");
    for (const [at, code] of [
      [1, 1],
      [2, 0],
    ] as const) {
      const stdio: StdioOptions = ["ignore", "ignore", "ignore"];
      stdio[at] = full;
      const runFile = `full-${at}.ibrun`;
      const child = spawn(process.execPath, [CLI, "run", "quick.ib.json", "--out", runFile], {
        cwd: folder,
        stdio,
      });
      expect(await new Promise((resolve) => child.on("close", resolve))).toBe(code);
      expect(readRun(runFile).events.at(-1)).toEqual({ type: "run/finished", status: "completed" });
    }
    closeSync(full);
  });
});

describe("ib-analysis run, with several networks", () => {
  const STUDY = { ...QUICK, analysis: { snapshots: 3, keepActivations: true }, study: { networks: 5 } };
  /** The events of one network; how long it took is the machine's affair. */
  const eventsOf = ({ events }: RunFileContents, seed: number): readonly RunEvent[] =>
    events
      .filter((event) => "cell" in event && event.cell.seed === seed)
      .map((event) => (event.type === "cell/finished" ? { ...event, seconds: 0 } : event));

  it("gives the same to the bit on one, two and three workers, and as a run of each network alone", async () => {
    write("study.ib.json", STUDY);
    const runs: RunFileContents[] = [];
    for (const workers of ["1", "2", "3"]) {
      const options = ["--workers", workers, "--out", `study-${workers}.ibrun`];
      const { code, out, messages } = await start("study.ib.json", options).finished;
      expect(code).toBe(0);
      expect(out).toContain("mean ± standard deviation over 5 networks (seeds 0 to 4)");
      expect(out).toMatch(/information: In \d of 5 networks, here with seed \d: |warning: In \d of 5/);
      expect(messages.match(/4096 rows of 12 inputs/g)).toHaveLength(1);
      runs.push(readRun(`study-${workers}.ibrun`));
    }
    write("alone.ib.json", { ...STUDY, training: { epochs: 3, seed: 3 }, study: { networks: 1 } });
    // The second has three threads that measure while the network trains.
    const alone: RunFileContents[] = [];
    for (const workers of ["1", "4"]) {
      await start("alone.ib.json", ["--workers", workers, "--out", `alone-${workers}.ibrun`]).finished;
      alone.push(readRun(`alone-${workers}.ibrun`));
    }
    for (const seed of [0, 1, 2, 3, 4]) {
      const [one, two, three] = runs.map((run) => eventsOf(run, seed));
      expect(one!.length).toBeGreaterThan(5);
      expect(two).toEqual(one);
      expect(three).toEqual(one);
    }
    for (const run of alone) {
      expect(eventsOf(run, 3)).toEqual(eventsOf(runs[0]!, 3));
    }
    /** Archives hold the time of day: what counts is in them. */
    const kept = (run: string, seed: number): ReturnType<typeof unzipSync> =>
      unzipSync(
        readFileSync(join(folder, `${run}.activations`, `variant-0-seed-${seed}`, "epoch-000003.npz")),
      );
    expect(kept("study-3", 4)).toEqual(kept("study-1", 4));
    expect(kept("study-3", 4)).not.toEqual(kept("study-3", 3));
  });

  it("asks another estimator of all of them, and of those that had begun where the run was cut off", async () => {
    write("study.ib.json", STUDY);
    await start("study.ib.json", ["--workers", "1", "--out", "whole.ibrun"]).finished;
    const lines = readFileSync(join(folder, "whole.ibrun"), "utf8").split("\n");
    const third = lines.findIndex((line) => line.includes(`"cell/started"`) && line.includes(`"seed":2`));
    write("cut.ibrun", lines.slice(0, third).join("\n"));
    for (const [run, networks] of [
      ["whole", 5],
      ["cut", 2],
    ] as const) {
      const args = `recompute ${run}.ibrun --estimator binning --bins 100 --out ${run}-again.ibrun`;
      expect((await startCli(args.split(" ")).finished).code).toBe(0);
      const { events, problems } = readRun(`${run}-again.ibrun`);
      expect(problems).toEqual([]);
      expect(events[0]?.type === "run/started" && events[0].cells.length).toBe(networks);
      const started = events.filter((event) => event.type === "cell/started");
      expect(started.map(({ cell }) => cell.seed).sort()).toEqual([0, 1, 2, 3, 4].slice(0, networks));
      const estimators = events.flatMap((event) =>
        event.type === "cell/snapshot" ? [event.estimates.map(({ estimator }) => estimator)] : [],
      );
      expect(new Set(estimators.map(String))).toEqual(
        new Set(["binning,binning,kde,kde,binning 2,binning 2"]),
      );
    }
  });

  it("stops all of them by Ctrl-C", async () => {
    write("long-study.ib.json", { ...QUICK, training: { epochs: 100_000 }, study: { networks: 5 } });
    const { child, finished } = start("long-study.ib.json", ["--workers", "2", "--out", "long-study.ibrun"]);
    const path = join(folder, "long-study.ibrun");
    const begun = (seed: number): boolean =>
      existsSync(path) &&
      readRun("long-study.ibrun").events.some(
        (event) => event.type === "cell/epoch" && event.cell.seed === seed,
      );
    await waitUntil(() => (begun(0) && begun(1)) || undefined, {
      what: "the first recorded epochs of two networks",
      timeoutMs: 60_000,
    });
    child.kill("SIGINT");
    const { code, out } = await finished;
    expect(code).toBe(130);
    expect(out).toContain("None of 5 networks was trained to its end.");
    expect(readRun("long-study.ibrun").events.at(-1)).toEqual({ type: "run/finished", status: "canceled" });
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
    [
      "a run file that could not be read again",
      { ...QUICK, training: { epochs: 100_000 }, analysis: { snapshots: 4000 }, study: { networks: 1000 } },
      undefined,
      /:1:\d+: error: The run file would take about \d+ MiB.*make study\.networks at most \d+/,
    ],
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
    const runs = join(folder, "ib-runs");
    for (const name of existsSync(runs) ? readdirSync(runs) : []) {
      // Run files are handed on: they say nothing of the machine.
      expect(readFileSync(join(runs, name), "utf8")).not.toContain(folder);
    }
  });
});

describe("ib-analysis run on a MATLAB file", () => {
  it("takes one-hot labels out of a struct, and names the struct when the field alone is asked for", async () => {
    const writer = new MatWriter();
    const rows = 40;
    const label = (row: number): number => (row % 3 === 0 ? 1 : 0);
    const each = (value: (row: number) => number): number[] =>
      Array.from({ length: rows }, (_, row) => value(row));
    const matrix = (values: readonly number[]): Uint8Array =>
      writer.variable({ name: "", type: "double", dimensions: [rows, 2], values });
    const X = matrix([...each((row) => Math.sin(row)), ...each(label)]);
    const y = matrix([...each(label), ...each((row) => 1 - label(row))]);
    write("struct.mat", writer.fileOf(writer.struct("data", { X, y })));
    const config = (prefix: string): object => ({
      data: { source: "mat", file: "struct.mat", inputs: `${prefix}X`, labels: `${prefix}y` },
      network: { hidden: [3] },
      training: { epochs: 3, batchSize: 8 },
      analysis: { estimator: "binning", snapshots: 3 },
    });
    write("struct.ib.json", config("data."));
    write("field.ib.json", config(""));
    const [read, refused] = await Promise.all([
      start("struct.ib.json").finished,
      start("field.ib.json").finished,
    ]);
    expect(read.messages).toContain("40 rows of 2 inputs");
    expect(read.code).toBe(0);
    expect(refused.messages).toMatch(/the file has "data" \(1×1 struct\)\. Did you mean "data\.X"\?/);
    expect(refused.code).toBe(1);
  });
});

describe("ib-analysis on NumPy files", () => {
  /** 512 rows of two units; the label is the sign of the first. */
  const values = Float32Array.from({ length: 1024 }, (_, i) => Math.sin(i * 12.9898));
  const labels = Uint16Array.from({ length: 512 }, (_, row) => (values[2 * row]! > 0 ? 1 : 0));

  beforeAll(() => {
    write("t.npy", writeNpyArray(values, [512, 2]));
    write("y.npy", writeNpyArray(labels, [512]));
    write(
      "b.npy",
      writeNpyArray(
        values.map((value) => value + 1e-3),
        [512, 2],
      ),
    );
    write("pxy.npy", writeNpyArray(Float64Array.of(0.445, 0.055, 0.055, 0.445), [2, 2]));
  });

  it("estimates, with a range that begins with a minus", async () => {
    const { finished } = startCli(
      "estimate t.npy y.npy --estimator binning --bins 30 --range -1,1 --format json".split(" "),
    );
    const { code, out, messages } = await finished;
    expect(messages).toBe("");
    expect(code).toBe(0);
    const printed = JSON.parse(out) as Record<string, unknown>;
    expect(printed).toMatchObject({ estimator: "30 bins over [-1, 1]", ceiling: { ixt: 9 } });
    expect(printed["ity"]).toBeGreaterThan(0.95);
  });

  it("takes headers as any Python wrote them, and labels by name", async () => {
    const header = '{"descr": "f4", u"fortran_order": False, b\'shape\': (512L, 2)}\n';
    const data = new Uint8Array(values.buffer);
    write(
      "t2.npy",
      Buffer.concat([
        Uint8Array.of(0x93, ...Buffer.from("NUMPY"), 1, 0, header.length, 0),
        Buffer.from(header),
        data,
      ]),
    );
    const names = '{"descr": "|S3", "fortran_order": False, "shape": (1, 512)}';
    write(
      "y2.npy",
      Buffer.concat([
        Uint8Array.of(0x93, ...Buffer.from("NUMPY"), 1, 0, names.length, 0),
        Buffer.from(names),
        ...Array.from(labels, (label) => Buffer.from(label === 1 ? "yes" : "no\0")),
      ]),
    );
    const [plain, written] = await Promise.all(
      ["t.npy y.npy", "t2.npy y2.npy"].map(
        (files) => startCli(`estimate ${files} --format json`.split(" ")).finished,
      ),
    );
    expect(written).toEqual({ ...plain, code: 0, messages: "" });
  });

  it("takes two files of floats as a pair", async () => {
    const { code, out } = await startCli("estimate t.npy b.npy --estimator ksg --format json".split(" "))
      .finished;
    expect(code).toBe(0);
    expect((JSON.parse(out) as { mi: number }).mi).toBeGreaterThan(3);
  });

  it("draws the bound of a table", async () => {
    const { code, out } = await startCli("bound pxy.npy --format json --points 50".split(" ")).finished;
    expect(code).toBe(0);
    const { points } = JSON.parse(out) as { points: { beta: number; ixt: number; ity: number }[] };
    expect(points[0]).toMatchObject({ ixt: 0, ity: 0 });
    // I(X;Y) of the binary symmetric channel with ε = 0.11.
    expect(points.at(-1)!.ity).toBeCloseTo(0.5001, 3);
  });

  it("checks the estimators, and says so by its exit code", async () => {
    const { code, out } = await startCli(["check"]).finished;
    expect(out).toContain("All ");
    expect(out).not.toContain("✗");
    expect(code).toBe(0);
  });

  it("asks another estimator of a run that kept its activations", async () => {
    write("kept.ib.json", { ...QUICK, analysis: { snapshots: 3, keepActivations: true } });
    const { messages } = await start("kept.ib.json", ["--out", "kept.ibrun"]).finished;
    expect(messages).toContain("information: The activations of 3 snapshots will be kept");
    expect(messages).toMatch(/Activations are kept in .*kept\.activations: up to/);
    const args = "recompute kept.ibrun --estimator binning --bins 100 --out again.ibrun".split(" ");
    const { code, out } = await startCli(args).finished;
    expect(code).toBe(0);
    expect(out).toContain("binning (100 bins): 100 bins over [-1, 1]");
    const { events, problems } = readRun("again.ibrun");
    expect(problems).toEqual([]);
    const snapshot = events.filter((event) => event.type === "cell/snapshot").at(-1)!;
    expect(snapshot.estimates.map(({ estimator }) => estimator)).toEqual([
      "binning",
      "binning",
      "kde",
      "kde",
      "binning 2",
      "binning 2",
    ]);
  });

  it("says what is wrong with the arguments, and how they should be", async () => {
    const { code, messages } = await startCli("estimate t.npy y.npy --estimator kde --bins 3".split(" "))
      .finished;
    expect(code).toBe(2);
    expect(messages).toContain("--bins is not used by kde; it belongs to binning.");
    expect(messages).toContain("Usage: ib-analysis estimate");
  });
});

describe("ib-analysis recompute, where kept activations are not those of their run", () => {
  const layer = (values: Float32Array): Uint8Array => writeNpyArray(values, [4096, 4]);
  const output = writeNpyArray(new Float32Array(8192).fill(0.5), [4096, 2]);
  const sound = new Float32Array(16_384).fill(0.1);
  const CELL_FOLDER = "variant-0-seed-0";

  beforeAll(async () => {
    const kept = { ...QUICK, analysis: { estimator: "binning", snapshots: 3, keepActivations: true } };
    write("mine.ib.json", kept);
    write("other.ib.json", { ...kept, training: { epochs: 2 } });
    for (const name of ["mine", "other"]) {
      expect((await start(`${name}.ib.json`, ["--out", `${name}.ibrun`, "--quiet"]).finished).code).toBe(0);
    }
  });

  it.each<[string, (folderOfRun: string) => void, RegExp]>([
    [
      "another run's",
      (place) => {
        rmSync(place, { recursive: true });
        cpSync(join(folder, "other.activations"), place, { recursive: true });
      },
      /are of the run "other-[^"]*", not of "mine-[^"]*": put the run's own folder beside its file/,
    ],
    [
      "a zip bomb",
      (place) => {
        const bomb = zipSync({ "layer-1.npy": new Uint8Array(64 * 1024 * 1024), "layer-2.npy": output });
        writeFileSync(join(place, CELL_FOLDER, "epoch-000003.npz"), bomb);
      },
      /epoch-000003\.npz .*layer-1\.npy.*67108864 bytes/,
    ],
    [
      "truncated",
      (place) => {
        truncateSync(join(place, CELL_FOLDER, "epoch-000003.npz"), 5000);
      },
      /epoch-000003\.npz is no zip archive, or one that is cut off/,
    ],
    [
      "of another shape",
      (place) => {
        const wide = writeNpyArray(new Float32Array(4096 * 4), [2048, 8]);
        const archive = zipSync({ "layer-1.npy": wide, "layer-2.npy": output });
        writeFileSync(join(place, CELL_FOLDER, "epoch-000003.npz"), archive);
      },
      /layer-1\.npy of shape \(2048, 8\), the run has \(4096, 4\)/,
    ],
    [
      "not finite",
      (place) => {
        const archive = zipSync({ "layer-1.npy": layer(sound.with(4 * 17 + 2, NaN)), "layer-2.npy": output });
        writeFileSync(join(place, CELL_FOLDER, "epoch-000001.npz"), archive);
      },
      /epoch-000001\.npz hold NaN at epoch 1, layer 1 \("hidden 1"\), row 17, unit 2 /,
    ],
    [
      "a pipe",
      (place) => {
        rmSync(join(place, CELL_FOLDER, "rows.npz"));
        execFileSync("mkfifo", [join(place, CELL_FOLDER, "rows.npz")]);
      },
      /rows\.npz: it is no regular file but a link, a folder, a pipe or a device/,
    ],
    [
      "a link to a file",
      (place) => {
        rmSync(join(place, CELL_FOLDER, "rows.npz"));
        symlinkSync(
          join(folder, "mine.activations", CELL_FOLDER, "rows.npz"),
          join(place, CELL_FOLDER, "rows.npz"),
        );
      },
      /rows\.npz: it is no regular file but a link/,
    ],
    [
      "behind a link to a folder",
      (place) => {
        rmSync(join(place, CELL_FOLDER), { recursive: true });
        symlinkSync(join(folder, "mine.activations", CELL_FOLDER), join(place, CELL_FOLDER));
      },
      /its folder is no folder but a link/,
    ],
  ])("%s: one sentence, and no figures", async (name, harm, words) => {
    // A folder of its own, so that one harm does not meet another: files of a run are moved together.
    const place = join(folder, name.replaceAll(" ", "-"));
    mkdirSync(place);
    cpSync(join(folder, "mine.ibrun"), join(place, "mine.ibrun"));
    cpSync(join(folder, "mine.activations"), join(place, "mine.activations"), { recursive: true });
    harm(join(place, "mine.activations"));
    const args = ["recompute", join(place, "mine.ibrun"), "--estimator", "exact", "--quiet"];
    const { code, messages } = await startCli([...args, "--out", join(place, "again.ibrun")]).finished;
    expect(code).toBe(1);
    const told = messages.split("\n").filter((line) => words.test(line));
    expect(told, messages).toHaveLength(1);
    expect(messages).not.toMatch(/\n +at /);
  });
});
