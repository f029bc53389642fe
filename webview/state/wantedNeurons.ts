import { NEURON_LISTS, type ViewToHost } from "../../src/view/viewMessages";
import { readEpoch } from "./growingTable";
import { findShownCell, type ViewState } from "./store";

/**
 * What is to be asked of the host for the neurons that are open: what it has kept of the network that is shown, as far as
 * there are snapshots of which it is not known.
 */
export function findWantedNeurons(
  state: ViewState,
): readonly Extract<ViewToHost, { readonly type: "view/neurons" }>[] {
  const cell = findShownCell(state);
  if (state.drawer !== "neurons" || cell === undefined || cell.snapshots.rows === 0) {
    return [];
  }
  const { position } = cell.info;
  const newest = readEpoch(cell.snapshots, cell.snapshots.rows - 1);
  return NEURON_LISTS.flatMap((of) => {
    const known = state.neurons[of];
    const isOfThis = known !== undefined && known.runId === state.runId && known.position === position;
    const after = (isOfThis ? known.epochs.at(-1) : undefined) ?? -1;
    return newest > after ? [{ type: "view/neurons" as const, of, position, after }] : [];
  });
}
