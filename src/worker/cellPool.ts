import type { Cell } from "../experiment/cell";
import { countNetworksAtOnce } from "../experiment/memoryEstimate";
import type { CellEnd } from "../experiment/runCell";
import { failureFromThrown, type Failure } from "../base/failure";
import type { CellWorker } from "./cellWorker";
import type { CellRequest, WorkerSide } from "./workerMessages";

/** How a worker ends that did not complete its cell. */
type Stop = Exclude<CellEnd, { readonly status: "completed" }>;

export interface CellPoolOptions {
  readonly cells: readonly Cell[];
  /** At most so many workers; where memory is short, fewer. */
  readonly workers: number;
  /** What the cells that run at once may take together, in MiB. */
  readonly memoryLimitMebibytes: number;
  readonly startWorker: (onEvent: (event: WorkerSide["events"]) => void) => CellWorker;
  readonly requestOf: (cell: Cell) => CellRequest;
  /** @param cell its place among the cells */
  readonly onEvent: (cell: number, event: WorkerSide["events"]) => void;
  readonly onCompleted: (cell: number) => void;
  readonly onLog: (line: string) => void;
}

/** Cells that are being run. */
export interface CellPool {
  /** Stops every worker and starts no further cell. Safe to call at any moment, more than once. */
  cancel(): void;
  /** Never rejects. Settles when every worker is gone. */
  readonly outcome: Promise<CellEnd>;
}

/**
 * Runs cells on workers, each worker one cell after the other, the next cell on the worker that is free. The first
 * cell starts alone, until it has read its data and says what memory it needs; as many workers follow as fit: the
 * cells of a run are alike. A cell that fails ends the others, and its failure is the failure of the run.
 */
export function runCells(options: CellPoolOptions): CellPool {
  const { cells, memoryLimitMebibytes: limit } = options;
  const wanted = Math.max(1, Math.min(options.workers, cells.length));
  const running = new Set<CellWorker>();
  const lanes: Promise<void>[] = [];
  let started = 0;
  let stopped: Stop | undefined;
  let planned = false;

  const stop = (why: Stop): void => {
    stopped ??= why;
    for (const worker of running) {
      worker.cancel();
    }
  };
  const takeCell = (): number | undefined =>
    stopped === undefined && started < cells.length ? started++ : undefined;

  /** One worker from its start to its end. */
  const runLane = async (): Promise<void> => {
    let cell = takeCell();
    if (cell === undefined) {
      return;
    }
    let current = cell;
    const worker = options.startWorker((event) => {
      if (event.type === "cell/memory") {
        plan(event.mebibytes);
      } else {
        options.onEvent(current, event);
      }
    });
    running.add(worker);
    for (; cell !== undefined; cell = takeCell()) {
      current = cell;
      const end = await worker.run(options.requestOf(cells[cell]!));
      if (end.status === "completed") {
        options.onCompleted(cell);
      } else {
        stop(end.status === "failed" ? { ...end, failure: nameNetwork(end.failure, cell, cells) } : end);
      }
    }
    running.delete(worker);
    await worker.dispose();
  };
  const openLanes = (count: number): void => {
    while (lanes.length < count) {
      lanes.push(
        runLane().catch((thrown: unknown) => {
          stop({ status: "failed", failure: failureFromThrown(thrown) });
        }),
      );
    }
  };
  const plan = (needed: number): void => {
    if (planned) {
      return;
    }
    planned = true;
    const count = countNetworksAtOnce(wanted, needed, limit);
    if (count < wanted) {
      options.onLog(
        `Networks that train at once: ${count} instead of ${wanted}, because each needs about ${needed} MiB and all together may take ${limit} MiB (setting ibAnalysis.maxMemoryMB, option --max-memory).`,
      );
    }
    openLanes(count);
  };
  const finish = async (): Promise<CellEnd> => {
    // The first lane ends when no cell is left to be taken, so that none is opened after it.
    await lanes[0];
    await Promise.all(lanes);
    return stopped ?? { status: "completed" };
  };

  // Nothing has to be read if there is no limit.
  openLanes(Number.isFinite(limit) ? 1 : wanted);
  return {
    cancel: () => {
      stop({ status: "canceled" });
    },
    outcome: finish(),
  };
}

/** Where there are several networks, says which one failed; what the config is to blame for is of all of them. */
function nameNetwork(failure: Failure, cell: number, cells: readonly Cell[]): Failure {
  return cells.length === 1 || failure.path !== undefined
    ? failure
    : {
        ...failure,
        message: `Network ${cell + 1} of ${cells.length} (seed ${cells[cell]!.id.seed}): ${failure.message}`,
      };
}
