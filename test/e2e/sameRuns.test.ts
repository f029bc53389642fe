import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROJECT_ROOT } from "../../scripts/projectRoot";
import { parseConfig } from "../../src/config/parseConfig";
import { readRunFile } from "../../src/run/runFile";

/**
 * Each example, small, run as a user runs it, must give the numbers of the stored run to the bit. A difference means that
 * the numbers of users' runs change: say so in CHANGELOG.md, and store the runs anew by IB_STORE_RUNS=1.
 */
const STORED = join(PROJECT_ROOT, "test", "fixtures", "sameRuns");
const EXAMPLES = join(PROJECT_ROOT, "examples");
const NAMES = readdirSync(EXAMPLES).flatMap((file) =>
  file.endsWith(".ib.json") ? [file.slice(0, -".ib.json".length)] : [],
);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ib-same-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The example with few epochs and snapshots. */
function smallConfig(name: string): string {
  const { config } = parseConfig(readFileSync(join(EXAMPLES, `${name}.ib.json`), "utf8"));
  return JSON.stringify({
    ...config,
    training: { ...config!.training, epochs: 12 },
    analysis: { ...config!.analysis, snapshots: 3, keepActivations: false },
    study: { networks: 2 },
  });
}

function runSmall(name: string): string {
  const config = join(folder, `${name}.ib.json`);
  const runFile = join(folder, `${name}.ibrun`);
  writeFileSync(config, smallConfig(name));
  execFileSync(process.execPath, [join(PROJECT_ROOT, "dist", "cli.js"), "run", config, "--out", runFile], {
    stdio: "pipe",
  });
  return readFileSync(runFile, "utf8");
}

const OF_THE_MOMENT = new Set(["runId", "createdAt", "configName", "tool", "seconds"]);

/** Events of all networks in the order of the networks, without what differs from run to run. */
function lastingEvents(text: string): readonly unknown[] {
  const { events, problems } = readRunFile(text);
  expect(problems).toEqual([]);
  const seedOf = (event: object): number =>
    "cell" in event ? (event.cell as { readonly seed: number }).seed : event === events[0] ? -1 : Infinity;
  return [...events]
    .sort((a, b) => seedOf(a) - seedOf(b))
    .map((event) => Object.fromEntries(Object.entries(event).filter(([key]) => !OF_THE_MOMENT.has(key))));
}

describe("a run of each example gives the numbers of the stored run", () => {
  it.each(NAMES)("%s", (name) => {
    const stored = join(STORED, `${name}.ibrun`);
    const text = runSmall(name);
    if (process.env["IB_STORE_RUNS"] === "1") {
      writeFileSync(stored, text);
    }
    expect(existsSync(stored), `There is no ${stored}: store it by IB_STORE_RUNS=1.`).toBe(true);
    const before = lastingEvents(readFileSync(stored, "utf8"));
    const after = lastingEvents(text);
    expect(after).toHaveLength(before.length);
    after.forEach((event, index) => {
      expect(event, `event ${index} of ${name}`).toEqual(before[index]);
    });
  });
});
