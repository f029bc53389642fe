import type { Proceed } from "../base/proceed";
import type { CellEvent, CellSnapshot } from "../run/runEvent";
import {
  measurementOf,
  type MeasuredElsewhere,
  type MeasuringPlan,
  type MeasuringThreads,
} from "./measuringThreads";
import { takeSnapshot, type Measurement } from "./takeSnapshot";

/** A snapshot that another thread measures. */
interface Pending {
  readonly epoch: number;
  readonly activations: readonly Float32Array[];
  readonly complete: (snapshot: CellSnapshot) => CellEvent;
  snapshot: CellSnapshot | undefined;
}

/**
 * A cell's events in their order, though some snapshots are measured by other threads while the network trains on:
 * what comes after such a snapshot waits here for it. The events are the same, whichever thread measures.
 */
export class EventQueue {
  readonly #plan: MeasuringPlan;
  readonly #measurement: Measurement;
  readonly #threads: MeasuringThreads | undefined;
  readonly #proceed: Proceed;
  #queue: (CellEvent | Pending)[] = [];

  constructor(plan: MeasuringPlan, threads: MeasuringThreads | undefined, proceed: Proceed) {
    this.#plan = plan;
    this.#measurement = measurementOf(plan);
    this.#threads = threads;
    this.#proceed = proceed;
  }

  push(event: CellEvent): void {
    this.#queue.push(event);
  }

  /**
   * Has a snapshot measured by a thread that has time, or else measures it here.
   * @param activations of all rows, one array a layer, rows × units
   * @param complete makes the event; called in the order of the events
   */
  measure(
    epoch: number,
    activations: readonly Float32Array[],
    complete: (snapshot: CellSnapshot) => CellEvent,
  ): void {
    const pending: Pending = { epoch, activations, complete, snapshot: undefined };
    this.#queue.push(pending);
    if (this.#threads?.offer(epoch, activations) !== true) {
      this.#measureHere(pending);
    }
  }

  /** The events whose turn has come. */
  *settled(): Generator<CellEvent, void> {
    this.#note(this.#threads?.collect() ?? []);
    yield* this.#release();
  }

  /** All events that are left, as their turn comes. */
  *rest(): Generator<CellEvent, void> {
    yield* this.#release();
    while (this.#queue.length > 0) {
      this.#note(this.#threads?.wait(this.#proceed) ?? []);
      yield* this.#release();
    }
  }

  #note(measured: readonly MeasuredElsewhere[]): void {
    for (const { epoch, snapshot } of measured) {
      const pending = this.#queue.find(
        (entry): entry is Pending => !("type" in entry) && entry.epoch === epoch,
      );
      if (pending === undefined) {
        continue;
      }
      if (snapshot !== undefined) {
        pending.snapshot = snapshot;
      } else {
        this.#measureHere(pending);
      }
    }
  }

  #measureHere(pending: Pending): void {
    const { epoch, activations } = pending;
    pending.snapshot = takeSnapshot(this.#plan.cell, epoch, this.#measurement, activations, this.#proceed);
  }

  *#release(): Generator<CellEvent> {
    for (;;) {
      const [next] = this.#queue;
      if (next === undefined) {
        return;
      }
      if ("type" in next) {
        this.#queue.shift();
        yield next;
      } else if (next.snapshot !== undefined) {
        this.#queue.shift();
        yield next.complete(next.snapshot);
      } else {
        return;
      }
    }
  }
}
