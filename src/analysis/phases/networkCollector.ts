import type {
  CellBound,
  CellEpoch,
  CellFinished,
  CellSnapshot,
  CellStarted,
  RunEvent,
} from "../../run/runEvent";
import type { RecordedNetwork } from "./networkPhases";

/** A network that came to its end, or diverged. */
export interface EndedNetwork extends RecordedNetwork {
  readonly finished: CellFinished;
}

/** Gathers the events of a run by network; each network is handed out, and forgotten, when it has ended. */
export class NetworkCollector {
  readonly #going = new Map<
    string,
    { started: CellStarted; snapshots: CellSnapshot[]; epochs: CellEpoch[]; bound?: CellBound }
  >();

  /** The networks that have begun and not ended. */
  get going(): readonly RecordedNetwork[] {
    return [...this.#going.values()];
  }

  /** @returns the network that ended with this event */
  add(event: RunEvent): EndedNetwork | undefined {
    if (!("cell" in event)) {
      return undefined;
    }
    const key = JSON.stringify(event.cell);
    if (event.type === "cell/started") {
      this.#going.set(key, { started: event, snapshots: [], epochs: [] });
      return undefined;
    }
    const network = this.#going.get(key);
    switch (event.type) {
      case "cell/bound":
        if (network !== undefined) {
          network.bound = event;
        }
        return undefined;
      case "cell/snapshot":
        network?.snapshots.push(event);
        return undefined;
      case "cell/epoch":
        network?.epochs.push(event);
        return undefined;
      case "cell/weights":
      case "cell/histograms":
        // What is gathered are figures; weights are looked at one network at a time.
        return undefined;
      case "cell/finished":
        this.#going.delete(key);
        return network && { ...network, finished: event };
    }
  }
}
