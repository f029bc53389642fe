import type { HostToView, IdleReason, RunView } from "../../src/view/viewMessages";
import { COMPLETE, ESTIMATOR_RUNS, RUNS } from "../../test/support/syntheticScenes";

const IDLE: readonly IdleReason[] = ["no-config", "no-run", "untrusted", "run-unavailable", "loading"];

const DIVERGED: RunView = {
  ...COMPLETE,
  cells: COMPLETE.cells.map((cell) => ({
    ...cell,
    divergence: { epoch: 1000, advice: "Lower training.learningRate." },
  })),
};

/** What a view is told in each state, by the state's name. */
export const SCENES: ReadonlyMap<string, HostToView> = new Map<string, HostToView>([
  ...Object.entries({ complete: COMPLETE, ...RUNS, ...ESTIMATOR_RUNS, diverged: DIVERGED }).map(
    ([name, run]): [string, HostToView] => [name, { type: "run/snapshot", sequence: 1, run }],
  ),
  ...IDLE.map((reason): [string, HostToView] => [reason, { type: "run/none", sequence: 1, reason }]),
]);
