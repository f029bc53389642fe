import type { IdleReason } from "../view/viewMessages";
import type { RunRecord } from "../view/runRecord";
import { Signal } from "./signal";

/** What a view needs of a run's record. */
export type RunSource = Pick<RunRecord, "header" | "view" | "tell" | "advicePath" | "weightsOf">;

/** What the views show: a run, or why there is none. */
export type Shown =
  | { readonly kind: "run"; readonly source: RunSource }
  | { readonly kind: "none"; readonly reason: IdleReason; readonly detail?: string };

/** The one thing that all views of a window show, and word of every change to it. */
export class ShownRun {
  readonly #changeSignal = new Signal<void>();
  #shown: Shown = { kind: "none", reason: "loading" };

  /** Something else is shown, or what is shown has grown. */
  readonly onDidChange = this.#changeSignal.on;

  get shown(): Shown {
    return this.#shown;
  }

  show(shown: Shown): void {
    this.#shown = shown;
    this.#changeSignal.fire();
  }

  /** Tells the views that a run has grown, if it is the one that they show. */
  noteGrowth(source: RunSource): void {
    if (this.#shown.kind === "run" && this.#shown.source === source) {
      this.#changeSignal.fire();
    }
  }
}
