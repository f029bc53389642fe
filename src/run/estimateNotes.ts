import type { CellSnapshot, CellStarted } from "./runEvent";

/** What an estimator's figures were flagged with, and of which layers. */
export interface EstimateNote {
  /** The estimator, by its key. */
  readonly estimator: string;
  /** The flag's code. */
  readonly code: string;
  readonly text: string;
}

/** What a layer was last told by flags of one topic. */
interface Said {
  readonly code: string;
  readonly message: string;
  /** The last epoch at which the layer had the flag. */
  readonly epoch: number;
  /** Whether the newest snapshot has the flag. */
  readonly holds: boolean;
}

/** Flags that say the same of a layer in other words: rows that all differ have reached the ceiling. */
const TOPICS: Readonly<Record<string, string>> = { "unique-rows": "saturated" };

/**
 * What a cell's estimates over all rows were flagged with. Of each topic the newest sentence of a layer counts, so
 * that figures in it (the share of values outside, say) are the newest; layers that share a sentence are named
 * together, and a layer of which it holds no longer with the epoch until which it did.
 */
export class EstimateNotes {
  /** By estimator, then by the flag's topic, what was last said of each layer. */
  private readonly saidOf = new Map<string, Map<string, Map<string, Said>>>();
  /** The layers' names from the inputs on. */
  private names: readonly string[] = [];
  private changeCount = 0;

  /** Counts the changes of `list()`. */
  get changes(): number {
    return this.changeCount;
  }

  add(snapshot: CellSnapshot, { layers: labels }: Pick<CellStarted, "layers">): void {
    this.names = labels.map(({ name }) => name);
    for (const { estimator, rows, layers } of snapshot.estimates) {
      if (rows !== "all") {
        continue;
      }
      const byTopic = entryOf(this.saidOf, estimator);
      for (const [index, { flags }] of layers.entries()) {
        const layer = this.names[index]!;
        for (const { code, message } of flags) {
          const said = { code, message, epoch: snapshot.epoch, holds: true };
          this.set(entryOf(byTopic, topicOf(code)), layer, said);
        }
        const topics = flags.map(({ code }) => topicOf(code));
        for (const [topic, byLayer] of byTopic) {
          const said = byLayer.get(layer);
          if (said !== undefined && !topics.includes(topic)) {
            this.set(byLayer, layer, { ...said, holds: false });
          }
        }
      }
    }
  }

  list(): EstimateNote[] {
    return [...this.saidOf].flatMap(([estimator, byTopic]) =>
      [...byTopic.values()].flatMap((byLayer) =>
        [...new Map([...byLayer.values()].map(({ message, code }) => [message, code]))].map(
          ([message, code]) => ({
            estimator,
            code,
            text: `${this.describeLayers(byLayer, message)}: ${message}`,
          }),
        ),
      ),
    );
  }

  /** The layers of which this was said last, from the inputs on. */
  private describeLayers(byLayer: ReadonlyMap<string, Said>, message: string): string {
    return this.names
      .flatMap((layer) => {
        const said = byLayer.get(layer);
        return said?.message === message ? [said.holds ? layer : `${layer} (until epoch ${said.epoch})`] : [];
      })
      .join(", ");
  }

  private set(byLayer: Map<string, Said>, layer: string, said: Said): void {
    const before = byLayer.get(layer);
    byLayer.set(layer, said);
    if (before?.message !== said.message || before.holds !== said.holds) {
      this.changeCount++;
    }
  }
}

function topicOf(code: string): string {
  return TOPICS[code] ?? code;
}

function entryOf<Value>(maps: Map<string, Map<string, Value>>, key: string): Map<string, Value> {
  const entry = maps.get(key) ?? new Map<string, Value>();
  maps.set(key, entry);
  return entry;
}
