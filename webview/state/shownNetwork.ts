import type { NetworkChoice } from "../../src/view/viewMessages";
import { averageNetworks, type MeanNetwork } from "./meanNetwork";
import { findShownCell, type CellState, type RunState, type ViewState } from "./store";

/** What of a run is shown: one network, or the mean over those of a variant. */
export interface ShownNetwork {
  /** The network, or the means as one. */
  readonly cell: CellState;
  /** Left out of a single network. */
  readonly mean?: MeanNetwork;
}

/**
 * Finds what is shown, one time after the other; the means are computed anew only when a member has changed.
 * @returns undefined before the run has a network
 */
export function createNetworkFinder(): (state: ViewState) => ShownNetwork | undefined {
  let last: { readonly members: readonly CellState[]; readonly shown: ShownNetwork } | undefined;
  return (state) => {
    const cell = findShownCell(state);
    if (state.content.kind !== "run" || cell === undefined) {
      return undefined;
    }
    const choice = resolveChoice(state.content.run, state.network);
    if (choice.kind === "network") {
      return last?.shown.mean === undefined && last?.shown.cell === cell
        ? last.shown
        : (last = { members: [], shown: { cell } }).shown;
    }
    const members = state.content.run.cells.filter(({ info }) => info.variant === choice.variant);
    if (
      last?.shown.mean === undefined ||
      last.members.length !== members.length ||
      members.some((member, index) => member !== last?.members[index])
    ) {
      const mean = averageNetworks(members);
      last = { members, shown: { cell: mean.cell, mean } };
    }
    return last.shown;
  };
}

/** What is shown of a run: what the reader chose if the run has it, and else the mean, or its only network. */
export function resolveChoice(run: RunState, chosen: NetworkChoice | undefined): NetworkChoice {
  const exists =
    chosen !== undefined &&
    run.cells.some(({ info }) =>
      chosen.kind === "mean" ? info.variant === chosen.variant : info.position === chosen.position,
    );
  if (exists) {
    return chosen;
  }
  const first = run.cells[0]?.info;
  return run.networks < 2
    ? { kind: "network", position: first?.position ?? 1 }
    : { kind: "mean", variant: first?.variant ?? 0 };
}
