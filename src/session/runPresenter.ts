import { fail } from "../base/failure";
import type { IdleReason } from "../view/viewMessages";
import type { RunController } from "./runController";
import type { RunLibrary, StoredRun } from "./runLibrary";
import type { RunRecord } from "../view/runRecord";
import type { ShownRun } from "./shownRun";

export interface RunPresenterOptions {
  readonly shownRun: ShownRun;
  readonly library: Pick<RunLibrary, "list" | "find" | "load" | "readMore">;
  readonly controller: Pick<RunController, "run">;
  readonly isTrusted: () => boolean;
  readonly hasConfig: () => Promise<boolean>;
}

/** Decides what the views show: the run that goes on, a stored one, or why there is nothing. */
export class RunPresenter {
  readonly #options: RunPresenterOptions;
  /** Counts the choices, so that a slow one does not replace a later one. */
  #choice = 0;
  /** Ends the loading of a run that something else is shown in place of. */
  #loading = new AbortController();
  /** The stored run that is shown, if another window still writes it. */
  #followed: { readonly uri: string; readonly record: RunRecord } | undefined;
  #following: Promise<void> = Promise.resolve();
  /** The choice that is being carried out. */
  #finding: Promise<void> = Promise.resolve();

  constructor(options: RunPresenterOptions) {
    this.#options = options;
  }

  /** Shows the run of this window. */
  showLive(): void {
    const { controller, shownRun } = this.#options;
    if (controller.run !== undefined) {
      this.#choose();
      shownRun.show({ kind: "run", source: controller.run.record });
    }
  }

  /** Shows the run with this id, wherever it is: going on, or stored. */
  async showRun(runId: string): Promise<void> {
    const { controller, library, shownRun } = this.#options;
    if (controller.run?.runId === runId) {
      this.showLive();
      return;
    }
    const choice = this.#choose();
    shownRun.show({ kind: "none", reason: "loading" });
    this.#finding = (async () => {
      const stored = await library.find(runId);
      await this.#showStored(stored ?? "gone", choice);
    })();
    await this.#finding;
  }

  /** Fills views that show nothing; a view that says that its run is gone keeps saying so. */
  async fillEmpty(): Promise<void> {
    const { shown } = this.#options.shownRun;
    if (shown.kind === "none" && shown.reason !== "run-unavailable") {
      await this.showSomething();
    }
  }

  /** Shows the run of this window, else the newest stored one, else what is missing; what is shown already stays. */
  async showSomething(): Promise<void> {
    // One after the other, and after a run that is being loaded: two views that are ready at once ask for one thing.
    this.#finding = this.#finding.catch(() => undefined).then(() => this.#chooseSomething());
    await this.#finding;
  }

  /** A run file changed: shows what has come to the shown run, if another window writes it. */
  async followShown(): Promise<void> {
    this.#following = this.#following.then(() => this.#readMore());
    await this.#following;
  }

  async #readMore(): Promise<void> {
    const { library, shownRun } = this.#options;
    const followed = this.#followed;
    if (followed === undefined) {
      return;
    }
    const { uri, record } = followed;
    await library.readMore(uri, record, this.#loading.signal);
    if (this.#followed === followed) {
      this.#followed = record.goesOnElsewhere ? followed : undefined;
      shownRun.noteGrowth(record);
    }
  }

  async #chooseSomething(): Promise<void> {
    const { controller, library, shownRun, hasConfig } = this.#options;
    if (shownRun.shown.kind === "run") {
      return;
    }
    if (controller.run !== undefined) {
      this.showLive();
      return;
    }
    const choice = this.#choose();
    const [runs, configs] = await Promise.all([library.list(), hasConfig()]);
    const newest = runs.find(({ summary }) => summary.ok);
    if (newest !== undefined) {
      await this.#showStored(newest, choice);
    } else if (choice === this.#choice) {
      shownRun.show({ kind: "none", reason: this.#reasonForNothing(configs) });
    }
  }

  async #showStored(stored: StoredRun | "gone", choice: number): Promise<void> {
    const { library, shownRun } = this.#options;
    const loaded =
      stored === "gone"
        ? fail("run/file-unreadable", "Its file is no longer in the workspace.")
        : await library.load(stored.uri, this.#loading.signal, (record) => {
            // What has been read of a large file is shown while the rest is.
            if (choice !== this.#choice || record.header === undefined) {
              return;
            }
            if (shownRun.shown.kind === "run" && shownRun.shown.source === record) {
              shownRun.noteGrowth(record);
            } else {
              shownRun.show({ kind: "run", source: record });
            }
          });
    if (choice !== this.#choice) {
      return;
    }
    if (loaded.ok && stored !== "gone") {
      this.#followed = loaded.value.goesOnElsewhere ? { uri: stored.uri, record: loaded.value } : undefined;
      shownRun.show({ kind: "run", source: loaded.value });
    } else if (!loaded.ok) {
      shownRun.show({ kind: "none", reason: "run-unavailable", detail: loaded.failure.message });
    }
  }

  #choose(): number {
    this.#loading.abort();
    this.#loading = new AbortController();
    this.#followed = undefined;
    return ++this.#choice;
  }

  #reasonForNothing(hasConfig: boolean): IdleReason {
    if (!this.#options.isTrusted()) {
      return "untrusted";
    }
    return hasConfig ? "no-run" : "no-config";
  }
}
