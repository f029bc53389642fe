import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeNpyArray } from "../../src/data/numpy/npyArray";
import { readRunFile } from "../../src/run/runFile";
import { RunRecord } from "../../src/view/runRecord";
import { buildWithMembers, withMembers } from "../support/buildWithMembers";
import { describeEstimatorLaws } from "../support/estimatorLaws";
import { sign } from "../support/openSets/signKind";
import type * as Probe from "../support/openSets/probe";
import { createSyntheticRun } from "../support/syntheticView";
import { startWebviewHarness } from "../support/webviewHarness";

let folder: string;
let probe: typeof Probe;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "ib-sets-"));
  await buildWithMembers(folder);
  probe = createRequire(import.meta.url)(join(folder, "probe.js")) as typeof Probe;
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the command line that was built with the members. */
function cli(...args: readonly string[]): string {
  return execFileSync(process.execPath, [join(folder, "cli.js"), ...args], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** The same of what should fail. */
function cliFails(...args: readonly string[]): string {
  const { status, stderr } = spawnSync(process.execPath, [join(folder, "cli.js"), ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(status).not.toBe(0);
  return stderr;
}

function writeConfig(name: string, config: object): string {
  writeFileSync(join(folder, name), JSON.stringify(config));
  return name;
}

const QUICK = { network: { hidden: [4] }, training: { epochs: 3 }, data: { source: "symmetric-rule" } };

describe("an estimator that is one file and one line", () => {
  describeEstimatorLaws(sign);

  it("is in the editor's schema: completed, explained, with its default", () => {
    const schema = JSON.stringify(probe.configJsonSchema());
    expect(schema).toContain('"sign"');
    expect(schema).toContain("Entropies of the units' signs.");
    expect(schema).toContain("A unit above this is on.");
    expect(schema).toContain("the default is `0`");
  });

  it("is checked in a config, by its name, its settings and their limits", () => {
    const problems = (estimator: unknown): readonly string[] =>
      probe
        .parseConfig(JSON.stringify({ ...QUICK, analysis: { estimator } }))
        .problems.map((each) => each.message);
    expect(problems("sign")).toEqual([]);
    expect(problems([{ name: "sign", threshold: 0.5 }, "kde"])).toEqual([]);
    expect(problems([{ name: "sign", threshold: 2 }]).join()).toContain("from -1 to 1");
    expect(problems("sing").join()).toContain('"sign"');
    const corrected = JSON.stringify({ ...QUICK, analysis: { estimator: "kde", correction: "shuffle" } });
    expect(probe.parseConfig(corrected).problems[0]!.message).toContain("(binning, exact, sign)");
  });

  it("is on the command line: in the help, with its options, and checked against its known answers", () => {
    const help = cli("estimate", "--help");
    expect(help).toContain("renyi, sign");
    expect(help).toMatch(/--threshold X +A unit above this is on\. \(default: 0\)/);
    expect(help).toContain("nobody");
    const activations = Float32Array.from({ length: 8 }, (_, row) => (row < 4 ? 0.2 : 0.8));
    writeFileSync(join(folder, "a.npy"), writeNpyArray(activations, [8, 1]));
    writeFileSync(
      join(folder, "y.npy"),
      writeNpyArray(
        Float32Array.from(activations, (value) => Number(value > 0.5)),
        [8],
      ),
    );
    const at = (threshold: string): unknown =>
      JSON.parse(
        cli(
          "estimate",
          "a.npy",
          "y.npy",
          "--estimator",
          "nobody",
          "--threshold",
          threshold,
          "--format",
          "json",
        ),
      );
    expect(at("0.5")).toMatchObject({ estimator: "on above 0.5", ixt: 1, ity: 1 });
    expect(at("0")).toMatchObject({ ixt: 0, ity: 0 });
    expect(cliFails("estimate", "a.npy", "y.npy", "--estimator", "kde", "--threshold", "1")).toContain(
      "belongs to sign",
    );
    expect(cli("check")).toMatch(/signs +binary symmetric channel/);
  });

  it("runs, is shown by its title, and is asked again of a stored run", () => {
    const config = writeConfig("sign.ib.json", {
      ...QUICK,
      analysis: { estimator: ["binning", "sign"], keepActivations: true },
    });
    cli("run", config, "--out", "sign.ibrun");
    cli("recompute", "sign.ibrun", "--estimator", "sign", "--threshold", "0.5", "--out", "again.ibrun");
    const { events } = readRunFile(readFileSync(join(folder, "again.ibrun"), "utf8"));
    const record = new RunRecord();
    for (const event of events) {
      record.apply(event);
    }
    expect(record.view().cells[0]!.estimators.map(({ title }) => title)).toEqual([
      "binning",
      "signs (above 0)",
      "signs (above 0.5)",
    ]);
  });

  it("is offered by Estimate Again, and has a line in the documentation's table", () => {
    expect(probe.estimatorChoices().at(-1)).toEqual({
      label: "Signs",
      description: "on and off",
      settings: { name: "sign", threshold: 0 },
    });
    expect(probe.estimatorTable()).toContain("| `sign` | H of the layer's signs | nothing else |");
  });
});

describe("an engine that is one file and one line", () => {
  it("is completed and explained, trains, and is asked for its own memory", () => {
    expect(JSON.stringify(probe.configJsonSchema())).toContain("`echo` is an engine that repeats another");
    const config = writeConfig("echo.ib.json", { ...QUICK, training: { epochs: 3, engine: "echo" } });
    expect(cliFails("run", config)).toMatch(/needs about 300\d MiB/);
    expect(cliFails("run", writeConfig("no.ib.json", { ...QUICK, training: { engine: "eco" } }))).toContain(
      '"echo"',
    );
    cli("run", config, "--max-memory", "4000", "--out", "echo.ibrun");
    expect(readFileSync(join(folder, "echo.ibrun"), "utf8")).toContain('"engine":{"name":"echo"');
  });
});

describe("a source that is one file and one line", () => {
  it("is completed with its snippet, checked with its fix, and trained on", () => {
    expect(JSON.stringify(probe.configJsonSchema())).toContain("Parity of bits");
    const text = JSON.stringify({ ...QUICK, data: { source: "parity", bits: 7 } });
    const [problem] = probe.parseConfig(text).problems;
    expect(problem).toMatchObject({ message: "data.bits is 7; it should be even.", severity: "error" });
    expect(problem!.fixes[0]!.edits[0]!.text).toBe("8");
    const config = writeConfig("parity.ib.json", { ...QUICK, data: { source: "parity", bits: 6 } });
    cli("run", config, "--out", "parity.ibrun");
    expect(readFileSync(join(folder, "parity.ibrun"), "utf8")).toContain('"rows":64,"columns":6');
  });
});

describe("a finding with a fix that is one file and one line", () => {
  it("is printed, stored with its value, and becomes an edit of the config", () => {
    const config = writeConfig("lucky.ib.json", QUICK);
    expect(cli("run", config, "--out", "lucky.ibrun")).toContain("try training.seed 7");
    const { events } = readRunFile(readFileSync(join(folder, "lucky.ibrun"), "utf8"));
    const finished = events.find((event) => event.type === "cell/finished")!;
    const finding = finished.findings.find(({ code }) => code === "training/unlucky-seed")!;
    const parsed = probe.parseConfig(JSON.stringify(QUICK));
    const fix = parsed.set(finding.change!.path, finding.change!.value);
    expect(fix).toMatchObject({ title: "Set training.seed to 7" });
    const record = new RunRecord();
    for (const event of events) {
      record.apply(event);
    }
    expect(
      record
        .view()
        .cells[0]!.notes.map((note) => note.text)
        .join(),
    ).toContain("try training.seed 7");
  });
});

describe("a picture that is one folder and one line", () => {
  it("is on the page with its texts, its style sheet and its words in the legend", async () => {
    const harness = await startWebviewHarness([withMembers]);
    try {
      const view = await harness.open({ placement: "panel", width: 1000, height: 800 });
      await view.send({ type: "run/snapshot", sequence: 1, run: createSyntheticRun() });
      const heading = view.page.locator(".dots h2");
      expect(await heading.textContent()).toMatch(/^Dots of /);
      expect(await heading.evaluate((element) => getComputedStyle(element).color)).toBe("rgb(1, 2, 3)");
      expect(await view.page.locator(".layer").first().getAttribute("title")).toContain("no dot");
      expect(view.complaints).toEqual([]);
    } finally {
      await harness.dispose();
    }
  });
});
