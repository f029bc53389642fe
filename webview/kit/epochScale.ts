import { linearTicks } from "./axisTicks";

/**
 * The scale that epochs are colored by: log(1 + epoch), so that epoch 0, the network before training, has a
 * place, and the first epochs, in which most happens, have room.
 */
export interface EpochScale {
  /** The epoch at the far end of the scale. */
  readonly last: number;
  readonly ticks: readonly EpochTick[];
}

export interface EpochTick {
  readonly epoch: number;
  /** Place on the scale, 0 to 1. */
  readonly position: number;
}

/** Epochs on a linear scale that are named. */
const LINEAR_TICKS = 8;
/** A tick right before the last one would sit on its label. */
const LAST_TICK_ROOM = 0.12;

/** A linear scale up to an epoch, with a tick at 0, at round epochs and at the end. */
export function createLinearScale(last: number): EpochScale {
  const round = linearTicks(last, LINEAR_TICKS).filter(
    (epoch) => epoch === 0 || epoch / last < 1 - LAST_TICK_ROOM,
  );
  const epochs = last > 0 ? [...round, last] : [0];
  return { last, ticks: epochs.map((epoch) => ({ epoch, position: last <= 0 ? 0 : epoch / last })) };
}

/** The scale up to an epoch, with a tick at 0, at every power of ten and at the end. */
export function createEpochScale(last: number): EpochScale {
  const epochs = [0];
  for (let epoch = 1; epoch < last && placeEpoch(epoch, last) < 1 - LAST_TICK_ROOM; epoch *= 10) {
    epochs.push(epoch);
  }
  if (last > 0) {
    epochs.push(last);
  }
  return { last, ticks: epochs.map((epoch) => ({ epoch, position: placeEpoch(epoch, last) })) };
}

/** Where an epoch lies on the scale up to `last`: 0 to 1. */
export function placeEpoch(epoch: number, last: number): number {
  return last <= 0 ? 0 : Math.min(1, Math.log1p(epoch) / Math.log1p(last));
}
