import { Worker } from "node:worker_threads";
import { CANCEL_GRACE_MS, WORKER_SILENCE_MS, WORKER_YOUNG_GENERATION_MIB } from "../base/limits";
import type { CellEnd } from "../experiment/runCell";
import type { Failure, FailureCode } from "../base/failure";
import { Channel, ChannelError } from "../protocol/channel";
import { createControlBlock } from "./controlBlock";
import { startTimer } from "./startTimer";
import {
  parseCellEnd,
  parseWorkerEvent,
  type CellRequest,
  type HostSide,
  type WorkerSide,
  type WorkerStart,
} from "./workerMessages";

/** How often the worker's signs of life are looked at. */
const WATCH_INTERVAL_MS = 1000;
/** A cell may take days; only silence ends it. The longest that a timer can wait. */
const NO_TIMEOUT_MS = 2 ** 31 - 1;

export interface CellWorkerOptions {
  readonly workerPath: string;
  readonly onEvent: (event: WorkerSide["events"]) => void;
  /** How long the worker may be silent; `WORKER_SILENCE_MS` but in tests. */
  readonly silenceMilliseconds?: number;
}

/** A worker thread that runs cells, and the care that it needs: canceling, silence, and sudden ends. */
export interface CellWorker {
  /** Runs one cell. Never rejects: a worker that throws, exits or falls silent is a failed end. */
  run(request: CellRequest): Promise<CellEnd>;
  /** Runs the estimators' check; its lines are events. Never rejects. */
  check(): Promise<CellEnd>;
  /** Asks the worker to stop and terminates it if it has not within the grace. */
  cancel(): void;
  /** Ends the thread. Settles when it is gone, or does not go within the grace: one that waits for a disk cannot. */
  dispose(): Promise<void>;
}

export function startCellWorker(options: CellWorkerOptions): CellWorker {
  const control = createControlBlock();
  const worker = new Worker(options.workerPath, {
    workerData: { control: control.buffer } satisfies WorkerStart,
    name: "ib-analysis",
    resourceLimits: { maxYoungGenerationSizeMb: WORKER_YOUNG_GENERATION_MIB },
    stdout: true,
    stderr: true,
  });
  let canceled = false;
  let gone = false;
  /** Why the thread ended; what came first is the reason. */
  let reason: Failure | undefined;
  let termination: Promise<unknown> | undefined;
  const stopTimers: (() => void)[] = [];

  const log = (line: string): void => {
    options.onEvent({ type: "log", line });
  };
  const end = (why: Failure | undefined): void => {
    reason ??= why;
    // Terminating a thread twice, or one that is gone, has aborted whole processes.
    termination ??= gone ? Promise.resolve() : worker.terminate();
    channel.dispose();
    for (const stop of stopTimers.splice(0)) {
      stop();
    }
  };

  const channel = new Channel<HostSide, WorkerSide>(
    {
      post: (message) => {
        worker.postMessage(message);
      },
      onMessage: (listener) => {
        worker.on("message", listener);
        return () => worker.off("message", listener);
      },
    },
    {
      parseEvent: parseWorkerEvent,
      onEvent: options.onEvent,
      handlers: {},
      onProblem: (problem, cause) => {
        end(protocolFailure(problem, cause));
      },
      startTimer,
    },
  );
  worker.on("error", (thrown: unknown) => {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    end({
      ...workerFailure("worker/crashed", `The training worker stopped with an error: ${error.message}.`),
      ...(error.stack === undefined ? {} : { detail: error.stack }),
    });
  });
  worker.on("messageerror", () => {
    end(workerFailure("worker/protocol", "The training worker sent a message that could not be read."));
  });
  worker.on("exit", (code) => {
    gone = true;
    end(
      workerFailure(
        "worker/exited",
        `The training worker ended by itself (exit code ${code}) before the run did.`,
      ),
    );
  });
  for (const stream of [worker.stdout, worker.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => {
      log(text.trimEnd());
    });
  }

  const silence = options.silenceMilliseconds ?? WORKER_SILENCE_MS;
  /** Watches the worker for silence. @returns what ends the watch */
  const watch = (): (() => void) => {
    let beats = control.beats();
    let heardAt = performance.now();
    const timer = setInterval(
      () => {
        if (control.beats() !== beats) {
          beats = control.beats();
          heardAt = performance.now();
        } else if (performance.now() - heardAt > silence + control.longestStep()) {
          const seconds = Math.round((silence + control.longestStep()) / 1000);
          end(
            workerFailure(
              "worker/silent",
              `The training worker has given no sign of life for ${seconds} seconds and was stopped.`,
            ),
          );
        }
      },
      Math.min(WATCH_INTERVAL_MS, silence),
    );
    const stopWatch = (): void => {
      clearInterval(timer);
    };
    stopTimers.push(stopWatch);
    return stopWatch;
  };

  const ask = async <Name extends keyof HostSide["requests"]>(
    name: Name,
    parameters: HostSide["requests"][Name]["parameters"],
  ): Promise<CellEnd> => {
    const stopWatch = watch();
    try {
      return await channel.request(name, parameters, parseCellEnd, NO_TIMEOUT_MS);
    } catch (thrown) {
      if (canceled) {
        return { status: "canceled" };
      }
      return { status: "failed", failure: reason ?? channelFailure(thrown) };
    } finally {
      // Between two cells there is nothing to hear.
      stopWatch();
    }
  };

  return {
    run: (request) => ask("cell/run", request),
    check: () => ask("check/run", {}),
    cancel: () => {
      if (!canceled) {
        canceled = true;
        control.requestStop();
        stopTimers.push(
          startTimer(() => {
            end(undefined);
          }, CANCEL_GRACE_MS),
        );
      }
    },
    dispose: async () => {
      end(undefined);
      let stopTimer: (() => void) | undefined;
      const grace = new Promise<void>((resolve) => {
        stopTimer = startTimer(resolve, CANCEL_GRACE_MS);
      });
      await Promise.race([termination, grace]);
      worker.unref();
      stopTimer?.();
    },
  };
}

function workerFailure(code: FailureCode, message: string): Failure {
  return { code, message: `${message} The log has more; another run can be started.` };
}

/** What went wrong on the way of a message; the cause goes to the log. */
function protocolFailure(problem: string, cause: unknown): Failure {
  return cause instanceof Error
    ? {
        ...workerFailure("worker/protocol", `${problem} The cause: ${cause.message}.`),
        ...(cause.stack === undefined ? {} : { detail: cause.stack }),
      }
    : workerFailure(
        "worker/protocol",
        `${problem} The training worker seems to be of another version than the rest of IB Analysis: reload the window, or install IB Analysis again.`,
      );
}

function channelFailure(thrown: unknown): Failure {
  const message =
    thrown instanceof ChannelError || thrown instanceof Error
      ? thrown.message
      : "The run failed in its worker.";
  return workerFailure("worker/protocol", message);
}
