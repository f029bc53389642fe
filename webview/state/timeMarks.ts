import { medianOf } from "../../src/analysis/phases/orderStatistics";
import type { TimeMark } from "../kit/timeMarks";
import type { ShownPhases } from "./shownPhases";

/** The onset of compression and the turn of the gradients, if at least half of the networks have them. */
export function findTimeMarks({ networks, onsets, transitions }: ShownPhases): readonly TimeMark[] {
  const mark = (kind: TimeMark["kind"], epochs: readonly number[]): readonly TimeMark[] =>
    2 * epochs.length >= networks && epochs.length > 0 ? [{ kind, epoch: medianOf(epochs) }] : [];
  return [...mark("onset", onsets), ...mark("transition", transitions)];
}
