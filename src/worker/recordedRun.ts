import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { availableParallelism, homedir, tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { snapshotEpochs } from "../config/plan/recordedEpochs";
import { hashConfig } from "../config/hashConfig";
import { RUN_FILE_BYTES_TOLD } from "../base/limits";
import { describeBytes, estimateRunFileBytes, findRunFileTooLarge } from "../config/plan/runFileSize";
import type { Config } from "../config/schema/configSchema";
import { planCells, type Cell } from "../experiment/cell";
import type { CellEnd } from "../experiment/runCell";
import { fail, failureFromThrown, type Failure } from "../base/failure";
import type { RunProgress } from "../run/progress";
import {
  RUN_FORMAT_VERSION,
  type ActivationOwner,
  type CellEvent,
  type RunEvent,
  type RunStarted,
} from "../run/runEvent";
import { cellsOfShard, type Shard } from "../run/shard";
import { runCells, type CellPool } from "./cellPool";
import { startCellWorker } from "./cellWorker";
import { measureProgress } from "./progress";
import type { CellRequest } from "./workerMessages";
import { withoutFolders } from "../run/withoutFolders";
import { activationFolderName } from "../run/activationFolder";
import { checkActivationFolder, makeActivationFolder } from "../disk/activationOwner";
import { RunFileWriter } from "../disk/runFileWriter";

/** More than these would wait for the one that trains. */
const MEASURING_THREADS_MAX = 7;

export type RunOutcome = CellEnd;

export interface RecordedRunOptions {
  readonly config: Config;
  /** The config file's path relative to the workspace; goes into the header. */
  readonly configName: string;
  /** The data files that the config names (see `requiredFiles`), by the path that the config writes. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The built worker, dist/worker.js. */
  readonly workerPath: string;
  /** The folder that the run file is created in; made if it is missing. */
  readonly runFolder: string;
  /** The run file's name; without it, the run's id and `.ibrun`. */
  readonly runFileName?: string;
  /** What the networks that train at once may take together. */
  readonly memoryLimitMebibytes: number;
  /** At most so many threads: networks that train at once, or one and others that measure it. 0 or left out, as many as the machine has cores. */
  readonly workers?: number;
  readonly toolVersion: string;
  /** Trains only a part of the networks. */
  readonly shard?: Shard;
  /** Goes on with a run of this config that was cut off: its header, and the events of the networks that came to their end. */
  readonly resumed?: { readonly header: RunStarted; readonly events: readonly CellEvent[] };
  /** Asks the config's further estimators of this run instead of training. */
  readonly source?: StoredRunSource;
  /** Every event, in the order of the run file, after it was handed to the file. */
  readonly onEvent: (event: RunEvent) => void;
  /** More often than events; not recorded. */
  readonly onProgress: (progress: RunProgress) => void;
  /** Lines for the log: the dataset, the engine, what went wrong with recording. */
  readonly onLog: (line: string) => void;
  /** The run file cannot be written any more; told once. The run goes on. One that cannot be created is no run. */
  readonly onRecordingFailure?: (failure: Failure) => void;
}

/** A run whose activations were kept, to ask more estimators of. */
export interface StoredRunSource {
  readonly events: readonly RunEvent[];
  /** Where its activations are. */
  readonly activationFolder: string;
  /** The run that kept them. */
  readonly activationsOf: ActivationOwner;
}

/** A run in worker threads, written to its run file as it goes. */
export interface RecordedRun {
  readonly runId: string;
  readonly runFile: string;
  /** Asks the workers to stop; terminates those that do not within the grace. Safe to call at any moment, more than once. */
  cancel(): void;
  /** Never rejects. Settles when the workers are gone and the run file is closed. */
  readonly outcome: Promise<RunOutcome>;
}

/** Starts the run. Never throws; what goes wrong is the outcome. */
export function startRecordedRun(options: RecordedRunOptions): RecordedRun {
  const createdAt = new Date();
  const runId = options.resumed?.header.runId ?? makeRunId(options.configName, createdAt);
  const runFileName = options.runFileName ?? `${runId}.ibrun`;
  const activationFolder =
    options.source?.activationFolder ??
    (options.config.analysis.keepActivations
      ? join(options.runFolder, activationFolderName(runFileName))
      : undefined);
  let canceled = false;
  let pool: CellPool | undefined;
  let writer: RunFileWriter | undefined;
  let diverged = 0;

  const count = (event: RunEvent): void => {
    if (event.type === "cell/finished" && event.divergedAt !== undefined) {
      diverged++;
    }
  };
  const emit = (event: RunEvent): void => {
    count(event);
    writer?.append(event);
    options.onEvent(event);
  };

  const openFile = async (): Promise<Failure | undefined> => {
    const onFailure = (failure: Failure): void => {
      options.onLog(`${failure.message} The run goes on without being recorded.`);
      options.onRecordingFailure?.(failure);
    };
    const { resumed } = options;
    const created =
      resumed === undefined
        ? await RunFileWriter.create(options.runFolder, runFileName, onFailure)
        : await RunFileWriter.resume(
            options.runFolder,
            runFileName,
            [resumed.header, ...resumed.events],
            onFailure,
          );
    if (!created.ok) {
      return created.failure;
    }
    writer = created.value;
    return undefined;
  };

  /** Its own folder for a run that keeps activations; the right one for a run that reads them. */
  const claimActivations = async (): Promise<Failure | undefined> => {
    const { source } = options;
    if (activationFolder === undefined) {
      return undefined;
    }
    if (source === undefined) {
      const configHash = await hashConfig(options.config);
      return await makeActivationFolder(activationFolder, { runId, configHash });
    }
    const checked = await checkActivationFolder(activationFolder, source.activationsOf);
    if (!checked.ok) {
      return checked.failure;
    }
    if (checked.value !== undefined) {
      options.onLog(checked.value);
    }
    return undefined;
  };

  const describeStart = async (cells: readonly Cell[]): Promise<RunStarted> => ({
    type: "run/started",
    version: RUN_FORMAT_VERSION,
    runId,
    createdAt: createdAt.toISOString(),
    configName: options.configName,
    configHash: await hashConfig(options.config),
    config: options.config,
    cells: cells.map(({ id }) => id),
    ...(options.shard && { shard: options.shard }),
    // A run names the folder of its activations only where it lies beside it: run files are moved together.
    ...(activationFolder === undefined || dirname(activationFolder) !== options.runFolder
      ? {}
      : {
          activations: basename(activationFolder),
          ...(options.source === undefined ? {} : { activationsOf: options.source.activationsOf }),
        }),
    tool: { name: "ib-analysis", version: options.toolVersion },
  });

  const runAll = async (): Promise<RunOutcome> => {
    const cells = cellsOf(options);
    const { resumed } = options;
    if (resumed === undefined) {
      emit(await describeStart(cells));
    } else {
      // The file has these already.
      for (const event of [resumed.header, ...resumed.events]) {
        count(event);
        options.onEvent(event);
      }
    }
    if (canceled) {
      return { status: "canceled" };
    }
    if (cells.length === 0) {
      return { status: "completed" };
    }
    const progress = measureProgress(
      cells.map(({ config: { training, analysis } }) => ({
        epochs: training.epochs,
        snapshots: snapshotEpochs(training.epochs, analysis.snapshots).length,
      })),
      () => performance.now(),
    );
    const memoryOf = new Map<number, number>();
    const tell = (now: RunProgress): void => {
      const memoryMebibytes = [...memoryOf.values()].reduce((sum, each) => sum + each, 0);
      options.onProgress(memoryOf.size === 0 ? now : { ...now, memoryMebibytes });
    };
    const said = new Set<string>();
    const log = (line: string): void => {
      // Networks that differ by their seeds alone mostly say the same.
      if (cells.length === 1 || !said.has(line)) {
        said.add(line);
        options.onLog(line);
      }
    };
    const workers = options.workers || availableParallelism();
    pool = runCells({
      cells,
      workers,
      memoryLimitMebibytes: options.memoryLimitMebibytes,
      startWorker: (onEvent) => startCellWorker({ workerPath: options.workerPath, onEvent }),
      requestOf: (cell) => ({
        cell,
        files: options.files,
        memoryLimitMebibytes: options.memoryLimitMebibytes,
        measuring: spareThreads(workers, cells.length, options.memoryLimitMebibytes),
        activationFolder,
        stored: options.source && eventsOf(cell, options.source.events),
      }),
      onEvent: (cell, message) => {
        if (message.type === "cell/event") {
          emit(message.event);
        } else if (message.type === "cell/progress") {
          memoryOf.set(cell, message.mebibytes);
          tell(progress.advance(cell, message.epoch, message.snapshots));
        } else if (message.type === "log") {
          log(message.line);
        }
      },
      onCompleted: (cell) => {
        memoryOf.delete(cell);
        if (cells.length > 1) {
          tell(progress.complete(cell));
        }
      },
      onLog: log,
    });
    return await pool.outcome;
  };

  const run = async (): Promise<RunOutcome> => {
    let outcome: RunOutcome;
    try {
      const tooLarge = foretellRunFile(options);
      if (tooLarge !== undefined) {
        return { status: "failed", failure: tooLarge };
      }
      const foreign = await claimActivations();
      if (foreign !== undefined) {
        return { status: "failed", failure: foreign };
      }
      const refused = await openFile();
      if (refused !== undefined) {
        if (activationFolder !== undefined && options.source === undefined) {
          await rm(activationFolder, { recursive: true, force: true });
        }
        return { status: "failed", failure: withAdvice(refused) };
      }
      outcome = await runAll();
    } catch (thrown) {
      outcome = { status: "failed", failure: failureFromThrown(thrown) };
    }
    emit(closingEvent(outcome, diverged, options));
    await writer?.close();
    return outcome;
  };

  return {
    runId,
    runFile: join(options.runFolder, runFileName),
    cancel: () => {
      canceled = true;
      pool?.cancel();
    },
    outcome: run(),
  };
}

/** Says how large a large run file will be, before anything is trained; refuses one that could not be read again. */
function foretellRunFile({ config, onLog }: RecordedRunOptions): Failure | undefined {
  const tooLarge = findRunFileTooLarge(config);
  if (tooLarge !== undefined) {
    const { message, path } = tooLarge;
    return fail("config/out-of-range", message, { path }).failure;
  }
  const bytes = estimateRunFileBytes(config);
  if (bytes > RUN_FILE_BYTES_TOLD) {
    onLog(`The run file will take up to ${describeBytes(bytes)}.`);
  }
  return undefined;
}

/** Threads for each cell beside its own, where there are fewer cells than threads, and each cell's share of memory. */
function spareThreads(workers: number, cells: number, limit: number): CellRequest["measuring"] {
  const atOnce = Math.min(workers, cells);
  const count = Math.min(MEASURING_THREADS_MAX, Math.floor(workers / atOnce) - 1);
  return count === 0 ? undefined : { count, memoryLimitMebibytes: limit / atOnce };
}

/**
 * The cells to run: of a shard its own, of a run that goes on those without an end. Of a run that was cut off, those that
 * have a snapshot are estimated again.
 */
function cellsOf({ config, source, shard, resumed }: RecordedRunOptions): readonly Cell[] {
  const planned = planCells(config);
  const own = shard === undefined ? planned : cellsOfShard(planned, shard);
  const ended = new Set(resumed?.events.map(({ cell }) => `${cell.variant} ${cell.seed}`));
  const cells = own.filter(({ id }) => !ended.has(`${id.variant} ${id.seed}`));
  return source === undefined
    ? cells
    : cells.filter((cell) => eventsOf(cell, source.events).some(({ type }) => type === "cell/snapshot"));
}

function eventsOf({ id }: Cell, events: readonly RunEvent[]): readonly CellEvent[] {
  return events.filter(
    (event): event is CellEvent =>
      "cell" in event && event.cell.variant === id.variant && event.cell.seed === id.seed,
  );
}

/** Of a run file that cannot be created: what to do. */
function withAdvice(failure: Failure): Failure {
  const advice =
    "Nothing was trained, because its results could not be kept: make the folder writable, free space on its disk, or choose another file.";
  return { ...failure, message: `${failure.message} ${advice}` };
}

/**
 * The last event of the file. It goes to other people with the file, and tells nothing of this machine's folders.
 * @param diverged how many of the networks diverged
 */
function closingEvent(
  outcome: RunOutcome,
  diverged: number,
  { runFolder, workerPath }: RecordedRunOptions,
): RunEvent {
  if (outcome.status !== "failed") {
    return { type: "run/finished", status: outcome.status, ...(diverged === 0 ? {} : { diverged }) };
  }
  const { code, message, path } = outcome.failure;
  const folders = [runFolder, dirname(runFolder), dirname(workerPath), process.cwd(), homedir(), tmpdir()];
  return {
    type: "run/failed",
    failure: {
      code,
      message: withoutFolders(message, folders),
      ...(path === undefined ? {} : { path: [...path] }),
    },
  };
}

/** Sorts by time, and two windows that start at once get two names: "black-box-20170302T141503-9f3a2c". */
function makeRunId(configName: string, createdAt: Date): string {
  const base = basename(configName)
    .replace(/\.ib\.json$|\.json$/, "")
    .normalize("NFC")
    .replaceAll(/[^\p{L}\p{N}\p{M}_.-]/gu, "_");
  const time = createdAt.toISOString().replaceAll(/[-:]|\.\d+Z/g, "");
  return `${base}-${time}-${randomBytes(3).toString("hex")}`;
}
