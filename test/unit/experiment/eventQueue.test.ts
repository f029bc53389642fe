import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConfigInput } from "../../../src/config/schema/configSchema";
import type { SpareThreads } from "../../../src/experiment/cellEnvironment";
import {
  measurementOf,
  type MeasuredElsewhere,
  type MeasuringPlan,
  type MeasuringThreads,
} from "../../../src/experiment/measuringThreads";
import { takeSnapshot } from "../../../src/experiment/takeSnapshot";
import { runOneCell } from "../../support/runOneCell";
import { alwaysProceed, type Proceed } from "../../../src/base/proceed";
import { stopAfter } from "../../support/stopAfter";

const SMALL: ConfigInput = {
  data: { source: "symmetric-rule" },
  network: { hidden: [3] },
  training: { epochs: 12, batchSize: 512, learningRate: 0.5 },
  analysis: { snapshots: 8, estimator: ["binning", { name: "binning", bins: 4 }], bound: "none" },
};

/** Threads whose every decision is drawn: whether they take a snapshot, when they answer, in what order, and how. */
class DrawnThreads implements MeasuringThreads {
  disposed = false;
  taken = 0;
  readonly #jobs: { epoch: number; activations: readonly Float32Array[] }[] = [];
  readonly #plan: MeasuringPlan;
  readonly #draw: () => number;

  constructor(plan: MeasuringPlan, draw: () => number) {
    this.#plan = structuredClone(plan); // what another thread gets
    this.#draw = draw;
  }

  offer(epoch: number, activations: readonly Float32Array[]): boolean {
    const takes = this.#draw() % 3 > 0;
    if (takes) {
      this.taken++;
      this.#jobs.push({ epoch, activations: structuredClone(activations) });
    }
    return takes;
  }

  collect(): readonly MeasuredElsewhere[] {
    return this.#jobs.length > 0 && this.#draw() % 2 === 0 ? [this.#answer()] : [];
  }

  wait(proceed: Proceed): readonly MeasuredElsewhere[] {
    proceed();
    return [this.#answer()];
  }

  dispose(): void {
    this.disposed = true;
  }

  #answer(): MeasuredElsewhere {
    const [job] = this.#jobs.splice(this.#draw() % this.#jobs.length, 1);
    const { epoch, activations } = job!;
    if (this.#draw() % 5 === 0) {
      return { epoch };
    }
    const measurement = measurementOf(this.#plan);
    return { epoch, snapshot: takeSnapshot(this.#plan.cell, epoch, measurement, activations, alwaysProceed) };
  }
}

function spare(start: SpareThreads["start"]): SpareThreads {
  return { count: 1, memoryLimitMebibytes: 512, start };
}

const decisions = fc.infiniteStream(fc.nat({ max: 59 }));

describe("a cell that other threads measure for", () => {
  it("has the same events in the same order, whoever measures, in whatever order, and whoever fails", async () => {
    const alone = await runOneCell(SMALL);
    expect(alone.snapshots.length).toBeGreaterThan(5);
    await fc.assert(
      fc.asyncProperty(decisions, async (stream) => {
        let threads: DrawnThreads | undefined;
        const helped = await runOneCell(SMALL, {
          measuring: spare((plan) => (threads = new DrawnThreads(plan, () => stream.next().value as number))),
        });
        expect(JSON.stringify(helped.events)).toBe(JSON.stringify(alone.events));
        expect(helped.end).toEqual(alone.end);
        expect(threads!.disposed).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it("stops where it is told to, also while it waits", async () => {
    await fc.assert(
      fc.asyncProperty(decisions, fc.nat({ max: 200 }), async (stream, after) => {
        let threads: DrawnThreads | undefined;
        const { end, finished } = await runOneCell(SMALL, {
          proceed: stopAfter(after),
          measuring: spare((plan) => (threads = new DrawnThreads(plan, () => stream.next().value as number))),
        });
        expect(end.status).toBe(finished === undefined ? "canceled" : "completed");
        expect(threads?.disposed ?? true).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it("has no thread where memory has room for none", async () => {
    const { end } = await runOneCell(SMALL, {
      measuring: {
        count: 3,
        memoryLimitMebibytes: 1,
        start: () => {
          throw new Error("There is no room for a thread.");
        },
      },
    });
    expect(end.status).toBe("completed");
  });

  it("ends with the gap where training diverges", async () => {
    const diverging: ConfigInput = {
      ...SMALL,
      network: { hidden: [8], activation: "linear" },
      training: { epochs: 500, learningRate: 100 },
    };
    const alone = await runOneCell(diverging);
    const helped = await runOneCell(diverging, {
      measuring: spare((plan) => new DrawnThreads(plan, () => 1)),
    });
    expect(JSON.stringify(helped.events)).toBe(JSON.stringify(alone.events));
    expect(helped.finished!.findings.map(({ code }) => code)).toContain("training/diverged");
  });
});
