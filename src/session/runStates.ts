/** Where the window's one run is in its life. */
export type RunState = "idle" | "preparing" | "running" | "canceling";

/** What moves it on. */
export type RunStep = "start" | "begin" | "cancel" | "end";

/** Every allowed move; what is not here is refused. A start while a run is prepared, goes on or stops is one of those. */
const TRANSITIONS: Readonly<Record<RunState, Readonly<Partial<Record<RunStep, RunState>>>>> = {
  idle: { start: "preparing" },
  preparing: { begin: "running", cancel: "canceling", end: "idle" },
  running: { cancel: "canceling", end: "idle" },
  canceling: { end: "idle" },
};

/** The state that a step leads to, or undefined if the step is not allowed. */
export function nextState(state: RunState, step: RunStep): RunState | undefined {
  return TRANSITIONS[state][step];
}
