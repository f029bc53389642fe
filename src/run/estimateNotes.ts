import type { CellSnapshot, CellStarted } from "./runEvent";

/** What an estimator's figures were flagged with, and of which layers. */
export interface EstimateNote {
  /** The estimator, by its key. */
  readonly estimator: string;
  /** The flag's code. */
  readonly code: string;
  readonly text: string;
}

/**
 * What a cell's estimates over all rows were flagged with. Of each flag the newest sentence of a layer counts, so
 * that figures in it (the share of values outside, say) are the newest; layers that share a sentence are named
 * together.
 */
export class EstimateNotes {
  /** By estimator, then by the flag's code, the newest sentence of each layer. */
  private readonly sentencesOf = new Map<string, Map<string, Map<string, string>>>();
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
      for (const [index, { flags }] of rows === "all" ? layers.entries() : []) {
        for (const { code, message } of flags) {
          this.addOne(estimator, code, this.names[index]!, message);
        }
      }
    }
  }

  list(): EstimateNote[] {
    return [...this.sentencesOf].flatMap(([estimator, byCode]) =>
      [...byCode].flatMap(([code, byLayer]) =>
        [...new Set(byLayer.values())].map((sentence) => {
          const layers = this.names.filter((layer) => byLayer.get(layer) === sentence);
          return { estimator, code, text: `${layers.join(", ")}: ${sentence}` };
        }),
      ),
    );
  }

  private addOne(estimator: string, code: string, layer: string, message: string): void {
    const byLayer = entryOf(entryOf(this.sentencesOf, estimator), code);
    if (byLayer.get(layer) !== message) {
      byLayer.set(layer, message);
      this.changeCount++;
    }
  }
}

function entryOf<Value>(maps: Map<string, Map<string, Value>>, key: string): Map<string, Value> {
  const entry = maps.get(key) ?? new Map<string, Value>();
  maps.set(key, entry);
  return entry;
}
