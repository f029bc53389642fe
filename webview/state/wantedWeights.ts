import type { ViewToHost } from "../../src/view/viewMessages";
import { readEpoch } from "./growingTable";
import { findShownCell, type ViewState } from "./store";

/**
 * What is to be asked of the host for the neurons that are open: the weights of the network that is shown, as far as
 * there are snapshots of which they are not known. Undefined if nothing is.
 */
export function findWantedWeights(
  state: ViewState,
): Extract<ViewToHost, { readonly type: "view/weights" }> | undefined {
  const cell = findShownCell(state);
  if (state.drawer !== "neurons" || cell === undefined || cell.snapshots.rows === 0) {
    return undefined;
  }
  const { position } = cell.info;
  const { weights } = state;
  const known =
    weights !== undefined && weights.runId === state.runId && weights.position === position
      ? weights.epochs
      : [];
  const after = known.at(-1) ?? -1;
  return readEpoch(cell.snapshots, cell.snapshots.rows - 1) > after
    ? { type: "view/weights", position, after }
    : undefined;
}
