import { fail, failureFromThrown, succeed, type Result } from "../failure";
import type { readRunFile } from "../run/runFile";
import { RunRecord } from "../run/runRecord";
import type { Clock } from "./clock";
import { DisposableStore, type Disposable } from "./disposableStore";
import type { RunFileParts, RunSummary, summarizeRun } from "./runSummary";
import { Signal, type Listenable } from "./signal";
import { throttle, type Throttle } from "./throttle";

/** The run files of the workspace, wherever they lie. */
export interface RunStore {
  /** Addresses of all run files. */
  find(): Promise<readonly string[]>;
  /** Changes when the file's content does. */
  stamp(uri: string): Promise<{ readonly modifiedAt: number; readonly bytes: number }>;
  readParts(uri: string): Promise<RunFileParts>;
  readText(uri: string): Promise<string>;
  /** A run file came, went or changed. */
  readonly onDidChange: Listenable<void>;
}

/** Reads run files; loaded when there is one to read. */
export interface RunReader {
  readonly readRunFile: typeof readRunFile;
  readonly summarizeRun: typeof summarizeRun;
}

/** A stored run in the list: its summary, or why it has none. */
export interface StoredRun {
  readonly uri: string;
  readonly modifiedAt: number;
  readonly summary: Result<RunSummary>;
}

/** Least time between two looks at the workspace; a run that is written changes its file many times a second. */
const REFRESH_INTERVAL_MS = 500;
/** How many files are looked at at once. */
const READ_AT_ONCE = 16;

interface KnownRun extends StoredRun {
  readonly bytes: number;
}

/** Knows the stored runs of the workspace, the newest first. It looks for them when it is first asked. */
export class RunLibrary implements Disposable {
  readonly #store: RunStore;
  readonly #loadReader: () => Promise<RunReader>;
  readonly #disposables = new DisposableStore();
  readonly #changeSignal = new Signal<void>();
  readonly #refreshSoon: Throttle;
  #known: ReadonlyMap<string, KnownRun> = new Map();
  #firstLook: Promise<void> | undefined;
  #looking: Promise<void> = Promise.resolve();

  /** The list differs from what it was. */
  readonly onDidChange = this.#changeSignal.on;

  constructor(store: RunStore, loadReader: () => Promise<RunReader>, clock: Clock) {
    this.#store = store;
    this.#loadReader = loadReader;
    this.#refreshSoon = this.#disposables.add(
      throttle(
        () => {
          void this.refresh();
        },
        REFRESH_INTERVAL_MS,
        clock,
      ),
    );
    this.#disposables.add(
      store.onDidChange(() => {
        this.noteChange();
      }),
    );
  }

  /** All stored runs, the newest first; waits for the first look at the workspace. */
  async list(): Promise<readonly StoredRun[]> {
    this.#firstLook ??= this.refresh();
    await this.#firstLook;
    return [...this.#known.values()].sort((a, b) => createdAt(b).localeCompare(createdAt(a)));
  }

  /** Looks again, after any look that goes on. Files that did not change are not read again. */
  refresh(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#look());
    return this.#looking;
  }

  /** Some run file came, went or changed: looks again soon, if anyone has looked at all. */
  noteChange(): void {
    if (this.#firstLook !== undefined) {
      this.#refreshSoon.request();
    }
  }

  /** Reads a stored run whole. One that was cut off is told by its status. */
  async load(uri: string): Promise<Result<RunRecord>> {
    try {
      const [text, { readRunFile }] = await Promise.all([this.#store.readText(uri), this.#loadReader()]);
      const { events, problems } = readRunFile(text);
      const [problem] = problems;
      if (events.length === 0) {
        return {
          ok: false,
          failure: problem ?? { code: "run/file-format", message: "The run file is empty." },
        };
      }
      const record = new RunRecord();
      for (const event of events) {
        record.apply(event);
      }
      record.markInterrupted();
      return succeed(record);
    } catch (thrown) {
      return unreadableRun(thrown);
    }
  }

  /** Where the run with this id is stored. */
  async find(runId: string): Promise<StoredRun | undefined> {
    const runs = await this.list();
    return runs.find(({ summary }) => summary.ok && summary.value.runId === runId);
  }

  /** The run at this address, if it is one that the list has. */
  get(uri: string): StoredRun | undefined {
    return this.#known.get(uri);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #look(): Promise<void> {
    let uris: readonly string[];
    try {
      uris = await this.#store.find();
    } catch {
      // The workspace is going away, or a search of it failed: what is known stays known.
      return;
    }
    const found = new Map<string, KnownRun>();
    for (let start = 0; start < uris.length; start += READ_AT_ONCE) {
      const runs = await Promise.all(uris.slice(start, start + READ_AT_ONCE).map((uri) => this.#lookAt(uri)));
      for (const run of runs.filter((each) => each !== undefined)) {
        found.set(run.uri, run);
      }
    }
    if (this.#disposables.disposed) {
      return;
    }
    const changed =
      found.size !== this.#known.size || [...found].some(([uri, run]) => this.#known.get(uri) !== run);
    this.#known = found;
    if (changed) {
      this.#changeSignal.fire();
    }
  }

  /** One file, so that one that fails never hides the others. Undefined where it is gone. */
  async #lookAt(uri: string): Promise<KnownRun | undefined> {
    let stamp: Awaited<ReturnType<RunStore["stamp"]>>;
    try {
      stamp = await this.#store.stamp(uri);
    } catch {
      return undefined;
    }
    const known = this.#known.get(uri);
    if (known?.modifiedAt === stamp.modifiedAt && known.bytes === stamp.bytes) {
      return known;
    }
    try {
      const { summarizeRun } = await this.#loadReader();
      return { uri, ...stamp, summary: summarizeRun(await this.#store.readParts(uri)) };
    } catch (thrown) {
      return { uri, ...stamp, summary: unreadableRun(thrown) };
    }
  }
}

function createdAt({ summary, modifiedAt }: StoredRun): string {
  return summary.ok ? summary.value.createdAt : new Date(modifiedAt).toISOString();
}

function unreadableRun(thrown: unknown): Result<never> {
  const { message, detail } = failureFromThrown(thrown);
  return fail(
    "run/file-unreadable",
    `The run file cannot be read: ${message}`,
    detail === undefined ? {} : { detail },
  );
}
