import { mkdir, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { NetworkCollector } from "../analysis/phases/networkCollector";
import { phasesOfNetwork } from "../analysis/phases/networkPhases";
import { failureFromThrown, succeed, type Failure, type Result } from "../base/failure";
import { TOOL_VERSION } from "../base/toolVersion";
import { canonicalConfig } from "../config/hashConfig";
import { configSchema, type Config } from "../config/schema/configSchema";
import { requiredFiles } from "../data/sources";
import { checkDataFile, readDataFiles } from "../disk/dataFiles";
import { readRunFile } from "../disk/readRunFile";
import type { Claim, Measured, Trained } from "../reproduce/claim";
import { CLAIMS, type ClaimName } from "../reproduce/claims";
import { figuresOf, writeHtml, writeMarkdown, type Tried, type Untried } from "../reproduce/report";
import { compareCells } from "../run/compareCells";
import type { RunProgress } from "../run/progress";
import { startRecordedRun, type RunOutcome } from "./recordedRun";
import { resumeRun } from "./resumeRun";

export interface ReproductionOptions {
  /** The folder that run files and report are written to; made if it is missing. Absolute. */
  readonly folder: string;
  /** The folder as the person knows it, for messages. */
  readonly shownFolder: string;
  /** The folder that data files are looked for in. Absolute. */
  readonly dataFolder: string;
  /** Networks of each config. */
  readonly networks: number;
  /** Of every network; undefined for those of the configs. */
  readonly epochs: number | undefined;
  readonly claims: readonly ClaimName[];
  /** 0 for as many as the machine has cores. */
  readonly workers: number;
  readonly memoryLimitMebibytes: number;
  /** The built worker, dist/worker.js. */
  readonly workerPath: string;
  /** Aborted when the person wants no more. */
  readonly signal: AbortSignal;
  readonly onClaim: (claim: Claim, index: number, count: number) => void;
  readonly onProgress: (progress: RunProgress) => void;
  readonly onMeasured: (claim: Claim, measured: Measured) => void;
  readonly onUntried: (untried: Untried) => void;
}

export type ReproductionEnd =
  | { readonly status: "completed"; readonly tried: readonly Tried[]; readonly untried: readonly Untried[] }
  | { readonly status: "canceled" }
  | { readonly status: "failed"; readonly failure: Failure };

/** The report's files, in the folder of the reproduction. */
export const REPORT_HTML = "report.html";
export const REPORT_MARKDOWN = "report.md";

/**
 * Runs what the claims need, each config once, and writes the report. What is in the folder already from runs of the
 * same settings is used, and gone on with where it was cut off.
 */
export async function reproducePaper(options: ReproductionOptions): Promise<ReproductionEnd> {
  const { folder, networks, signal } = options;
  const claims: readonly Claim[] = CLAIMS.filter(({ name }) => options.claims.includes(name));
  /** The run file of each config. */
  const files = new Map<string, string>();
  const tried: Tried[] = [];
  const untried: Untried[] = [];
  try {
    await mkdir(folder, { recursive: true });
    for (const [index, claim] of claims.entries()) {
      const config = configOf(claim, options);
      const missing = await findMissingFile(config, options.dataFolder);
      if (missing !== undefined) {
        const left = { claim, reason: `${missing} is not in the folder that this was started in.` };
        untried.push(left);
        options.onUntried(left);
        continue;
      }
      const key = canonicalConfig(config);
      let name = files.get(key);
      if (name === undefined) {
        name = `${claim.name}.ibrun`;
        files.set(key, name);
        options.onClaim(claim, index, claims.length);
        const outcome = await runOrResume(name, config, claim, options);
        if (outcome.status !== "completed") {
          return outcome;
        }
      }
      const read = await readTrained(join(folder, name), join(options.shownFolder, name));
      if (!read.ok) {
        return { status: "failed", failure: read.failure };
      }
      const measured = claim.judge(read.value.networks);
      tried.push({ claim, measured, ...read.value });
      options.onMeasured(claim, measured);
      if (signal.aborted) {
        return { status: "canceled" };
      }
    }
    await writeFile(
      join(folder, REPORT_HTML),
      writeHtml({ tried, untried, networks, version: TOOL_VERSION }),
    );
    await writeFile(
      join(folder, REPORT_MARKDOWN),
      writeMarkdown({ tried, untried, networks, version: TOOL_VERSION }),
    );
    for (const { name, svg } of tried.flatMap(figuresOf)) {
      await writeFile(join(folder, `${name}.svg`), svg);
    }
  } catch (thrown) {
    return { status: "failed", failure: failureFromThrown(thrown) };
  }
  return { status: "completed", tried, untried };
}

function configOf(claim: Claim, { networks, epochs }: ReproductionOptions): Config {
  const config = configSchema.parse(claim.config);
  return {
    ...config,
    training: { ...config.training, epochs: epochs ?? config.training.epochs },
    study: { ...config.study, networks },
  };
}

/** The data file of a config that is not there; undefined if the config has what it needs. */
async function findMissingFile(config: Config, dataFolder: string): Promise<string | undefined> {
  for (const file of requiredFiles(config.data)) {
    const found = await checkDataFile(file, locationOf(dataFolder));
    if (!found.ok && found.failure.code === "data/file-missing") {
      return file.path;
    }
  }
  return undefined;
}

function locationOf(dataFolder: string): Parameters<typeof checkDataFile>[1] {
  return { baseFolder: dataFolder, workspaceFolder: dataFolder };
}

async function runOrResume(
  runFileName: string,
  config: Config,
  { name }: Claim,
  options: ReproductionOptions,
): Promise<RunOutcome> {
  const { folder, signal } = options;
  const path = join(folder, runFileName);
  const resumed = existsSync(path)
    ? await resumeRun(path, join(options.shownFolder, runFileName), config, undefined)
    : undefined;
  if (resumed?.ok === false) {
    return { status: "failed", failure: resumed.failure };
  }
  const data = await readDataFiles(requiredFiles(config.data), locationOf(options.dataFolder), signal);
  if (!data.ok) {
    return { status: "failed", failure: data.failure };
  }
  if (signal.aborted) {
    return { status: "canceled" };
  }
  const run = startRecordedRun({
    config,
    configName: `${name}.ib.json`,
    files: data.value,
    runFolder: folder,
    runFileName,
    memoryLimitMebibytes: options.memoryLimitMebibytes,
    workers: options.workers,
    workerPath: options.workerPath,
    toolVersion: TOOL_VERSION,
    ...(resumed?.ok === true && { resumed: resumed.value }),
    onEvent: () => undefined,
    onProgress: options.onProgress,
    onLog: () => undefined,
  });
  const cancel = (): void => {
    run.cancel();
  };
  signal.addEventListener("abort", cancel);
  try {
    return await run.outcome;
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

async function readTrained(
  path: string,
  shown: string,
): Promise<Result<{ readonly networks: readonly Trained[]; readonly diverged: number }>> {
  const collector = new NetworkCollector();
  const networks: Trained[] = [];
  let diverged = 0;
  const read = await readRunFile(path, shown, (event) => {
    const network = collector.add(event);
    if (network?.finished.divergedAt !== undefined) {
      diverged++;
    } else if (network !== undefined) {
      networks.push({ ...network, phases: phasesOfNetwork(network, true) });
    }
  });
  if (!read.ok) {
    return read;
  }
  networks.sort((a, b) => compareCells(a.started.cell, b.started.cell));
  return succeed({ networks, diverged });
}
