import type { EpochAxis } from "../../src/view/viewMessages";
import { createEpochScale, createLinearScale, placeEpoch, type EpochTick } from "../kit/epochScale";
import { formatCount } from "../kit/formatNumber";
import { text } from "../kit/strings";
import type { ShownPhases } from "../state/shownPhases";
import { findIndexAt, type Timeline } from "../state/timeline";
import { findTimeMarks } from "../state/timeMarks";

/** A part of the time axis and what the layers do in it. */
export interface PhaseBand {
  readonly kind: "fitting" | "compression";
  readonly label: string;
  /** Places on the axis, 0 to 1. */
  readonly from: number;
  readonly to: number;
}

/** What turns at a place of the time axis: one a network, so that the spread over networks is seen. */
export interface ScrubberTick {
  readonly kind: "onset" | "transition";
  readonly place: number;
  /** "One network: compression begins at epoch 37". */
  readonly label: string;
}

/** A band of a smaller share of the axis has no room for its name. */
const NAMED_BAND = 0.08;

const TURN_LABEL = { onset: "turnOnset", transition: "turnTransition" } as const;

/** The axis of time below all pictures. */
export interface ScrubberView {
  /** The epoch that is shown. */
  readonly epoch: number;
  /** Its place on the axis, 0 to 1. */
  readonly place: number;
  readonly axis: EpochAxis;
  /** The newest epoch. */
  readonly last: number;
  readonly ticks: readonly EpochTick[];
  readonly bands: readonly PhaseBand[];
  readonly turns: readonly ScrubberTick[];
  /** What the signs on the axis mean, in words. */
  readonly turnsText: string;
  /** The newest epoch is shown, whatever comes. */
  readonly isFollowing: boolean;
  readonly isRunning: boolean;
  readonly isPlaying: boolean;
  readonly speed: number;
  readonly loops: boolean;
  /** "epoch 100, 57 of 214 recorded". */
  readonly valueText: string;
}

/** What of a view's state the axis shows. */
export interface ScrubberOptions {
  readonly cursor: number | undefined;
  readonly isRunning: boolean;
  readonly isPlaying: boolean;
  readonly speed: number;
  readonly loops: boolean;
  readonly axis: EpochAxis;
}

/** @returns undefined before anything was recorded */
export function buildScrubberView(
  timeline: Timeline,
  phases: ShownPhases,
  { cursor, isRunning, isPlaying, speed, loops, axis }: ScrubberOptions,
): ScrubberView | undefined {
  const last = timeline.at(-1);
  if (last === undefined) {
    return undefined;
  }
  const index = cursor === undefined ? timeline.length - 1 : findIndexAt(timeline, cursor);
  const epoch = timeline[index]!;
  const placeOf = (each: number): number =>
    axis === "linear" ? (last <= 0 ? 0 : Math.min(1, each / last)) : placeEpoch(each, last);
  const turn = (kind: ScrubberTick["kind"], epochs: readonly number[]): readonly ScrubberTick[] =>
    epochs.map((each) => ({
      kind,
      place: placeOf(each),
      label: text(TURN_LABEL[kind], formatCount(Math.round(each))),
    }));
  const turns = [...turn("onset", phases.onsets), ...turn("transition", phases.transitions)];
  return {
    epoch,
    place: placeOf(epoch),
    axis,
    last,
    ticks: (axis === "linear" ? createLinearScale : createEpochScale)(last).ticks,
    bands: buildBands(phases, placeOf),
    turns,
    turnsText: turns.length === 0 ? "" : text("scrubberTurns", formatCount(phases.networks)),
    isFollowing: cursor === undefined,
    isRunning,
    isPlaying,
    speed,
    loops,
    valueText: text(
      "scrubberValue",
      formatCount(epoch),
      formatCount(index + 1),
      formatCount(timeline.length),
    ),
  };
}

function buildBands(phases: ShownPhases, placeOf: (epoch: number) => number): readonly PhaseBand[] {
  const onset = findTimeMarks(phases).find(({ kind }) => kind === "onset")?.epoch;
  if (onset === undefined) {
    return [];
  }
  const place = placeOf(onset);
  const nameOf = (name: "bandFitting" | "bandCompression", width: number): string =>
    width < NAMED_BAND ? "" : text(name);
  return [
    { kind: "fitting", label: nameOf("bandFitting", place), from: 0, to: place },
    { kind: "compression", label: nameOf("bandCompression", 1 - place), from: place, to: 1 },
  ];
}
