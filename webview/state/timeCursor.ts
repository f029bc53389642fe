import { placeEpoch } from "../kit/epochScale";
import { findIndexAt, findIndexNear, type Timeline } from "./timeline";

/** Where in a run the reader is. */
export interface CursorPlace {
  /** The epoch that is looked at; left out while the newest is followed. */
  readonly cursor?: number;
  /** Set while the cursor moves by itself: where it is on the scale of epochs, 0 to 1. */
  readonly playing?: number;
}

/** The time that all epochs take at the slowest speed, in seconds. */
const PLAY_SECONDS = 12;

/** The newest epoch, and whatever comes after it. */
const NEWEST: CursorPlace = {};

/** The recorded epoch that lies nearest to another on the logarithmic scale; the newest without one. */
export function pointAt(timeline: Timeline, epoch: number | undefined): CursorPlace {
  const last = timeline.at(-1);
  return epoch === undefined || last === undefined
    ? NEWEST
    : placeAt(timeline, findIndexNear(timeline, placeEpoch(epoch, last)));
}

/** So many recorded epochs on, or back if it is negative; beyond the newest there is what comes next. */
export function stepFrom(timeline: Timeline, { cursor }: CursorPlace, by: number): CursorPlace {
  const from = cursor === undefined ? timeline.length - 1 : findIndexAt(timeline, cursor);
  return placeAt(timeline, Math.max(0, from + by));
}

/** Begins to move from where the reader is; from the first epoch if that is the newest. */
export function startPlaying(timeline: Timeline, place: CursorPlace): CursorPlace {
  const last = timeline.at(-1);
  if (last === undefined) {
    return place;
  }
  const playing = place.cursor === undefined ? 0 : placeEpoch(place.cursor, last);
  return playOn(timeline, { playing }, 0, 1);
}

/**
 * Moves evenly along the logarithmic scale for a time; at its end the newest epoch is followed again, or the first one
 * comes again.
 */
export function playOn(
  timeline: Timeline,
  place: CursorPlace,
  seconds: number,
  speed: number,
  loops = false,
): CursorPlace {
  const last = timeline.at(-1);
  if (place.playing === undefined || last === undefined) {
    return place;
  }
  const playing = place.playing + (seconds * speed) / PLAY_SECONDS;
  const cursor = timeline[findIndexAt(timeline, Math.expm1(playing * Math.log1p(last)))];
  if (playing >= 1 && loops) {
    return { playing: 0, cursor: timeline[0]! };
  }
  return playing >= 1 || cursor === undefined ? NEWEST : { playing, cursor };
}

function placeAt(timeline: Timeline, index: number): CursorPlace {
  const cursor = index >= timeline.length - 1 ? undefined : timeline[index];
  return cursor === undefined ? NEWEST : { cursor };
}
