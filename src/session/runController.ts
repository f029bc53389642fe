import { failureFromThrown, type Failure } from "../base/failure";
import type { RunProgress } from "../run/progress";
import type { RunEvent } from "../run/runEvent";
import { RunRecord } from "../view/runRecord";
import type { RecordedRun, RunOutcome } from "../worker/recordedRun";
import type { Disposable } from "./disposableStore";
import type { ConfigFile, Preparation, PreparedRun, RunProblem } from "./prepareRun";
import { nextState, type RunState, type RunStep } from "./runStates";
import { Signal } from "./signal";

/** The run of this window, while it goes on and after. */
export interface LiveRun {
  readonly config: ConfigFile;
  readonly runId: string;
  readonly runFile: string;
  readonly record: RunRecord;
  /** The last that was heard; undefined before the first epoch. */
  readonly progress: RunProgress | undefined;
  readonly lastLoss: number | undefined;
}

/** How a start ended. `refused`: another run was in the way. `abandoned`: the person chose no config. */
export type StartOutcome =
  | { readonly status: "completed"; readonly run: LiveRun }
  | { readonly status: "canceled"; readonly run?: LiveRun }
  | { readonly status: "failed"; readonly problem: RunProblem; readonly run?: LiveRun }
  | { readonly status: "refused"; readonly failure: Failure }
  | { readonly status: "abandoned" };

/** Everything up to the start of the worker; may be aborted at any moment. */
export type PrepareRun = (configUri: string | undefined, signal: AbortSignal) => Promise<Preparation>;

type MutableRun = { -readonly [Key in keyof LiveRun]: LiveRun[Key] };

/**
 * Owns the one run of a window, from the command to its end. It knows no editor: what it prepares with is given
 * to it, and what happens it says by signals.
 */
export class RunController implements Disposable {
  readonly #prepare: PrepareRun;
  readonly #stateSignal = new Signal<RunState>();
  readonly #beginSignal = new Signal<LiveRun>();
  readonly #updateSignal = new Signal<LiveRun>();
  readonly #endSignal = new Signal<StartOutcome>();
  #state: RunState = "idle";
  #run: MutableRun | undefined;
  #stop: (() => void) | undefined;
  #settled: Promise<unknown> = Promise.resolve();
  #disposed = false;

  readonly onDidChangeState = this.#stateSignal.on;
  /** The run has its header: there is something to show. */
  readonly onDidBegin = this.#beginSignal.on;
  /** Something was added to the run's record. As often as events come; views slow it down. */
  readonly onDidUpdate = this.#updateSignal.on;
  /** A start ended, in whatever way but a refusal. The state is idle again. */
  readonly onDidEnd = this.#endSignal.on;

  constructor(prepare: PrepareRun) {
    this.#prepare = prepare;
  }

  get state(): RunState {
    return this.#state;
  }

  /** The run that goes on, from its header on; after its end still that one, until the next start. */
  get run(): LiveRun | undefined {
    return this.#run;
  }

  /** Whether this run is the one that goes on. */
  isLive(runId: string): boolean {
    return this.#state !== "idle" && this.#run?.runId === runId;
  }

  /**
   * Starts a run and settles at its end. Never rejects; while there is a run, further starts are refused.
   * @param prepare for a run that comes from elsewhere than from a config
   */
  async start(configUri?: string, prepare = this.#prepare): Promise<StartOutcome> {
    if (this.#disposed || !this.#move("start")) {
      return { status: "refused", failure: busyFailure(this.#state) };
    }
    const carriedOut = this.#carryOut(configUri, prepare);
    this.#settled = carriedOut;
    return await carriedOut;
  }

  /** Stops the run, whether it is prepared or goes on. Does nothing if there is none. */
  cancel(): void {
    if (this.#move("cancel")) {
      this.#stop?.();
    }
  }

  /** Settles when no worker is left and the run file is closed. */
  async whenIdle(): Promise<void> {
    await this.#settled;
  }

  dispose(): void {
    this.#disposed = true;
    this.cancel();
  }

  async #carryOut(configUri: string | undefined, prepare: PrepareRun): Promise<StartOutcome> {
    const abort = new AbortController();
    this.#stop = () => {
      abort.abort();
    };
    this.#run = undefined;
    let outcome: StartOutcome;
    try {
      const preparation = await prepare(configUri, abort.signal);
      if (abort.signal.aborted) {
        outcome = { status: "canceled" };
      } else if (preparation.status === "ready") {
        this.#move("begin");
        outcome = await this.#follow(preparation.run);
      } else {
        outcome = preparation;
      }
    } catch (thrown) {
      outcome = abort.signal.aborted
        ? { status: "canceled" }
        : { status: "failed", problem: { failure: failureFromThrown(thrown) } };
    }
    this.#stop = undefined;
    this.#move("end");
    this.#endSignal.fire(outcome);
    return outcome;
  }

  async #follow(prepared: PreparedRun): Promise<StartOutcome> {
    const record = new RunRecord();
    let live: MutableRun | undefined;
    const recorded: RecordedRun = prepared.begin({
      onEvent: (event) => {
        record.apply(event);
        if (event.type === "run/started") {
          const { config } = prepared;
          live = {
            config,
            runId: event.runId,
            runFile: recorded.runFile,
            record,
            progress: undefined,
            lastLoss: undefined,
          };
          this.#run = live;
          this.#beginSignal.fire(live);
        } else if (live !== undefined) {
          noteLoss(live, event);
          this.#updateSignal.fire(live);
        }
      },
      onProgress: (progress) => {
        record.setProgress(progress);
        if (live !== undefined) {
          live.progress = progress;
          this.#updateSignal.fire(live);
        }
      },
    });
    this.#stop = () => {
      recorded.cancel();
    };
    if (this.#state === "canceling") {
      // Canceled by someone who heard that it began, before there was something to stop.
      recorded.cancel();
    }
    const outcome = await recorded.outcome;
    return withRun(outcome, prepared, live);
  }

  #move(step: RunStep): boolean {
    const next = nextState(this.#state, step);
    if (next === undefined) {
      return false;
    }
    this.#state = next;
    this.#stateSignal.fire(next);
    return true;
  }
}

function noteLoss(run: MutableRun, event: RunEvent): void {
  if (event.type === "cell/epoch") {
    run.lastLoss = event.training.loss;
  }
}

function withRun(outcome: RunOutcome, prepared: PreparedRun, run: LiveRun | undefined): StartOutcome {
  switch (outcome.status) {
    case "failed": {
      const { failure } = outcome;
      const span = failure.path === undefined ? undefined : prepared.locate(failure.path);
      const problem = { failure, config: prepared.config, ...(span === undefined ? {} : { span }) };
      return { status: "failed", problem, ...(run === undefined ? {} : { run }) };
    }
    case "canceled":
      return { status: "canceled", ...(run === undefined ? {} : { run }) };
    case "completed":
      return run === undefined
        ? {
            status: "failed",
            problem: { failure: { code: "internal", message: "The run ended without having begun." } },
          }
        : { status: "completed", run };
  }
}

function busyFailure(state: RunState): Failure {
  const message =
    state === "canceling"
      ? "The last run is still stopping; start the next one when it has stopped."
      : "A run is already going on; cancel it or wait for its end before you start another.";
  return { code: "run/busy", message };
}
