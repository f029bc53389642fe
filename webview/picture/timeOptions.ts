import type { EpochAxis } from "../../src/view/viewMessages";
import { memoizeEqual, memoizeLast } from "../kit/memoize";
import type { TimeMark } from "../kit/timeMarks";
import { findTimeMarks } from "../state/timeMarks";
import { findLastEpoch } from "../state/timeline";
import type { PictureSource } from "./pictureKind";
import { writeWaiting } from "./writeWaiting";

/** What every picture over epochs is built from besides its figures. */
export interface TimeOptions {
  /** The end of the axis. */
  readonly lastEpoch: number;
  readonly epochAxis: EpochAxis;
  /** Parts of the axis whose medians are drawn in the foreground; 0 draws every point. */
  readonly smoothing: number;
  readonly marks: readonly TimeMark[];
  /** How many networks the figures are means over; 1 of a single network. */
  readonly networks: number;
  /** What to say as long as there is nothing to draw. */
  readonly beforeFirst: string;
}

/** Finds them one time after the other; the same object as long as they are the same. */
export function createTimeOptionsFinder(
  waiting: Parameters<typeof writeWaiting>[1],
): (source: PictureSource) => TimeOptions {
  const marks = memoizeEqual(findTimeMarks);
  const gather = memoizeLast(
    (
      lastEpoch: number,
      epochAxis: EpochAxis,
      smoothing: number,
      found: readonly TimeMark[],
      networks: number,
      beforeFirst: string,
    ): TimeOptions => ({ lastEpoch, epochAxis, smoothing, marks: found, networks, beforeFirst }),
  );
  return ({ state, run, cell, mean, phases }) =>
    gather(
      findLastEpoch(cell),
      state.epochAxis,
      state.smoothing,
      marks(phases),
      mean?.members.length ?? 1,
      writeWaiting(run.status, waiting),
    );
}
