import { fail } from "../base/failure";
import type { IdleReason } from "../view/viewMessages";
import type { RunController } from "./runController";
import type { RunLibrary, StoredRun } from "./runLibrary";
import type { RunRecord } from "../view/runRecord";
import type { ShownRun } from "./shownRun";

/** A view that says one of these keeps saying so until something is chosen. */
const KEPT_REASONS: readonly IdleReason[] = ["run-unavailable", "run-damaged"];

export interface RunPresenterOptions {
  readonly shownRun: ShownRun;
  readonly library: Pick<RunLibrary, "list" | "find" | "look" | "load" | "readMore">;
  readonly controller: Pick<RunController, "run">;
  /** The address of a file on this computer. */
  readonly addressOf: (path: string) => string;
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
  /** The address of what is shown, once its file was there. */
  #seen: string | undefined;
  /** The choice that is being carried out. */
  #finding: Promise<void> = Promise.resolve();

  constructor(options: RunPresenterOptions) {
    this.#options = options;
  }

  /** Shows the run of this window. */
  showLive(): void {
    const { controller, shownRun, addressOf } = this.#options;
    if (controller.run !== undefined) {
      this.#choose();
      const { record, runFile } = controller.run;
      shownRun.show({ kind: "run", source: record, uri: addressOf(runFile) });
    }
  }

  /** Shows the run in a file, whatever other file has the same run. */
  async showFile(uri: string): Promise<void> {
    const { controller, library, shownRun, addressOf } = this.#options;
    if (controller.run !== undefined && addressOf(controller.run.runFile) === uri) {
      this.showLive();
      return;
    }
    const choice = this.#choose();
    shownRun.show({ kind: "none", reason: "loading" });
    this.#finding = (async () => {
      await this.#showStored((await library.look(uri)) ?? "gone", choice);
    })();
    await this.#finding;
  }

  /** Shows the run that a view had before: its file if the list has that, else the run wherever it is. */
  async showAgain(runId: string, uri: string | undefined): Promise<void> {
    const { controller, library } = this.#options;
    // What a view kept is not believed: only a file that is a run of the workspace is opened.
    const known =
      controller.run?.runId === runId ? undefined : (await library.list()).find((run) => run.uri === uri);
    await (known?.summary.ok === true && known.summary.value.runId === runId
      ? this.showFile(known.uri)
      : this.showRun(runId));
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
    if (shown.kind === "none" && !KEPT_REASONS.includes(shown.reason)) {
      await this.showSomething();
    }
  }

  /** Shows the run of this window, else the newest stored one, else what is missing; what is shown already stays. */
  async showSomething(): Promise<void> {
    // One after the other, and after a run that is being loaded: two views that are ready at once ask for one thing.
    this.#finding = this.#finding.catch(() => undefined).then(() => this.#chooseSomething());
    await this.#finding;
  }

  /** A run file changed: shows what has come to the shown run, if another window writes it, or that its file is gone. */
  async followShown(): Promise<void> {
    this.#following = this.#following.then(async () => {
      await this.#readMore();
      await this.#noticeGone();
    });
    await this.#following;
  }

  /** A run that could never be recorded is not gone: its file must have been there. */
  async #noticeGone(): Promise<void> {
    const { library, shownRun } = this.#options;
    const { shown } = shownRun;
    if (shown.kind !== "run" || shown.uri === undefined) {
      return;
    }
    if ((await library.look(shown.uri)) !== undefined) {
      this.#seen = shown.uri;
    } else if (this.#seen === shown.uri && shownRun.shown === shown) {
      this.#choose();
      const name = shown.source.header?.configName;
      shownRun.show({
        kind: "none",
        reason: "run-unavailable",
        detail: `The file of the run${name === undefined ? "" : ` of ${name}`} was deleted or moved.`,
      });
    }
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
        ? fail("run/file-unreadable", "Its file is no longer there.")
        : await library.load(stored.uri, this.#loading.signal, (record) => {
            // What has been read of a large file is shown while the rest is.
            if (choice !== this.#choice || record.header === undefined) {
              return;
            }
            if (shownRun.shown.kind === "run" && shownRun.shown.source === record) {
              shownRun.noteGrowth(record);
            } else {
              shownRun.show({ kind: "run", source: record, uri: stored.uri });
            }
          });
    if (choice !== this.#choice) {
      return;
    }
    if (loaded.ok && stored !== "gone") {
      this.#followed = loaded.value.goesOnElsewhere ? { uri: stored.uri, record: loaded.value } : undefined;
      this.#seen = stored.uri;
      shownRun.show({ kind: "run", source: loaded.value, uri: stored.uri });
    } else if (!loaded.ok) {
      const { code, message } = loaded.failure;
      const reason = code === "run/file-unreadable" ? "run-unavailable" : "run-damaged";
      shownRun.show({ kind: "none", reason, detail: describeFile(stored, message) });
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

/** What is wrong with a file, with its name. */
function describeFile(stored: StoredRun | "gone", message: string): string {
  return stored === "gone"
    ? message
    : `${decodeURIComponent(stored.uri.split("/").at(-1) ?? "")}: ${message}`;
}
