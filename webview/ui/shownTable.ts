import type { Placement } from "../kit/placement";
import { findShownEstimators } from "../state/shownEstimators";
import { createNetworkFinder } from "../state/shownNetwork";
import { findShownPhases } from "../state/shownPhases";
import type { ViewState } from "../state/store";
import { buildTableView, type TableView } from "./tableView";

/** The table of what is shown at the epoch that is looked at, be it open or not; undefined if no network is shown. */
export function buildShownTable(state: ViewState, placement: Placement): TableView | undefined {
  const shown = createNetworkFinder()(state);
  if (shown === undefined) {
    return undefined;
  }
  const estimator = findShownEstimators(state, shown.cell, placement).shown;
  return buildTableView(shown, findShownPhases(shown, estimator), estimator, state.cursor);
}
