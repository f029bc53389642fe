import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { configSchema } from "../../../src/config/schema/configSchema";
import { planCells } from "../../../src/experiment/cell";
import { startCellWorker, type CellWorker } from "../../../src/worker/cellWorker";
import type { CellRequest } from "../../../src/worker/workerMessages";

const request: CellRequest = {
  cell: planCells(configSchema.parse({ data: { source: "symmetric-rule" } }))[0]!,
  files: new Map(),
  memoryLimitMebibytes: 100,
};

interface Started {
  readonly worker: CellWorker;
  readonly lines: string[];
  /** Settles when the worker has said this. */
  readonly said: (line: string) => Promise<void>;
}

function start(name: string, silenceMilliseconds?: number): Started {
  const lines: string[] = [];
  const waiting: (() => void)[] = [];
  const worker = startCellWorker({
    workerPath: `${process.cwd()}/test/fixtures/workers/${name}.mjs`,
    onEvent: (event) => {
      if (event.type === "log") {
        lines.push(event.line);
        for (const wake of waiting.splice(0)) {
          wake();
        }
      }
    },
    ...(silenceMilliseconds === undefined ? {} : { silenceMilliseconds }),
  });
  const said = async (line: string): Promise<void> => {
    while (!lines.includes(line)) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    }
  };
  return { worker, lines, said };
}

describe("a worker that goes wrong ends the run with a reason", () => {
  it.each([
    ["throwsAtStart", "worker/crashed", "no start"],
    ["throwsLater", "worker/crashed", "broke in the middle"],
    ["rejects", "worker/crashed", "nobody caught this"],
    ["exits", "worker/exited", "exit code 3"],
    ["sendsGarbage", "worker/protocol", "reload the window, or install IB Analysis again"],
    ["answersWrongly", "worker/protocol", "not valid"],
  ])("%s: %s", async (name, code, words) => {
    const { worker } = start(name);
    const end = await worker.run(request);
    expect(end).toMatchObject({ status: "failed", failure: { code } });
    expect(end.status === "failed" && end.failure.message).toContain(words);
    await worker.dispose();
  });

  it("loopsForever: worker/silent, once it has been silent for too long", async () => {
    const { worker, lines } = start("loopsForever", 300);
    const end = await worker.run(request);
    expect(end).toMatchObject({ status: "failed", failure: { code: "worker/silent" } });
    expect(lines).toContain("looping");
    await worker.dispose();
  });
});

describe("a worker that foretells a long step", () => {
  it("is given the time that it foretold", async () => {
    const { worker } = start("foretellsStep", 1200);
    const end = await worker.run(request);
    expect(end.status === "failed" && end.failure.message).toContain("no sign of life for 2 seconds");
    await worker.dispose();
  });
});

describe("a worker between two cells", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is not watched, since it has nothing to say", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const { worker } = start("writesToConsole");
    const end = worker.run(request);
    expect(vi.getTimerCount()).toBe(1);
    expect(await end).toEqual({ status: "completed" });
    expect(vi.getTimerCount()).toBe(0);
    await worker.dispose();
  });
});

describe("canceling", () => {
  it("is seen by a worker that works without a pause", async () => {
    const { worker, said } = start("beatsUntilStopped");
    const end = worker.run(request);
    await said("working");
    worker.cancel();
    expect(await end).toEqual({ status: "canceled" });
    await worker.dispose();
  });

  it("ends a worker that does not listen, after the grace", async () => {
    const { worker, said } = start("loopsForever");
    const end = worker.run(request);
    await said("looping");
    worker.cancel();
    worker.cancel();
    expect(await end).toEqual({ status: "canceled" });
    await worker.dispose();
  });

  it.skipIf(process.platform === "win32")(
    "settles although the worker waits in the system and cannot be ended",
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "ib-pipe-"));
      const pipe = join(folder, "pipe");
      execFileSync("mkfifo", [pipe]);
      const { worker, said } = start("waitsForPipe");
      const end = worker.run({ ...request, activationFolder: pipe });
      await said("waiting");
      worker.cancel();
      expect(await end).toEqual({ status: "canceled" });
      await worker.dispose();
      // Lets the worker go.
      closeSync(openSync(pipe, "w"));
      rmSync(folder, { recursive: true });
    },
  );

  it("before the first message counts too", async () => {
    const { worker } = start("beatsUntilStopped");
    worker.cancel();
    expect(await worker.run(request)).toEqual({ status: "canceled" });
    await worker.dispose();
  });
});

describe("ending", () => {
  it("can be asked for twice, and after the worker is gone", async () => {
    const { worker } = start("exits");
    await worker.run(request);
    await Promise.all([worker.dispose(), worker.dispose()]);
  });

  it("while a cell runs fails that cell rather than leaving it waiting", async () => {
    const { worker, said } = start("loopsForever");
    const end = worker.run(request);
    await said("looping");
    await worker.dispose();
    expect(await end).toMatchObject({ status: "failed" });
  });

  it("what a worker writes to its console goes to the log", async () => {
    const { worker, said } = start("writesToConsole");
    expect(await worker.run(request)).toEqual({ status: "completed" });
    await said("a word on stderr");
    await worker.dispose();
  });
});
