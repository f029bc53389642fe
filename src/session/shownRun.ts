import type { ConfigState, IdleReason } from "../view/viewMessages";
import type { RunRecord } from "../view/runRecord";
import { Signal } from "./signal";

/** What a view needs of a run's record. */
export type RunSource = Pick<RunRecord, "header" | "view" | "tell" | "advicePath" | "neuronsOf">;

/** What the views show: a run, or why there is none. */
export type Shown =
  | {
      readonly kind: "run";
      readonly source: RunSource;
      /** Where its file is; left out if it is not known. */
      readonly uri?: string;
    }
  | { readonly kind: "none"; readonly reason: IdleReason; readonly detail?: string };

/** The one thing that all views of a window show, and word of every change to it. */
export class ShownRun {
  readonly #changeSignal = new Signal<void>();
  #shown: Shown = { kind: "none", reason: "loading" };
  #compared: readonly RunSource[] = [];
  #configState: ConfigState | undefined;

  /** Something else is shown, or what is shown has grown. */
  readonly onDidChange = this.#changeSignal.on;

  get shown(): Shown {
    return this.#shown;
  }

  /** The runs that are drawn beside the one that is shown. */
  get compared(): readonly RunSource[] {
    return this.#compared;
  }

  /** How the config of the run that is shown stands to the file of today; undefined until it is known. */
  get configState(): ConfigState | undefined {
    return this.#configState;
  }

  /** Says how a run's config stands to the file of today; no more than that if something else is shown by now. */
  noteConfig(source: RunSource, state: ConfigState): void {
    if (this.#shown.kind === "run" && this.#shown.source === source && this.#configState !== state) {
      this.#configState = state;
      this.#changeSignal.fire();
    }
  }

  /** Draws other runs beside the one that is shown, until another is; none of them end the comparison. */
  compare(sources: readonly RunSource[]): void {
    this.#compared = sources;
    this.#changeSignal.fire();
  }

  show(shown: Shown): void {
    const isSame = shown.kind === "run" && this.#shown.kind === "run" && shown.source === this.#shown.source;
    this.#compared = isSame ? this.#compared : [];
    this.#configState = isSame ? this.#configState : undefined;
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
