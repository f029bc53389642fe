import { mkdir, open, rename, rm, stat, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { RUN_FILE_BYTES_MAX, RUN_FILE_LINE_MAX, RUN_LOCK_REFRESH_MS } from "../base/limits";
import { failureFromThrown, succeed, type Failure, type Result } from "../base/failure";
import { encodeRunEvent } from "../run/runFile";
import type { RunEvent } from "../run/runEvent";
import { holdRunLock, type RunLock } from "./runLock";
import { errorCode } from "./errorCode";

/** Hundreds of events may come in a second, and a write costs more than many of them. */
const GATHER_MS = 50;

/**
 * Appends events to a run file, one whole line each. Writes queue up behind each other, so lines never mix. The
 * first write that fails ends the recording, not the run: `onFailure` is told once, also where the file is removed
 * or would grow larger than can be read.
 * A lock beside the file says as long as it is open that its run goes on.
 */
export class RunFileWriter {
  readonly path: string;
  private readonly file: FileHandle;
  private readonly lock: RunLock;
  private readonly onFailure: (failure: Failure) => void;
  private readonly watch: NodeJS.Timeout;
  private queue: Promise<void> = Promise.resolve();
  private waiting: string[] = [];
  private failed = false;
  /** What the file may have, and what it has with what is waiting. */
  private readonly bytesMax: number;
  private bytes = 0;
  private isFull = false;
  private isTold = false;
  private timer: NodeJS.Timeout | undefined;

  private constructor(
    path: string,
    file: FileHandle,
    lock: RunLock,
    onFailure: (failure: Failure) => void,
    bytesMax: number,
  ) {
    this.path = path;
    this.bytesMax = bytesMax;
    this.file = file;
    this.lock = lock;
    this.onFailure = onFailure;
    // Also where nothing is written for long.
    this.watch = setInterval(() => {
      void this.lookForFile();
    }, RUN_LOCK_REFRESH_MS);
    this.watch.unref();
  }

  /** Creates the file; one of that name must not exist. The folder is made if it is missing. */
  static async create(
    folder: string,
    name: string,
    onFailure: (failure: Failure) => void,
    bytesMax = RUN_FILE_BYTES_MAX,
  ): Promise<Result<RunFileWriter>> {
    const path = join(folder, name);
    try {
      await mkdir(folder, { recursive: true });
      const file = await open(path, "wx");
      return succeed(new RunFileWriter(path, file, await holdRunLock(path), onFailure, bytesMax));
    } catch (thrown) {
      return { ok: false, failure: writeFailure(path, "created", thrown) };
    }
  }

  /**
   * Puts a file with these events in the place of one that is there, whole or not at all, and appends to it: for a run
   * that goes on where it was cut off.
   */
  static async resume(
    folder: string,
    name: string,
    events: Iterable<RunEvent>,
    onFailure: (failure: Failure) => void,
    bytesMax = RUN_FILE_BYTES_MAX,
  ): Promise<Result<RunFileWriter>> {
    const path = join(folder, name);
    const unfinished = `${path}.resumed`;
    try {
      await rm(unfinished, { force: true });
      const file = await open(unfinished, "wx");
      let bytes = 0;
      for (const event of events) {
        const line = `${encodeRunEvent(event)}\n`;
        bytes += Buffer.byteLength(line);
        await file.appendFile(line);
      }
      await file.sync();
      await rename(unfinished, path);
      const writer = new RunFileWriter(path, file, await holdRunLock(path), onFailure, bytesMax);
      writer.bytes = bytes;
      return succeed(writer);
    } catch (thrown) {
      return { ok: false, failure: writeFailure(path, "written", thrown) };
    }
  }

  /** Queues the event; what comes within a moment, or piles up behind a slow write, goes out in one piece. */
  append(event: RunEvent): void {
    if (this.isFull || this.failed) {
      return;
    }
    const line = `${encodeRunEvent(event)}\n`;
    const length = Buffer.byteLength(line);
    if (length > RUN_FILE_LINE_MAX || this.bytes + length > this.bytesMax) {
      this.isFull = true;
      this.tell(
        new Error(
          length > RUN_FILE_LINE_MAX
            ? `an event has ${length} bytes, and at most ${RUN_FILE_LINE_MAX} can be read again`
            : `it has ${this.bytes} bytes, and at most ${this.bytesMax} can be read again; take fewer networks, snapshots, recorded epochs or estimators`,
        ),
      );
      return;
    }
    this.bytes += length;
    this.waiting.push(line);
    this.timer ??= setTimeout(() => {
      this.flushNext();
    }, GATHER_MS);
  }

  /** Settles when all that was appended is written and the file is closed. Never rejects. */
  async close(): Promise<void> {
    this.flushNext();
    await this.queue;
    clearInterval(this.watch);
    await this.lookForFile();
    await this.lock.release();
    try {
      await this.file.close();
    } catch (thrown) {
      this.fail(thrown);
    }
  }

  private flushNext(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.queue = this.queue.then(() => this.flush());
  }

  private async flush(): Promise<void> {
    const lines = this.waiting;
    this.waiting = [];
    if (lines.length === 0 || this.failed) {
      return;
    }
    try {
      await this.file.appendFile(lines.join(""));
      await this.lookForFile();
    } catch (thrown) {
      this.fail(thrown);
    }
  }

  /** Whether the file is still where it was made: one that was removed can be written to, and is nowhere. */
  private async lookForFile(): Promise<void> {
    if (this.failed) {
      return;
    }
    try {
      const [own, there] = await Promise.all([this.file.stat(), stat(this.path)]);
      if (own.ino !== there.ino || own.dev !== there.dev) {
        this.fail(new Error("another file has taken its place"));
      }
    } catch (thrown) {
      this.fail(
        errorCode(thrown) === "ENOENT" ? new Error("it was removed or moved while the run goes on") : thrown,
      );
    }
  }

  private fail(thrown: unknown): void {
    if (!this.failed) {
      this.failed = true;
      this.tell(thrown);
    }
  }

  /** What came before the file was full is still written, and may fail in its turn. */
  private tell(thrown: unknown): void {
    if (!this.isTold) {
      this.isTold = true;
      this.onFailure(writeFailure(this.path, "written", thrown));
    }
  }
}

/** What Node's codes mean, as the end of a sentence; making the folder fails with the code of an existing file too. */
const WRITE_FAILURES: ReadonlyMap<string, string> = new Map([
  ["open EEXIST", "there is one already"],
  ["mkdir EEXIST", "its folder is a file"],
  ["mkdir ENOTDIR", "its folder is a file"],
  ["mkdir EACCES", "the permission to make its folder is missing"],
  ["open EACCES", "the permission to write it is missing"],
  ["open EPERM", "the permission to write it is missing"],
  ["write ENOSPC", "the disk is full"],
]);

function writeFailure(path: string, what: "created" | "written", thrown: unknown): Failure {
  const failure = failureFromThrown(thrown, "run/file-write");
  const { syscall = "", code = "" } = thrown as NodeJS.ErrnoException;
  const why = WRITE_FAILURES.get(`${syscall} ${code}`) ?? failure.message;
  return { ...failure, message: `The run file ${path} cannot be ${what}: ${why}.` };
}
