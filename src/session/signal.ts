import type { Disposable } from "./disposableStore";

/** What can be listened to. The same shape as VS Code's events, for code that does not know VS Code. */
export type Listenable<T> = (listener: (value: T) => void) => Disposable;

/** Tells its listeners what happened. */
export class Signal<T> {
  readonly #listeners = new Set<(value: T) => void>();

  /** Calls the listener on every `fire` until the returned disposable is disposed. */
  readonly on: Listenable<T> = (listener) => {
    // A listener of its own, so that the same function may listen twice.
    const own = (value: T): void => {
      listener(value);
    };
    this.#listeners.add(own);
    return {
      dispose: () => {
        this.#listeners.delete(own);
      },
    };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) {
      listener(value);
    }
  }
}
