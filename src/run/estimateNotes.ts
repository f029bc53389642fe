import type { CellSnapshot } from "./runEvent";

/** What a cell's estimates were flagged with: each sentence once, with the layers that it was said of. */
export class EstimateNotes {
  private readonly layersOf = new Map<string, Set<string>>();
  private changeCount = 0;

  /** Counts the changes of `sentences()`. */
  get changes(): number {
    return this.changeCount;
  }

  /** @param layerNames of the cell, in the order of the estimates */
  add(snapshot: CellSnapshot, layerNames: readonly string[]): void {
    const overAllRows = snapshot.estimates.filter(({ rows }) => rows === "all");
    for (const { layers } of overAllRows) {
      for (const [index, { flags }] of layers.entries()) {
        for (const { message } of flags) {
          this.addOne(message, layerNames[index] ?? `layer ${index + 1}`);
        }
      }
    }
  }

  sentences(): string[] {
    return [...this.layersOf].map(([message, layers]) => `${[...layers].join(", ")}: ${message}`);
  }

  private addOne(message: string, layer: string): void {
    const layers = this.layersOf.get(message) ?? new Set<string>();
    this.layersOf.set(message, layers);
    if (!layers.has(layer)) {
      layers.add(layer);
      this.changeCount++;
    }
  }
}
