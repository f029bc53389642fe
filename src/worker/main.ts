import { join, sep } from "node:path";
import { parentPort, workerData, type MessagePort } from "node:worker_threads";
import type { FileSource } from "../data/files/fileSource";
import { ActivationWriter, keptActivations } from "../disk/keptActivations";
import type { SpareThreads } from "../experiment/cellEnvironment";
import { recomputeCell } from "../experiment/recomputeCell";
import { endOfThrown, runCell, type CellEnd } from "../experiment/runCell";
import { SharedWork } from "../experiment/sharedWork";
import { fail, succeed } from "../base/failure";
import { checkEstimators } from "../information/check/checkEstimators";
import { knownAnswers } from "../information/check/knownAnswers";
import { Channel } from "../protocol/channel";
import { createEngine } from "../training/engines";
import { createControlBlock } from "./controlBlock";
import { serveMeasuring, startMeasuringThreads, type MeasuringStart } from "./measuringThreads";
import { startTimer } from "./startTimer";
import {
  parseCellRequest,
  type CellRequest,
  type HostSide,
  type WorkerSide,
  type WorkerStart,
} from "./workerMessages";

/** Least time between two progress messages while a network trains; the host needs no more to show a rate. */
const PROGRESS_INTERVAL_MS = 50;

/** The worker's entry: runs the cells that the host asks for, one after the other. */
function serve(port: MessagePort, start: WorkerStart): void {
  const control = createControlBlock(start.control);
  const channel = new Channel<WorkerSide, HostSide>(
    {
      post: (message) => {
        port.postMessage(message);
      },
      onMessage: (listener) => {
        port.on("message", listener);
        return () => port.off("message", listener);
      },
    },
    {
      parseEvent: () => undefined,
      onEvent: () => undefined,
      handlers: {
        "cell/run": { parse: parseCellRequest, handle: (request) => run(request) },
        "check/run": { parse: () => ({}), handle: () => check() },
      },
      onProblem: (problem, cause) => {
        channel.send({
          type: "log",
          line: `${problem} ${cause instanceof Error ? (cause.stack ?? cause.message) : ""}`,
        });
      },
      startTimer,
    },
  );

  const check = (): CellEnd => {
    const answers = knownAnswers();
    try {
      for (const row of checkEstimators(() => performance.now(), control.proceed, answers)) {
        channel.send({ type: "check/row", row, planned: answers.length });
      }
      return { status: "completed" };
    } catch (thrown) {
      return endOfThrown(thrown);
    }
  };

  const measuringOf = ({ measuring }: CellRequest): SpareThreads | undefined =>
    measuring && {
      ...measuring,
      start: (plan, count) => startMeasuringThreads(count, __filename, plan, start.control),
    };

  const shared = new SharedWork();
  const run = async (request: CellRequest): Promise<CellEnd> => {
    let lastProgress = -Infinity;
    // What the cell before foretold is over.
    control.foretellStep(0);
    const onLog = (line: string): void => {
      channel.send({ type: "log", line });
    };
    const environment = {
      clock: () => performance.now(),
      proceed: control.proceed,
      foretellStep: (milliseconds: number) => {
        control.foretellStep(milliseconds);
      },
      onEpoch: (epoch: number, snapshots: number, turns: boolean) => {
        const now = performance.now();
        if (turns || now - lastProgress >= PROGRESS_INTERVAL_MS) {
          lastProgress = now;
          channel.send({ type: "cell/progress", epoch, snapshots, mebibytes: measureMemory() });
        }
      },
      onLog,
      measuring: measuringOf(request),
    };
    const { cell, activationFolder, stored } = request;
    const events =
      stored === undefined
        ? runCell(cell, {
            ...environment,
            files: filesOf(request),
            shared,
            createEngine: (choice) => createEngine(choice, { binaries: join(__dirname, sep) }),
            activationStore:
              activationFolder === undefined
                ? undefined
                : new ActivationWriter(activationFolder, cell.id, ({ message }) => {
                    onLog(`${message} The run goes on without keeping them.`);
                  }),
            memoryLimitMebibytes: request.memoryLimitMebibytes,
            onMemoryEstimate: (mebibytes) => {
              channel.send({ type: "cell/memory", mebibytes });
            },
          })
        : recomputeCell(cell, stored, keptActivations(activationFolder ?? "", cell.id), environment);
    for (;;) {
      const next = await events.next();
      if (next.done === true) {
        return next.value;
      }
      channel.send({ type: "cell/event", event: next.value });
    }
  };
}

/** What this thread holds, in mebibytes; of a thread, Node counts all but the resident set apart. */
function measureMemory(): number {
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

/** The host has read the files; here they are looked up by the path that the config writes. */
function filesOf(request: CellRequest): FileSource {
  return {
    read: (path) => {
      const bytes = request.files.get(path);
      return Promise.resolve(
        bytes === undefined
          ? fail("data/file-missing", `data.file names "${path}", which was not handed to the run.`, {
              path: ["data", "file"],
            })
          : succeed(bytes),
      );
    },
  };
}

if (parentPort !== null) {
  const start = workerData as WorkerStart | MeasuringStart;
  if ("plan" in start) {
    serveMeasuring(start);
  } else {
    serve(parentPort, start);
  }
}
