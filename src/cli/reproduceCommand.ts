import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { phasesOfNetwork } from "../analysis/phases/networkPhases";
import { failureFromThrown, type Failure } from "../base/failure";
import { MEMORY_MIB_DEFAULT } from "../base/limits";
import { TOOL_VERSION } from "../base/toolVersion";
import { canonicalConfig } from "../config/hashConfig";
import { configSchema, type Config } from "../config/schema/configSchema";
import type { Claim, Trained } from "../reproduce/claim";
import { CLAIMS } from "../reproduce/claims";
import { figuresOf, writeHtml, writeMarkdown, type Tried } from "../reproduce/report";
import { compareCells } from "../run/compareCells";
import type { CellEpoch, CellSnapshot, CellStarted } from "../run/runEvent";
import { startRecordedRun, type RunOutcome } from "../worker/recordedRun";
import { describeFailure, EXIT_CANCELED, EXIT_FAILED, EXIT_OK } from "./exit";
import { createProgressLine } from "./progressLine";
import { readRunFile } from "./readRunFile";
import type { CliEnvironment } from "./recordRun";
import type { ReproduceArguments } from "./reproduceArguments";
import { resumeRun } from "./resumeRun";

/** `ib-analysis reproduce`: runs what the claims need, each config once, and writes the report. @returns the exit code */
export async function reproduceCommand(
  args: ReproduceArguments,
  environment: CliEnvironment,
): Promise<number> {
  const say = (line: string): void => {
    environment.messages.write(`${line}\n`);
  };
  const giveUp = (failure: Failure): number => {
    say(describeFailure(failure));
    return EXIT_FAILED;
  };
  const folder = resolve(environment.currentFolder, args.out);
  const claims: readonly Claim[] = CLAIMS.filter(({ name }) => args.claims.includes(name));
  /** The run file of each config. */
  const files = new Map<string, string>();
  const tried: Tried[] = [];
  try {
    mkdirSync(folder, { recursive: true });
    for (const [index, claim] of claims.entries()) {
      const config = configOf(claim, args);
      const key = canonicalConfig(config);
      let path = files.get(key);
      if (path === undefined) {
        path = join(folder, `${claim.name}.ibrun`);
        files.set(key, path);
        say(`${index + 1} of ${claims.length}: ${claim.title}`);
        const outcome = await runOrResume(path, config, claim, args, environment);
        if (outcome.status === "canceled") {
          say("Canceled: the same command goes on where this one stopped.");
          return EXIT_CANCELED;
        }
        if (outcome.status === "failed") {
          return giveUp(outcome.failure);
        }
      }
      const read = await readTrained(path, relative(environment.currentFolder, path));
      const measured = claim.judge(read.networks);
      tried.push({ claim, measured, ...read });
      environment.out.write(`${measured.finding}: ${claim.title}\n`);
      for (const line of measured.figures) {
        environment.out.write(`  ${line}\n`);
      }
    }
    writeFileSync(join(folder, "report.html"), writeHtml(tried, args.networks, TOOL_VERSION));
    writeFileSync(join(folder, "report.md"), writeMarkdown(tried, args.networks, TOOL_VERSION));
    for (const { name, svg } of tried.flatMap(figuresOf)) {
      writeFileSync(join(folder, `${name}.svg`), svg);
    }
  } catch (thrown) {
    return giveUp(failureFromThrown(thrown));
  }
  say(`Report: ${relative(environment.currentFolder, join(folder, "report.html"))}`);
  return EXIT_OK;
}

function configOf(claim: Claim, { networks, epochs }: ReproduceArguments): Config {
  const config = configSchema.parse(claim.config);
  return {
    ...config,
    training: { ...config.training, epochs: epochs ?? config.training.epochs },
    study: { ...config.study, networks },
  };
}

async function runOrResume(
  path: string,
  config: Config,
  { name }: Claim,
  { workers, quiet }: ReproduceArguments,
  environment: CliEnvironment,
): Promise<RunOutcome> {
  const shown = relative(environment.currentFolder, path);
  const resumed = existsSync(path) ? await resumeRun(path, shown, config, undefined) : undefined;
  if (resumed?.ok === false) {
    return { status: "failed", failure: resumed.failure };
  }
  const progress = createProgressLine(environment.messages, quiet);
  const run = startRecordedRun({
    config,
    configName: `${name}.ib.json`,
    files: new Map(),
    runFolder: join(path, ".."),
    runFileName: `${name}.ibrun`,
    memoryLimitMebibytes: MEMORY_MIB_DEFAULT,
    workers,
    workerPath: environment.workerPath,
    toolVersion: TOOL_VERSION,
    ...(resumed?.ok === true && { resumed: resumed.value }),
    onEvent: () => undefined,
    onProgress: progress.show,
    onLog: () => undefined,
  });
  environment.onInterrupt(() => {
    run.cancel();
  });
  const outcome = await run.outcome;
  progress.clear();
  return outcome;
}

async function readTrained(
  path: string,
  shown: string,
): Promise<{ readonly networks: readonly Trained[]; readonly diverged: number }> {
  const cells = new Map<string, { started: CellStarted; snapshots: CellSnapshot[]; epochs: CellEpoch[] }>();
  const bounds = new Map<string, Parameters<typeof phasesOfNetwork>[0]["bound"]>();
  const ended = new Set<string>();
  let diverged = 0;
  const read = await readRunFile(path, shown, (event) => {
    if (!("cell" in event)) {
      return;
    }
    const key = JSON.stringify(event.cell);
    switch (event.type) {
      case "cell/started":
        cells.set(key, { started: event, snapshots: [], epochs: [] });
        break;
      case "cell/bound":
        bounds.set(key, event);
        break;
      case "cell/snapshot":
        cells.get(key)?.snapshots.push(event);
        break;
      case "cell/epoch":
        cells.get(key)?.epochs.push(event);
        break;
      case "cell/weights":
        // No claim looks at them.
        break;
      case "cell/finished":
        if (event.divergedAt === undefined) {
          ended.add(key);
        } else {
          diverged++;
        }
        break;
    }
  });
  if (!read.ok) {
    throw new Error(read.failure.message);
  }
  const networks = [...cells]
    .filter(([key]) => ended.has(key))
    .map(([key, recorded]) => {
      const bound = bounds.get(key);
      return { ...recorded, phases: phasesOfNetwork({ ...recorded, ...(bound && { bound }) }, true) };
    })
    .sort((a, b) => compareCells(a.started.cell, b.started.cell));
  return { networks, diverged };
}
