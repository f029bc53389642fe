import { RUN_LOCK_STALE_MS } from "../base/limits";
import { fail, failureFromThrown, succeed, type Failure, type Result } from "../base/failure";
import type { OpenFile } from "../disk/openFile";
import type { RunFileReading } from "../disk/readRunEvents";
import { RunRecord } from "../view/runRecord";
import type { Clock } from "./clock";
import { DisposableStore, type Disposable } from "./disposableStore";
import { readRunFileParts } from "./runFileParts";
import type { RunSummary, summarizeRun } from "./runSummary";
import { Signal, type Listenable } from "./signal";
import { throttle, type Throttle } from "./throttle";

/** The run files of the workspace, wherever they lie. */
export interface RunStore {
  /** Addresses of all run files. */
  find(): Promise<readonly string[]>;
  /** Changes when the file's content does. */
  stamp(uri: string): Promise<{
    readonly modifiedAt: number;
    readonly bytes: number;
    /** Whether another window or process is writing it. */
    readonly isWrittenElsewhere?: boolean;
  }>;
  open(uri: string): Promise<OpenFile>;
  /** The run file at an address changed; undefined if some came or went. */
  readonly onDidChange: Listenable<string | undefined>;
}

/** Reads run files; loaded when there is one to read. */
export interface RunReader {
  readonly RunFileReading: typeof RunFileReading;
  readonly summarizeRun: typeof summarizeRun;
}

/** A stored run in the list: its summary, or why it has none. */
export interface StoredRun {
  readonly uri: string;
  readonly modifiedAt: number;
  readonly summary: Result<RunSummary>;
  readonly isWrittenElsewhere?: boolean;
  /** What was found to be wrong further on in the file when it was opened last; a list reads its two ends only. */
  readonly damage?: string;
}

/** Whether a run that has no end yet goes on in another window. */
export function runsElsewhere({ summary, isWrittenElsewhere }: StoredRun): boolean {
  return isWrittenElsewhere === true && summary.ok && summary.value.status === "interrupted";
}

/** Least time between two looks at the workspace; a run that is written changes its file many times a second. */
const REFRESH_INTERVAL_MS = 500;
/** How many files are looked at at once. */
const READ_AT_ONCE = 16;
/** How many runs are listed at first, and how many more each time that more are asked for. */
const LISTED_AT_ONCE = 200;

interface Stamped extends Pick<StoredRun, "isWrittenElsewhere"> {
  readonly uri: string;
  readonly modifiedAt: number;
  readonly bytes: number;
}

interface KnownRun extends StoredRun, Stamped {}

/**
 * Knows the stored runs of the workspace, the newest first. It looks for them when it is first asked, and reads no
 * more of them than are listed.
 */
export class RunLibrary implements Disposable {
  readonly #store: RunStore;
  readonly #clock: Clock;
  #stopWatching: (() => void) | undefined;
  readonly #loadReader: () => Promise<RunReader>;
  readonly #disposables = new DisposableStore();
  readonly #changeSignal = new Signal<void>();
  readonly #refreshSoon: Throttle;
  /** How far the file of a record was read. */
  readonly #readings = new WeakMap<RunRecord, RunFileReading>();
  #known: ReadonlyMap<string, KnownRun> = new Map();
  /** Those that were found and are not listed, the newest first. */
  #unlisted: readonly Stamped[] = [];
  #most = LISTED_AT_ONCE;
  /** What is to be looked at again: everything, or files that changed. */
  #pending: "all" | Set<string> = new Set();
  #firstLook: Promise<void> | undefined;
  #looking: Promise<void> = Promise.resolve();

  /** The list differs from what it was. */
  readonly onDidChange = this.#changeSignal.on;

  constructor(store: RunStore, loadReader: () => Promise<RunReader>, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    this.#disposables.add({
      dispose: () => {
        this.#stopWatching?.();
      },
    });
    this.#loadReader = loadReader;
    this.#refreshSoon = this.#disposables.add(
      throttle(
        () => {
          void this.#refreshPending();
        },
        REFRESH_INTERVAL_MS,
        clock,
      ),
    );
    this.#disposables.add(
      store.onDidChange((uri) => {
        this.noteChange(uri);
      }),
    );
  }

  /** How many stored runs are not listed, because they are older than those that are. */
  get unlisted(): number {
    return this.#unlisted.length;
  }

  /** Lists more of the older runs. */
  async listMore(): Promise<void> {
    this.#most += LISTED_AT_ONCE;
    await this.refresh();
  }

  /** The listed runs, the newest first; waits for the first look at the workspace. */
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

  /**
   * A run file came, went or changed: looks again soon, if anyone has looked at all.
   * @param uri the file that changed; without it, everything is looked at
   */
  noteChange(uri?: string): void {
    if (this.#firstLook === undefined) {
      return;
    }
    if (uri === undefined) {
      this.#pending = "all";
    } else if (this.#pending !== "all") {
      this.#pending.add(uri);
    }
    this.#refreshSoon.request();
  }

  /**
   * Reads a stored run whole, and lets other work go on meanwhile. One that was cut off, that is damaged further on,
   * or that another window writes, is told by its status.
   */
  async load(
    uri: string,
    signal?: AbortSignal,
    onPiece?: (record: RunRecord) => void,
  ): Promise<Result<RunRecord>> {
    try {
      const { RunFileReading } = await this.#loadReader();
      const record = new RunRecord();
      const reading = new RunFileReading((event) => {
        record.apply(event);
      });
      this.#readings.set(record, reading);
      const problem = await this.#readOn(uri, record, reading, signal, (share) => {
        record.markOpening(share);
        onPiece?.(record);
      });
      if (record.header === undefined) {
        return {
          ok: false,
          failure: problem ?? { code: "run/file-format", message: "The run file is empty." },
        };
      }
      return succeed(record);
    } catch (thrown) {
      return unreadableRun(thrown);
    }
  }

  /** Reads what has come to the file of a loaded run since. Never rejects; one call at a time. */
  async readMore(uri: string, record: RunRecord, signal?: AbortSignal): Promise<void> {
    const reading = this.#readings.get(record);
    if (reading === undefined) {
      return;
    }
    try {
      await this.#readOn(uri, record, reading, signal);
    } catch (thrown) {
      if (signal?.aborted !== true) {
        record.markInterrupted(describeUnreadable(thrown));
      }
    }
  }

  /** Where the run with this id is stored, among all runs. */
  async find(runId: string): Promise<StoredRun | undefined> {
    const isIt = ({ summary }: StoredRun): boolean => summary.ok && summary.value.runId === runId;
    const listed = (await this.list()).find(isIt);
    if (listed !== undefined) {
      return listed;
    }
    // Most files have the name of their run.
    const isNamed = ({ uri }: Stamped): boolean => uri.endsWith(`/${encodeURIComponent(runId)}.ibrun`);
    const others = [...this.#unlisted.filter(isNamed), ...this.#unlisted.filter((each) => !isNamed(each))];
    for (let start = 0; start < others.length; start += READ_AT_ONCE) {
      const runs = await Promise.all(
        others.slice(start, start + READ_AT_ONCE).map((each) => this.#read(each)),
      );
      const found = runs.find(isIt);
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }

  /** The run at this address, if it is one that the list has. */
  get(uri: string): StoredRun | undefined {
    return this.#known.get(uri);
  }

  /** The run at this address, in the list or not; undefined if there is no file. */
  async look(uri: string): Promise<StoredRun | undefined> {
    const stamped = await this.#stamp(uri);
    return stamped === undefined ? undefined : await this.#read(stamped);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #readOn(
    uri: string,
    record: RunRecord,
    reading: RunFileReading,
    signal: AbortSignal | undefined,
    onPiece?: (share: number) => void,
  ): Promise<Failure | undefined> {
    // Asked before: a run that ends meanwhile has its end in the file.
    const goesOn = (await this.#stamp(uri))?.isWrittenElsewhere === true;
    await this.#withFile(uri, (file) => reading.readOn(file, signal, onPiece));
    if (goesOn && reading.isSound) {
      record.markElsewhere();
      return undefined;
    }
    const problem = reading.end();
    record.markInterrupted(problem?.message);
    if (problem !== undefined && !reading.isSound) {
      this.#noteDamage(uri, problem.message);
    }
    return problem;
  }

  /** Kept until the file changes. */
  #noteDamage(uri: string, damage: string): void {
    const known = this.#known.get(uri);
    if (known?.summary.ok === true && known.damage !== damage) {
      this.#become(new Map([...this.#known, [uri, { ...known, damage }]]), this.#unlisted);
    }
  }

  async #withFile<T>(uri: string, use: (file: OpenFile) => Promise<T>): Promise<T> {
    const file = await this.#store.open(uri);
    try {
      return await use(file);
    } finally {
      await file.close();
    }
  }

  #refreshPending(): Promise<void> {
    const pending = this.#pending;
    this.#pending = new Set();
    if (pending === "all" || [...pending].some((uri) => !this.#known.has(uri))) {
      return this.refresh();
    }
    this.#looking = this.#looking.then(() => this.#lookAgain([...pending]));
    return this.#looking;
  }

  /** Looks at files that are listed: a run that is written changes its file many times, and no other. */
  async #lookAgain(uris: readonly string[]): Promise<void> {
    const known = new Map(this.#known);
    for (const uri of uris) {
      const stamped = await this.#stamp(uri);
      if (stamped === undefined) {
        known.delete(uri);
      } else {
        known.set(uri, await this.#read(stamped));
      }
    }
    this.#become(known, this.#unlisted);
  }

  async #look(): Promise<void> {
    let uris: readonly string[];
    try {
      uris = await this.#store.find();
    } catch {
      // The workspace is going away, or a search failed: what is known stays known.
      return;
    }
    const stamped = (await mapSome(uris, (uri) => this.#stamp(uri))).filter((each) => each !== undefined);
    stamped.sort((a, b) => b.modifiedAt - a.modifiedAt);
    const runs = await mapSome(stamped.slice(0, this.#most), (each) => this.#read(each));
    this.#become(new Map(runs.map((run) => [run.uri, run])), stamped.slice(this.#most));
  }

  #become(known: ReadonlyMap<string, KnownRun>, unlisted: readonly Stamped[]): void {
    if (this.#disposables.disposed) {
      return;
    }
    const changed =
      known.size !== this.#known.size ||
      unlisted.length !== this.#unlisted.length ||
      [...known].some(([uri, run]) => this.#known.get(uri) !== run);
    this.#known = known;
    this.#unlisted = unlisted;
    if (changed) {
      this.#changeSignal.fire();
    }
    this.#watchOthers();
  }

  /** Looks again later where another window writes a run: the end of a process that is killed changes no file. */
  #watchOthers(): void {
    this.#stopWatching?.();
    this.#stopWatching = [...this.#known.values()].some(runsElsewhere)
      ? this.#clock.after(RUN_LOCK_STALE_MS, () => {
          this.noteChange();
        })
      : undefined;
  }

  /** Undefined if the file is gone. */
  async #stamp(uri: string): Promise<Stamped | undefined> {
    try {
      return { uri, ...(await this.#store.stamp(uri)) };
    } catch {
      return undefined;
    }
  }

  /** One file, so that one that fails never hides the others. */
  async #read(stamped: Stamped): Promise<KnownRun> {
    const { uri, modifiedAt, bytes } = stamped;
    const known = this.#known.get(uri);
    if (
      known?.modifiedAt === modifiedAt &&
      known.bytes === bytes &&
      known.isWrittenElsewhere === stamped.isWrittenElsewhere
    ) {
      return known;
    }
    try {
      const { summarizeRun } = await this.#loadReader();
      return { ...stamped, summary: summarizeRun(await this.#withFile(uri, readRunFileParts)) };
    } catch (thrown) {
      return { ...stamped, summary: unreadableRun(thrown) };
    }
  }
}

/** Some at once: each alone would wait, and all together would take every file handle. */
async function mapSome<From, To>(items: readonly From[], map: (item: From) => Promise<To>): Promise<To[]> {
  const mapped: To[] = [];
  for (let start = 0; start < items.length; start += READ_AT_ONCE) {
    mapped.push(...(await Promise.all(items.slice(start, start + READ_AT_ONCE).map(map))));
  }
  return mapped;
}

function createdAt({ summary, modifiedAt }: StoredRun): string {
  return summary.ok ? summary.value.createdAt : new Date(modifiedAt).toISOString();
}

function unreadableRun(thrown: unknown): Result<never> {
  const { detail } = failureFromThrown(thrown);
  return fail("run/file-unreadable", describeUnreadable(thrown), detail === undefined ? {} : { detail });
}

function describeUnreadable(thrown: unknown): string {
  return `The run file cannot be read: ${failureFromThrown(thrown).message.replace(/\.$/, "")}.`;
}
