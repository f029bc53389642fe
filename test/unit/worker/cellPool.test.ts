import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { configSchema } from "../../../src/config/schema/configSchema";
import { planCells } from "../../../src/experiment/cell";
import type { CellEnd } from "../../../src/experiment/runCell";
import { runCells, type CellPool, type CellPoolOptions } from "../../../src/worker/cellPool";

const COMPLETED: CellEnd = { status: "completed" };

/** A pool on workers that do nothing: each cell ends when the test says so. */
class Workshop {
  /** Seeds of the cells that are being run, in the order of their starts. */
  readonly running: number[] = [];
  readonly startedCells: number[] = [];
  readonly completed: number[] = [];
  readonly heard: [cell: number, line: string][] = [];
  readonly lines: string[] = [];
  readonly pool: CellPool;
  startedWorkers = 0;
  disposedWorkers = 0;
  atOnce = 0;
  private readonly ends = new Map<number, (end: CellEnd) => void>();
  private readonly tell: Parameters<CellPoolOptions["startWorker"]>[0][] = [];
  private readonly tellOf = new Map<number, Parameters<CellPoolOptions["startWorker"]>[0]>();

  constructor(networks: number, workers: number, memoryLimitMebibytes = 1000) {
    const config = configSchema.parse({ data: { source: "symmetric-rule" }, study: { networks } });
    this.pool = runCells({
      cells: planCells(config),
      workers,
      memoryLimitMebibytes,
      startWorker: (onEvent) => {
        this.startedWorkers++;
        this.tell.push(onEvent);
        let canceled = false;
        let current: number | undefined;
        return {
          run: ({ cell }) => {
            const { seed } = cell.id;
            current = seed;
            this.startedCells.push(seed);
            this.running.push(seed);
            this.atOnce = Math.max(this.atOnce, this.running.length);
            this.tellOf.set(seed, onEvent);
            return new Promise((resolve) => {
              this.ends.set(seed, (end) => {
                this.running.splice(this.running.indexOf(seed), 1);
                resolve(end);
              });
              if (canceled) {
                this.end(seed, { status: "canceled" });
              }
            });
          },
          check: () => Promise.resolve(COMPLETED),
          cancel: () => {
            canceled = true;
            if (current !== undefined && this.running.includes(current)) {
              this.end(current, { status: "canceled" });
            }
          },
          dispose: () => {
            this.disposedWorkers++;
            return Promise.resolve();
          },
        };
      },
      requestOf: (cell) => ({ cell, files: new Map(), memoryLimitMebibytes }),
      onEvent: (cell, event) => {
        if (event.type === "log") {
          this.heard.push([cell, event.line]);
        }
      },
      onCompleted: (cell) => this.completed.push(cell),
      onLog: (line) => this.lines.push(line),
    });
  }

  /** A cell has read its data and says what it needs. */
  needs(seed: number, mebibytes: number): void {
    this.tellOf.get(seed)?.({ type: "cell/memory", mebibytes });
  }

  says(seed: number, line: string): void {
    this.tellOf.get(seed)?.({ type: "log", line });
  }

  end(seed: number, end: CellEnd = COMPLETED): void {
    this.ends.get(seed)?.(end);
  }
}

/** Lets everything happen that needs nothing more from outside. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    await Promise.resolve();
  }
}

const failed = (message: string, path?: readonly string[]): CellEnd => ({
  status: "failed",
  failure: { code: "internal", message, ...(path === undefined ? {} : { path }) },
});

describe("a pool", () => {
  it("runs the first cell alone until it says what it needs, then the others", async () => {
    const shop = new Workshop(5, 3);
    await settle();
    expect(shop.running).toEqual([0]);
    shop.needs(0, 10);
    await settle();
    expect(shop.running).toEqual([0, 1, 2]);
    expect(shop.lines).toEqual([]);
  });

  it("gives the next cell to the worker that is free, and each worker one cell at a time", async () => {
    const shop = new Workshop(5, 2);
    shop.needs(0, 10);
    await settle();
    shop.end(1);
    await settle();
    expect(shop.running).toEqual([0, 2]);
    shop.end(2);
    await settle();
    shop.says(0, "of the first");
    shop.says(3, "of the fourth");
    expect(shop.running).toEqual([0, 3]);
    expect(shop.heard).toEqual([
      [0, "of the first"],
      [3, "of the fourth"],
    ]);
    for (const seed of [0, 3, 4]) {
      await settle();
      shop.end(seed);
    }
    expect(await shop.pool.outcome).toEqual(COMPLETED);
    expect(shop.completed).toEqual([1, 2, 0, 3, 4]);
    expect([shop.startedWorkers, shop.disposedWorkers]).toEqual([2, 2]);
  });

  it("lets a worker go for which no cell is left", async () => {
    const shop = new Workshop(2, 2);
    shop.needs(0, 10);
    await settle();
    shop.end(1);
    await settle();
    expect([shop.startedWorkers, shop.disposedWorkers]).toEqual([2, 1]);
    shop.end(0);
    expect(await shop.pool.outcome).toEqual(COMPLETED);
  });

  it("starts fewer workers where all together would need too much memory, and says so with the figures", async () => {
    const shop = new Workshop(5, 4, 1000);
    shop.needs(0, 400);
    await settle();
    expect(shop.running).toEqual([0, 1]);
    shop.needs(1, 400);
    expect(shop.lines).toEqual([
      expect.stringMatching(/^Networks that train at once: 2 instead of 4, .* 400 MiB .* 1000 MiB/),
    ]);
    shop.pool.cancel();
    await shop.pool.outcome;
  });

  it("starts all at once where there is no limit", async () => {
    const shop = new Workshop(5, 3, Infinity);
    await settle();
    expect(shop.running).toEqual([0, 1, 2]);
    shop.pool.cancel();
    expect(await shop.pool.outcome).toEqual({ status: "canceled" });
  });

  it("ends all with the failure of one, which it names", async () => {
    const shop = new Workshop(5, 3);
    shop.needs(0, 10);
    await settle();
    shop.end(1, failed("It broke."));
    expect(await shop.pool.outcome).toEqual({
      status: "failed",
      failure: { code: "internal", message: "Network 2 of 5 (seed 1): It broke." },
    });
    expect(shop.startedCells).toEqual([0, 1, 2]);
    expect([shop.startedWorkers, shop.disposedWorkers]).toEqual([3, 3]);
  });

  it("names no network where the config is to blame, or where there is one", async () => {
    const shop = new Workshop(5, 3);
    shop.end(0, failed("Too large.", ["network"]));
    expect(await shop.pool.outcome).toMatchObject({ failure: { message: "Too large." } });
    expect(shop.startedCells).toEqual([0]);
    const one = new Workshop(1, 3);
    one.end(0, failed("It broke."));
    expect(await one.pool.outcome).toMatchObject({ failure: { message: "It broke." } });
  });

  it("stops when it is canceled, at any moment and more than once", async () => {
    const shop = new Workshop(5, 2);
    shop.needs(0, 10);
    await settle();
    shop.pool.cancel();
    shop.pool.cancel();
    expect(await shop.pool.outcome).toEqual({ status: "canceled" });
    expect(shop.startedCells).toEqual([0, 1]);
    shop.pool.cancel();
    expect([shop.startedWorkers, shop.disposedWorkers]).toEqual([2, 2]);
  });

  it("fails where a worker cannot be started", async () => {
    const { pool } = new Workshop(1, 1);
    pool.cancel();
    await pool.outcome;
    const broken = runCells({
      cells: planCells(configSchema.parse({ data: { source: "symmetric-rule" } })),
      workers: 1,
      memoryLimitMebibytes: 1,
      startWorker: () => {
        throw new Error("no thread");
      },
      requestOf: (cell) => ({ cell, files: new Map(), memoryLimitMebibytes: 1 }),
      onEvent: () => undefined,
      onCompleted: () => undefined,
      onLog: () => undefined,
    });
    expect(await broken.outcome).toMatchObject({ status: "failed", failure: { message: "no thread" } });
  });

  it("runs every cell once, never more at a time than there are workers, in whatever order they end", async () => {
    const sizes = { min: 1, max: 8 };
    await fc.assert(
      fc.asyncProperty(
        fc.integer(sizes),
        fc.integer(sizes),
        fc.infiniteStream(fc.nat()),
        async (n, w, picks) => {
          const shop = new Workshop(n, w);
          shop.needs(0, 1);
          for (let ended = 0; ended < n; ended++) {
            await settle();
            expect(shop.running.length).toBe(Math.min(w, n - ended));
            shop.end(shop.running[Number(picks.next().value) % shop.running.length]!);
          }
          expect(await shop.pool.outcome).toEqual(COMPLETED);
          expect([...shop.startedCells].sort()).toEqual(Array.from({ length: n }, (_, seed) => seed));
          expect(shop.atOnce).toBe(Math.min(w, n));
          expect([shop.startedWorkers, shop.disposedWorkers]).toEqual([Math.min(w, n), Math.min(w, n)]);
        },
      ),
    );
  });
});
