import { randomBytes } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { hashConfig } from "../config/hashConfig";
import type { Config } from "../config/schema";
import { planCells } from "../experiment/cell";
import type { CellEnd } from "../experiment/runCell";
import { failureFromThrown, type Failure } from "../failure";
import type { RunProgress } from "../protocol/viewMessages";
import { RUN_FORMAT_VERSION, type CellEvent, type RunEvent } from "../run/runEvent";
import { startCellWorker, type CellWorker } from "./cellWorker";
import { measureProgress } from "./progress";
import { activationFolderName } from "../run/activationFolder";
import { RunFileWriter } from "../disk/runFileWriter";

export type RunOutcome = CellEnd;

export interface RecordedRunOptions {
  readonly config: Config;
  /** The config file's path relative to the workspace; goes into the header. */
  readonly configName: string;
  /** The data files that the config names (see `requiredFiles`), by the path that the config writes. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The built worker, dist/worker.js. */
  readonly workerPath: string;
  /** The folder that the run file is created in; made where it is missing. */
  readonly runFolder: string;
  /** The run file's name; without it, the run's id and `.ibrun`. */
  readonly runFileName?: string;
  readonly memoryLimitMebibytes: number;
  readonly toolVersion: string;
  /** Asks the config's further estimators of this run instead of training. */
  readonly source?: StoredRunSource;
  /** Every event, in the order of the run file, after it was handed to the file. */
  readonly onEvent: (event: RunEvent) => void;
  /** More often than events; not recorded. */
  readonly onProgress: (progress: RunProgress) => void;
  /** Lines for the log: the dataset, the engine, what went wrong with recording. */
  readonly onLog: (line: string) => void;
  /** The run file cannot be written (any more); told once. The run goes on. */
  readonly onRecordingFailure?: (failure: Failure) => void;
}

/** A run whose activations were kept, to ask more estimators of. */
export interface StoredRunSource {
  readonly events: readonly RunEvent[];
  /** Where its activations are. */
  readonly activationFolder: string;
}

/** A run in a worker thread, written to its run file as it goes. */
export interface RecordedRun {
  readonly runId: string;
  readonly runFile: string;
  /** Asks the worker to stop; terminates it where it does not within the grace. Safe to call at any moment, more than once. */
  cancel(): void;
  /** Never rejects. Settles when the worker is gone and the run file is closed. */
  readonly outcome: Promise<RunOutcome>;
}

/** Starts the run. Never throws; what goes wrong is the outcome. */
export function startRecordedRun(options: RecordedRunOptions): RecordedRun {
  const createdAt = new Date();
  const runId = makeRunId(options.configName, createdAt);
  const runFileName = options.runFileName ?? `${runId}.ibrun`;
  const activationFolder =
    options.source?.activationFolder ??
    (options.config.analysis.keepActivations
      ? join(options.runFolder, activationFolderName(runFileName))
      : undefined);
  let cancelled = false;
  let worker: CellWorker | undefined;
  let writer: RunFileWriter | undefined;

  const emit = (event: RunEvent): void => {
    writer?.append(event);
    options.onEvent(event);
  };

  const openFile = async (): Promise<void> => {
    const onFailure = (failure: Failure): void => {
      options.onLog(`${failure.message} The run goes on without being recorded.`);
      options.onRecordingFailure?.(failure);
    };
    const created = await RunFileWriter.create(options.runFolder, runFileName, onFailure);
    if (created.ok) {
      writer = created.value;
    } else {
      onFailure(created.failure);
    }
  };

  const runCells = async (): Promise<RunOutcome> => {
    const cells = planCells(options.config);
    emit({
      type: "run/started",
      version: RUN_FORMAT_VERSION,
      runId,
      createdAt: createdAt.toISOString(),
      configName: options.configName,
      configHash: await hashConfig(options.config),
      config: options.config,
      cells: cells.map(({ id }) => id),
      // A run names the folder of its activations only where it lies beside it: run files are moved together.
      ...(activationFolder === undefined || dirname(activationFolder) !== options.runFolder
        ? {}
        : { activations: basename(activationFolder) }),
      tool: { name: "ib-analysis", version: options.toolVersion },
    });
    const progress = measureProgress(options.config.training.epochs, () => performance.now());
    for (const cell of cells) {
      if (cancelled) {
        return { status: "cancelled" };
      }
      worker ??= startCellWorker({
        workerPath: options.workerPath,
        onEvent: (message) => {
          if (message.type === "cell/event") {
            emit(message.event);
          } else if (message.type === "cell/progress") {
            options.onProgress(progress(message.epoch));
          } else if (message.type === "log") {
            options.onLog(message.line);
          }
        },
      });
      const end = await worker.run({
        cell,
        files: options.files,
        memoryLimitMebibytes: options.memoryLimitMebibytes,
        activationFolder,
        stored: options.source?.events.filter(
          (event): event is CellEvent =>
            "cell" in event && event.cell.variant === cell.id.variant && event.cell.seed === cell.id.seed,
        ),
      });
      if (end.status !== "completed") {
        return end;
      }
    }
    return { status: "completed" };
  };

  const run = async (): Promise<RunOutcome> => {
    let outcome: RunOutcome;
    try {
      await openFile();
      outcome = await runCells();
    } catch (thrown) {
      outcome = { status: "failed", failure: failureFromThrown(thrown) };
    }
    await worker?.dispose();
    emit(closingEvent(outcome));
    await writer?.close();
    return outcome;
  };

  return {
    runId,
    runFile: join(options.runFolder, runFileName),
    cancel: () => {
      cancelled = true;
      worker?.cancel();
    },
    outcome: run(),
  };
}

function closingEvent(outcome: RunOutcome): RunEvent {
  if (outcome.status !== "failed") {
    return { type: "run/finished", status: outcome.status };
  }
  const { code, message, path } = outcome.failure;
  return {
    type: "run/failed",
    failure: { code, message, ...(path === undefined ? {} : { path: [...path] }) },
  };
}

/** Sorts by time, and two windows that start at once get two names: "black-box-20170302T141503-9f3a2c". */
function makeRunId(configName: string, createdAt: Date): string {
  const base = basename(configName)
    .replace(/\.ib\.json$|\.json$/, "")
    .replaceAll(/[^\w.-]/g, "_");
  const time = createdAt.toISOString().replaceAll(/[-:]|\.\d+Z/g, "");
  return `${base}-${time}-${randomBytes(3).toString("hex")}`;
}
