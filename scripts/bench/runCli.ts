import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ConfigInput } from "../../src/config/schema/configSchema";
import { PROJECT_ROOT } from "../projectRoot";
import { runProcess, type ProcessEnd } from "../runProcess";
import { secondsOf } from "./measure";

/** A whole run of our command line. */
export interface CliRun {
  /** From the start of the process to its end, when the run file is written. */
  readonly seconds: number;
  /** The most memory that one of its processes had resident, all its threads together; NaN if not asked for. */
  readonly peakMebibytes: number;
}

export interface CliOptions {
  /** Further arguments of the command line. */
  readonly args?: readonly string[];
  /** Whether to ask for the memory, which costs the processes a little time. */
  readonly memory?: boolean;
}

const TIMEOUT_MS = 10 * 60_000;
const PROGRAM = join(PROJECT_ROOT, "bin", "ib-analysis.js");
const MEMORY_REPORT = join(PROJECT_ROOT, "scripts", "bench", "reportMemory.mjs");

/**
 * Runs a config from process start to written run file.
 * @param config with sections that this version's schema may not have
 * @param say told what the program said where it refuses the config; the run is then undefined
 */
export async function runCli(
  config: ConfigInput | (ConfigInput & Readonly<Record<string, unknown>>),
  folder: string,
  say: (line: string) => void,
  { args = [], memory = false }: CliOptions = {},
): Promise<CliRun | undefined> {
  const configFile = join(folder, "bench.ib.json");
  const memoryFile = join(folder, "memory.txt");
  const runFile = join(folder, "bench.ibrun");
  writeFileSync(configFile, JSON.stringify(config));
  // The program writes over no run file.
  for (const left of [memoryFile, runFile]) {
    rmSync(left, { force: true });
  }
  const runArgs = ["run", configFile, "--out", runFile, "--root", folder, "--quiet"];
  const watch = {
    NODE_OPTIONS: `--import ${pathToFileURL(MEMORY_REPORT).href}`,
    IB_BENCH_MEMORY_FILE: memoryFile,
  };
  let end: ProcessEnd | undefined;
  const seconds = await secondsOf(async () => {
    end = await runProcess(process.execPath, [PROGRAM, ...runArgs, ...args], {
      cwd: folder,
      timeoutMs: TIMEOUT_MS,
      env: memory ? { ...process.env, ...watch } : process.env,
    });
  });
  if (end?.code !== 0 || !existsSync(runFile)) {
    say(`  The command line failed: ${end?.output.trim() ?? ""}`);
    return undefined;
  }
  if (!memory) {
    return { seconds, peakMebibytes: NaN };
  }
  const kibibytes = readFileSync(memoryFile, "utf8").trim().split("\n").map(Number);
  return { seconds, peakMebibytes: Math.max(...kibibytes) / 1024 };
}
