import { mkdir, open, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { failureFromThrown, succeed, type Failure, type Result } from "../failure";
import { encodeRunEvent } from "../run/runFile";
import type { RunEvent } from "../run/runEvent";

/** Hundreds of events may come in a second, and a write costs more than many of them. */
const GATHER_MS = 50;

/**
 * Appends events to a run file, one whole line each. Writes queue up behind each other, so lines never mix. The
 * first write that fails ends the recording, not the run: `onFailure` is told once.
 */
export class RunFileWriter {
  readonly path: string;
  private readonly file: FileHandle;
  private readonly onFailure: (failure: Failure) => void;
  private queue: Promise<void> = Promise.resolve();
  private waiting: string[] = [];
  private failed = false;
  private timer: NodeJS.Timeout | undefined;

  private constructor(path: string, file: FileHandle, onFailure: (failure: Failure) => void) {
    this.path = path;
    this.file = file;
    this.onFailure = onFailure;
  }

  /** Creates the file; one of that name must not exist. The folder is made where it is missing. */
  static async create(
    folder: string,
    name: string,
    onFailure: (failure: Failure) => void,
  ): Promise<Result<RunFileWriter>> {
    const path = join(folder, name);
    try {
      await mkdir(folder, { recursive: true });
      return succeed(new RunFileWriter(path, await open(path, "wx"), onFailure));
    } catch (thrown) {
      return { ok: false, failure: writeFailure(path, thrown) };
    }
  }

  /** Queues the event; what comes within a moment, or piles up behind a slow write, goes out in one piece. */
  append(event: RunEvent): void {
    this.waiting.push(`${encodeRunEvent(event)}\n`);
    this.timer ??= setTimeout(() => {
      this.flushNext();
    }, GATHER_MS);
  }

  /** Settles when all that was appended is written and the file is closed. Never rejects. */
  async close(): Promise<void> {
    this.flushNext();
    await this.queue;
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
    } catch (thrown) {
      this.fail(thrown);
    }
  }

  private fail(thrown: unknown): void {
    if (!this.failed) {
      this.failed = true;
      this.onFailure(writeFailure(this.path, thrown));
    }
  }
}

function writeFailure(path: string, thrown: unknown): Failure {
  const failure = failureFromThrown(thrown, "run/file-write");
  return { ...failure, message: `The run file ${path} cannot be written: ${failure.message}.` };
}
