import { readFile } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { CONFIG_BYTES_MAX } from "../config/limits";
import { parseConfig } from "../config/parseConfig";
import type { Config } from "../config/schema";
import { requiredFiles } from "../data/requiredFiles";
import { readDataFiles } from "../disk/dataFiles";
import { failureFromThrown, type Failure } from "../failure";
import type { CellEpoch, CellSnapshot, CellStarted, RunEvent } from "../run/runEvent";
import { TOOL_VERSION } from "../toolVersion";
import { startRecordedRun } from "../worker/recordedRun";
import { describeCell } from "./layerTable";
import { describePosition } from "./textPosition";
import type { RunArguments } from "./parseArguments";
import { createProgressLine, type TextOutput } from "./progressLine";

export const EXIT_OK = 0;
export const EXIT_FAILED = 1;
export const EXIT_CANCELLED = 130;

export interface CliEnvironment {
  /** The built worker, dist/worker.js. */
  readonly workerPath: string;
  readonly currentFolder: string;
  /** Results go here … */
  readonly out: TextOutput;
  /** … and everything said on the way there. */
  readonly messages: TextOutput;
  /** Calls back when the person wants the run to stop. */
  readonly onInterrupt: (stop: () => void) => void;
}

/** `ib-analysis run`: the pipeline of the editor without the editor. @returns the exit code */
export async function runCommand(args: RunArguments, environment: CliEnvironment): Promise<number> {
  const { messages } = environment;
  const say = (line: string): void => {
    messages.write(`${line}\n`);
  };
  const configPath = resolve(environment.currentFolder, args.configPath);
  const config = await readConfig(configPath, args.configPath, say);
  if (config === undefined) {
    return EXIT_FAILED;
  }
  const configFolder = dirname(configPath);
  const workspaceFolder =
    args.root === undefined
      ? folderOfData(environment.currentFolder, configFolder)
      : resolve(environment.currentFolder, args.root);
  const files = await readDataFiles(
    requiredFiles(config),
    { baseFolder: configFolder, workspaceFolder },
    new AbortController().signal,
  );
  if (!files.ok) {
    say(describeFailure(files.failure));
    return EXIT_FAILED;
  }

  const out = args.out === undefined ? undefined : resolve(environment.currentFolder, args.out);
  const collector = new CellCollector();
  const progress = createProgressLine(messages, args.quiet);
  const run = startRecordedRun({
    config,
    configName: relative(workspaceFolder, configPath).replaceAll("\\", "/"),
    files: files.value,
    workerPath: environment.workerPath,
    runFolder: out === undefined ? join(configFolder, "ib-runs") : dirname(out),
    ...(out === undefined ? {} : { runFileName: basename(out) }),
    memoryLimitMebibytes: args.maxMemoryMebibytes,
    toolVersion: TOOL_VERSION,
    onEvent: (event) => {
      collector.add(event);
    },
    onProgress: progress.show,
    onLog: (line) => {
      progress.clear();
      say(line);
    },
  });
  environment.onInterrupt(() => {
    run.cancel();
  });
  const outcome = await run.outcome;
  progress.clear();

  for (const text of [...collector.tables(), ...collector.notes]) {
    environment.out.write(`${text}\n`);
  }
  say(`Run file: ${relative(environment.currentFolder, run.runFile)}`);
  if (outcome.status === "failed") {
    say(describeFailure(outcome.failure));
    return EXIT_FAILED;
  }
  return outcome.status === "cancelled" ? EXIT_CANCELLED : EXIT_OK;
}

async function readConfig(
  path: string,
  shownPath: string,
  say: (line: string) => void,
): Promise<Config | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (thrown) {
    say(`The config ${shownPath} cannot be read: ${failureFromThrown(thrown).message}.`);
    return undefined;
  }
  // One byte more than is allowed is enough for the parser to refuse it.
  const text = new TextDecoder().decode(bytes.subarray(0, CONFIG_BYTES_MAX + 1));
  const { config, problems } = parseConfig(text);
  for (const { severity, message, offset } of problems) {
    say(`${shownPath}:${describePosition(text, offset)}: ${severity}: ${message}`);
  }
  return config;
}

/** Data may lie anywhere under the folder one works in, where the config does too. */
function folderOfData(currentFolder: string, configFolder: string): string {
  const path = relative(currentFolder, configFolder);
  return path.startsWith("..") || isAbsolute(path) ? configFolder : currentFolder;
}

/** Keeps what the table at the end is made of. */
class CellCollector {
  readonly notes: string[] = [];
  private readonly cells = new Map<
    string,
    { started: CellStarted; snapshots: CellSnapshot[]; lastEpoch?: CellEpoch }
  >();

  add(event: RunEvent): void {
    if (!("cell" in event)) {
      return;
    }
    const key = JSON.stringify(event.cell);
    const cell = this.cells.get(key);
    if (event.type === "cell/started") {
      this.cells.set(key, { started: event, snapshots: [] });
    } else if (event.type === "cell/finished") {
      this.notes.push(...event.findings.map(({ severity, message }) => `${severity}: ${message}`));
    } else if (event.type === "cell/snapshot") {
      cell?.snapshots.push(event);
    } else if (cell !== undefined) {
      cell.lastEpoch = event;
    }
  }

  tables(): string[] {
    return [...this.cells.values()].map((cell) => describeCell(cell));
  }
}

function describeFailure(failure: Failure): string {
  return `error: ${failure.message} [${failure.code}]`;
}
