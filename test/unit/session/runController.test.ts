import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConfigFile, Preparation, PreparedRun, RunCallbacks } from "../../../src/session/prepareRun";
import { RunController, type StartOutcome } from "../../../src/session/runController";
import { nextState, type RunState, type RunStep } from "../../../src/session/runStates";
import type { RecordedRun, RunOutcome } from "../../../src/worker/recordedRun";
import { makeSyntheticRun } from "../../support/syntheticRun";

const FILE: ConfigFile = { uri: "file:///ws/a.ib.json", name: "a.ib.json", location: undefined };
const EVENTS = makeSyntheticRun();

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: Error) => void;
}

function defer<T>(): Deferred<T> {
  let settle: Pick<Deferred<T>, "resolve" | "reject"> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...settle! };
}

/** A run whose every step the test takes: the preparation, the events, the end. */
class FakeRun {
  readonly prepared = defer<Preparation>();
  readonly ended = defer<RunOutcome>();
  callbacks: RunCallbacks | undefined;
  cancels = 0;

  readonly ready: Preparation = {
    status: "ready",
    run: {
      config: FILE,
      locate: () => ({ offset: 7, length: 3 }),
      begin: (callbacks) => {
        this.callbacks = callbacks;
        return this.#recorded;
      },
    } satisfies PreparedRun,
  };

  readonly #recorded: RecordedRun = {
    runId: "run",
    runFile: "/ws/ib-runs/run.ibrun",
    cancel: () => {
      this.cancels++;
    },
    outcome: this.ended.promise,
  };

  emitAll(): void {
    for (const event of EVENTS) {
      this.callbacks?.onEvent(event);
    }
  }
}

function setUp() {
  const runs: FakeRun[] = [];
  const signals: AbortSignal[] = [];
  const controller = new RunController((_, signal) => {
    const run = new FakeRun();
    runs.push(run);
    signals.push(signal);
    return run.prepared.promise;
  });
  const states: RunState[] = [];
  controller.onDidChangeState((state) => states.push(state));
  const ends: StartOutcome["status"][] = [];
  controller.onDidEnd(({ status }) => ends.push(status));
  const settle = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { controller, runs, signals, states, ends, settle };
}

describe("nextState", () => {
  it("is this table and no other", () => {
    const states: RunState[] = ["idle", "preparing", "running", "canceling"];
    const steps: RunStep[] = ["start", "begin", "cancel", "end"];
    const moves = states.flatMap((state) =>
      steps.flatMap((step) => {
        const next = nextState(state, step);
        return next === undefined ? [] : [`${state} -${step}-> ${next}`];
      }),
    );
    expect(moves).toEqual([
      "idle -start-> preparing",
      "preparing -begin-> running",
      "preparing -cancel-> canceling",
      "preparing -end-> idle",
      "running -cancel-> canceling",
      "running -end-> idle",
      "canceling -end-> idle",
    ]);
  });
});

describe("RunController", () => {
  it("carries a run from its start to its end", async () => {
    const { controller, runs, states, ends, settle } = setUp();
    const begun: string[] = [];
    controller.onDidBegin(({ runId }) => begun.push(runId));
    const outcome = controller.start();
    runs[0]?.prepared.resolve(runs[0].ready);
    await settle();
    runs[0]?.emitAll();
    runs[0]?.callbacks?.onProgress({ epoch: 3, epochs: 3, epochsPerSecond: 10, secondsLeft: 0 });
    expect(controller.state).toBe("running");
    expect(controller.isLive("black-box-20170302T000000-abcdef")).toBe(true);
    runs[0]?.ended.resolve({ status: "completed" });
    expect(await outcome).toMatchObject({ status: "completed", run: { config: FILE, lastLoss: 0.7 / 3 } });
    expect(states).toEqual(["preparing", "running", "idle"]);
    expect(ends).toEqual(["completed"]);
    expect(begun).toEqual(["black-box-20170302T000000-abcdef"]);
    expect(controller.run?.record.view()).toMatchObject({
      status: "completed",
      cells: [{ epochs: { columns: 11 } }],
    });
    expect(controller.isLive("black-box-20170302T000000-abcdef")).toBe(false);
  });

  it("makes of twenty simultaneous starts one run, and refuses the others with a reason", async () => {
    const { controller, runs, settle } = setUp();
    const outcomes = Array.from({ length: 20 }, () => controller.start());
    await settle();
    expect(runs).toHaveLength(1);
    runs[0]?.prepared.resolve(runs[0].ready);
    await settle();
    runs[0]?.emitAll();
    runs[0]?.ended.resolve({ status: "completed" });
    const statuses = (await Promise.all(outcomes)).map(({ status }) => status);
    expect(statuses).toEqual(["completed", ...Array<string>(19).fill("refused")]);
    expect(await outcomes[7]).toMatchObject({
      failure: { code: "run/busy", message: expect.stringContaining("already") as string },
    });
  });

  it("can be started again after every kind of end", async () => {
    const { controller, runs, settle } = setUp();
    const ends: ((run: FakeRun) => void)[] = [
      (run) => {
        run.prepared.reject(new Error("no"));
      },
      (run) => {
        run.prepared.resolve({ status: "abandoned" });
      },
      (run) => {
        run.prepared.resolve({
          status: "failed",
          problem: { failure: { code: "config/syntax", message: "No." } },
        });
      },
      (run) => {
        run.prepared.resolve(run.ready);
        run.ended.resolve({ status: "failed", failure: { code: "worker/crashed", message: "It crashed." } });
      },
    ];
    const statuses: string[] = [];
    for (const [index, end] of ends.entries()) {
      const outcome = controller.start();
      const run = runs[index];
      expect(run).toBeDefined();
      end(run!);
      statuses.push((await outcome).status);
      await settle();
      expect(controller.state).toBe("idle");
    }
    expect(statuses).toEqual(["failed", "abandoned", "failed", "failed"]);
  });

  it("cancels during the preparation: the worker is never started", async () => {
    const { controller, runs, signals, ends } = setUp();
    const outcome = controller.start();
    controller.cancel();
    expect(controller.state).toBe("canceling");
    expect(signals[0]?.aborted).toBe(true);
    runs[0]?.prepared.resolve(runs[0].ready);
    expect(await outcome).toEqual({ status: "canceled" });
    expect(runs[0]?.callbacks).toBeUndefined();
    expect(ends).toEqual(["canceled"]);
  });

  it("cancels where the preparation rejects because of that", async () => {
    const { controller, runs } = setUp();
    const outcome = controller.start();
    controller.cancel();
    runs[0]?.prepared.reject(new Error("aborted"));
    expect(await outcome).toEqual({ status: "canceled" });
  });

  it("cancels a run once, however often it is asked to, and refuses a start until it has stopped", async () => {
    const { controller, runs, settle } = setUp();
    const outcome = controller.start();
    runs[0]?.prepared.resolve(runs[0].ready);
    await settle();
    controller.cancel();
    controller.cancel();
    expect(runs[0]?.cancels).toBe(1);
    expect(await controller.start()).toMatchObject({
      status: "refused",
      failure: { message: expect.stringContaining("stopping") as string },
    });
    runs[0]?.ended.resolve({ status: "canceled" });
    expect(await outcome).toEqual({ status: "canceled" });
    expect(controller.state).toBe("idle");
  });

  it("cancels a run for someone who cancels on hearing that it begins", async () => {
    const { controller, runs, settle } = setUp();
    controller.onDidChangeState((state) => {
      if (state === "running") {
        controller.cancel();
      }
    });
    void controller.start();
    runs[0]?.prepared.resolve(runs[0].ready);
    await settle();
    expect(runs[0]?.cancels).toBe(1);
  });

  it.each(["preparing", "running", "canceling"] as const)(
    "stops the run where it is disposed while %s",
    async (when) => {
      const { controller, runs, signals, settle } = setUp();
      const outcome = controller.start();
      if (when !== "preparing") {
        runs[0]?.prepared.resolve(runs[0].ready);
        await settle();
      }
      if (when === "canceling") {
        controller.cancel();
      }
      controller.dispose();
      expect(when === "preparing" ? signals[0]?.aborted : runs[0]?.cancels === 1).toBe(true);
      runs[0]?.prepared.resolve(runs[0].ready);
      runs[0]?.ended.resolve({ status: "canceled" });
      await controller.whenIdle();
      expect((await outcome).status).toBe("canceled");
      expect((await controller.start()).status).toBe("refused");
      expect(runs).toHaveLength(1);
    },
  );

  it("knows where in the config a failure of the worker lies", async () => {
    const { controller, runs } = setUp();
    const outcome = controller.start();
    const failure = { code: "data/one-class", message: "One class.", path: ["data", "label"] } as const;
    runs[0]?.prepared.resolve(runs[0].ready);
    runs[0]?.ended.resolve({ status: "failed", failure });
    expect(await outcome).toEqual({
      status: "failed",
      problem: { failure, config: FILE, span: { offset: 7, length: 3 } },
    });
  });

  it("has never more than one run, and ends idle, whatever happens in whatever order", async () => {
    const acts = ["start", "cancel", "prepare", "reject", "abandon", "emit", "complete", "fail"] as const;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...acts), { maxLength: 30 }), async (sequence) => {
        const { controller, runs, settle } = setUp();
        const outcomes: Promise<StartOutcome>[] = [];
        for (const act of sequence) {
          const run = runs.at(-1);
          switch (act) {
            case "start":
              outcomes.push(controller.start());
              break;
            case "cancel":
              controller.cancel();
              break;
            case "prepare":
              run?.prepared.resolve(run.ready);
              break;
            case "reject":
              run?.prepared.reject(new Error("no"));
              break;
            case "abandon":
              run?.prepared.resolve({ status: "abandoned" });
              break;
            case "emit":
              run?.emitAll();
              break;
            case "complete":
              run?.ended.resolve({ status: "completed" });
              break;
            case "fail":
              run?.ended.resolve({ status: "failed", failure: { code: "worker/exited", message: "Gone." } });
              break;
          }
          await settle();
        }
        controller.dispose();
        for (const run of runs) {
          run.prepared.resolve(run.ready);
          run.ended.resolve({ status: "canceled" });
        }
        const statuses = (await Promise.all(outcomes)).map(({ status }) => status);
        expect(controller.state).toBe("idle");
        expect(statuses.filter((status) => status !== "refused")).toHaveLength(runs.length);
      }),
      { numRuns: 200 },
    );
  });
});
