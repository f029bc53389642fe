import { afterEach, describe, expect, it } from "vitest";
import type { MeasuringPlan, MeasuringThreads } from "../../../src/experiment/measuringThreads";
import { createControlBlock } from "../../../src/worker/controlBlock";
import { startMeasuringThreads } from "../../../src/worker/measuringThreads";
import { configSchema } from "../../../src/config/schema/configSchema";
import { stopAfter } from "../../support/stopAfter";
import { Stopped } from "../../../src/base/proceed";

const PLAN: MeasuringPlan = {
  cell: { variant: 0, seed: 7 },
  analysis: configSchema.parse({ data: { source: "symmetric-rule" } }).analysis,
  skippedEstimators: 0,
  network: { inputs: 1, classes: 2, layers: [], initializer: "lecun_normal" },
  rowSets: [],
  curve: undefined,
};
/** Short, for threads that are to be found silent; a thread that answers may take its time to start. */
const SHORT_SILENCE_MS = 300;

let threads: MeasuringThreads | undefined;

afterEach(() => {
  threads?.dispose();
});

function start(fixture: string, count: number, silenceMilliseconds?: number): MeasuringThreads {
  const script = `${process.cwd()}/test/fixtures/workers/${fixture}.mjs`;
  threads = startMeasuringThreads(count, script, PLAN, createControlBlock().buffer, silenceMilliseconds);
  return threads;
}

const always = (): boolean => true;

describe("measuring threads", () => {
  it("take two snapshots each, and more once they have answered", () => {
    const started = start("measuresNames", 2);
    const offered = [1, 2, 3, 4, 5].map((epoch) => started.offer(epoch, [new Float32Array(3)]));
    expect(offered).toEqual([true, true, true, true, false]);
    const answered = new Set<number>();
    while (answered.size < 4) {
      for (const { epoch, snapshot } of started.wait(always)) {
        expect(snapshot).toEqual({ type: "cell/snapshot", cell: PLAN.cell, epoch, estimates: [] });
        answered.add(epoch);
      }
    }
    expect([...answered].sort()).toEqual([1, 2, 3, 4]);
    expect(started.collect()).toEqual([]);
    expect(started.offer(5, [])).toBe(true);
  });

  it("that are silent for too long have failed at what they were given, and are given nothing more", () => {
    const started = start("measuresNothing", 1, SHORT_SILENCE_MS);
    started.offer(1, []);
    started.offer(2, []);
    expect(started.wait(always)).toEqual([{ epoch: 1 }, { epoch: 2 }]);
    expect(started.offer(3, [])).toBe(false);
  });

  it("are not waited for once the run is to stop", () => {
    const started = start("measuresNothing", 1);
    started.offer(1, []);
    expect(() => started.wait(stopAfter(0))).toThrow(Stopped);
  });

  it("that cannot start have failed too", () => {
    const started = start("thereIsNoSuchFile", 1, SHORT_SILENCE_MS);
    started.offer(1, []);
    expect(started.wait(always)).toEqual([{ epoch: 1 }]);
  });
});
