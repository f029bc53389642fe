/** Whatever holds something until it is told to let go; VS Code's own disposables among them. */
export interface Disposable {
  dispose(): unknown;
}

const liveStores = new Set<DisposableStore>();

/** How many disposables are held by stores that were not disposed. A test that ends with more than it began with leaks. */
export function countLiveDisposables(): number {
  return [...liveStores].reduce((count, store) => count + store.size, 0);
}

/**
 * Holds disposables and disposes them together, the last first. What is added after the store's own disposal is
 * disposed at once, so that a disposal during an `await` leaks nothing that the code after it makes.
 */
export class DisposableStore implements Disposable {
  readonly #items = new Set<Disposable>();
  #disposed = false;

  get disposed(): boolean {
    return this.#disposed;
  }

  get size(): number {
    return this.#items.size;
  }

  /** Takes over an item and gives it back. */
  add<Item extends Disposable>(item: Item): Item {
    if (this.#disposed) {
      item.dispose();
      return item;
    }
    liveStores.add(this);
    this.#items.add(item);
    return item;
  }

  /** Disposes of an item before its time. */
  remove(item: Disposable): void {
    if (this.#items.delete(item)) {
      item.dispose();
    }
  }

  dispose(): void {
    this.#disposed = true;
    liveStores.delete(this);
    const items = [...this.#items].reverse();
    this.#items.clear();
    const thrown: unknown[] = [];
    for (const item of items) {
      try {
        item.dispose();
      } catch (error) {
        // The others are still to be disposed of.
        thrown.push(error);
      }
    }
    if (thrown.length > 0) {
      throw new AggregateError(thrown, `${thrown.length} of ${items.length} disposables failed to dispose.`);
    }
  }
}
