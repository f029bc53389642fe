import { buf as crc32 } from "crc-32";
import { RUN_FILE_LINE_MAX } from "../base/limits";
import { failureFromThrown, type Failure, type FailureCode } from "../base/failure";
import { quote } from "../base/text";
import { EventChecker } from "./eventChecker";
import { describeOtherVersion } from "./formatVersion";
import { readHotEvent } from "./hotEvents";
import { RUN_FORMAT_VERSION, runEventSchema, type RunEvent } from "./runEvent";
import type { RunFileDamage } from "./runFileDamage";

/** What stands between the members of an event and its checksum of eight digits. */
export const CHECKSUM_MEMBER = ',"crc":"';
const CHECKSUM_DIGITS = 8;
/** The member, the digits, and `"}`. */
const CHECKSUM_BYTES = CHECKSUM_MEMBER.length + CHECKSUM_DIGITS + 2;
const NEWLINE = 0x0a;
/** What every run file begins with, be it of another version. */
const HEADER_BEGINNING = '{"type":"';

/**
 * Reads a run file from its bytes, in pieces of any length, and hands out each event as soon as its line is whole: it
 * never holds more than a line. It hands out nothing from the first line on that is damaged, or that disagrees with
 * those before it; whoever goes on pushing learns how much of the rest is damaged.
 */
export class RunFileReader {
  private readonly onEvent: (event: RunEvent) => void;
  private readonly checker = new EventChecker();
  private readonly decoder = new TextDecoder();
  /** The beginning of a line whose end has not come yet. */
  private begun: Uint8Array[] = [];
  private begunBytes = 0;
  private line = 0;
  private problem: Failure | undefined;
  /** The line of the problem, and what is counted from there on. */
  private problemLine = 0;
  private damagedLines = 0;
  private isCutOff = false;

  constructor(onEvent: (event: RunEvent) => void) {
    this.onEvent = onEvent;
  }

  /** Takes the next bytes of the file, which the reader may keep. @returns whether all is sound so far */
  push(bytes: Uint8Array): boolean {
    let start = 0;
    for (;;) {
      const end = bytes.indexOf(NEWLINE, start);
      if (end < 0) {
        this.keep(bytes.subarray(start));
        break;
      }
      this.keep(bytes.subarray(start, end));
      this.endLine();
      start = end + 1;
    }
    return this.problem === undefined;
  }

  /** What was wrong, once the file has ended; a last line without its end counts if it is whole. */
  end(): Failure | undefined {
    if (this.begunBytes > 0) {
      const before = this.problem;
      const isLong = this.isTooLong;
      this.endLine();
      this.isCutOff = before === undefined && this.damagedLines === 1 && !isLong;
    }
    if (this.problem === undefined && this.line === 0) {
      this.problem = problem("run/file-format", "The run file is empty; it should begin with a header.");
    }
    return this.problem;
  }

  /** How much of the file is not read, once it was pushed whole and has ended; undefined if all is sound. */
  damage(): RunFileDamage | undefined {
    return this.problem === undefined
      ? undefined
      : {
          failure: this.problem,
          line: this.problemLine,
          unread: this.line - this.problemLine + 1,
          damaged: this.damagedLines,
          isCutOff: this.isCutOff,
        };
  }

  private get isTooLong(): boolean {
    return this.begunBytes > RUN_FILE_LINE_MAX;
  }

  private keep(bytes: Uint8Array): void {
    this.begunBytes += bytes.length;
    if (this.isTooLong) {
      this.begun = [];
      this.stop(
        problem(
          "run/file-format",
          `Line ${this.line + 1} of the run file is longer than ${RUN_FILE_LINE_MAX} bytes; no event is.`,
        ),
        this.line + 1,
      );
    } else if (bytes.length > 0) {
      this.begun.push(bytes);
    }
  }

  private endLine(): void {
    const bytes = this.isTooLong ? undefined : join(this.begun, this.begunBytes);
    this.begun = [];
    this.begunBytes = 0;
    this.line++;
    const body = bytes && readBody(bytes, this.decoder);
    if (body === undefined) {
      this.damagedLines++;
    }
    if (this.problem !== undefined || bytes === undefined) {
      return;
    }
    const decoded = this.decode(bytes, body);
    if (!("event" in decoded)) {
      this.stop(decoded, this.line);
      return;
    }
    const wrong = this.checker.next(decoded.event);
    if (wrong === undefined) {
      this.onEvent(decoded.event);
    } else {
      this.stop(problem("run/file-format", `Line ${this.line} of the run file ${wrong}.`), this.line);
    }
  }

  /** Nothing is handed out from this line on. */
  private stop(failure: Failure, line: number): void {
    if (this.problem === undefined) {
      this.problem = failure;
      this.problemLine = line;
    }
  }

  private decode(bytes: Uint8Array, body: Uint8Array | undefined): { readonly event: RunEvent } | Failure {
    if (
      this.line === 1 &&
      !this.decoder.decode(bytes.subarray(0, HEADER_BEGINNING.length)).startsWith(HEADER_BEGINNING)
    ) {
      return problem(
        "run/file-format",
        "The file is no run file of IB Analysis: give one that a run has written (*.ibrun, in ib-runs/); a model config (*.ib.json) has to be run first.",
      );
    }
    if (body === undefined) {
      return problem(
        "run/file-format",
        `Line ${this.line} of the run file is damaged or cut off (its checksum does not fit); what stands before it is shown.`,
      );
    }
    try {
      const value: unknown = JSON.parse(`${this.decoder.decode(body)}}`);
      const other = otherVersion(value);
      if (other !== undefined) {
        return problem("run/file-version", describeOtherVersion(other));
      }
      const hot = readHotEvent(value);
      if (hot !== undefined) {
        return { event: hot };
      }
      const parsed = runEventSchema.safeParse(value);
      if (parsed.success) {
        return { event: parsed.data };
      }
      const issue = parsed.error.issues[0];
      return problem(
        "run/file-format",
        `Line ${this.line} of the run file is no event that this version knows (${quote(issue?.path.join(".") ?? "")}: ${issue?.message ?? ""}).`,
      );
    } catch (thrown) {
      return {
        ...failureFromThrown(thrown, "run/file-format"),
        message: `Line ${this.line} of the run file is not JSON.`,
      };
    }
  }
}

/** A line's members without its checksum; undefined if the checksum does not fit them. */
function readBody(line: Uint8Array, decoder: InstanceType<typeof TextDecoder>): Uint8Array | undefined {
  const bodyBytes = Math.max(0, line.length - CHECKSUM_BYTES);
  const body = line.subarray(0, bodyBytes);
  const written = decoder.decode(line.subarray(bodyBytes));
  return bodyBytes > 0 && written === `${CHECKSUM_MEMBER}${checksum(body)}"}` ? body : undefined;
}

/** The checksum of a line's members, as the line writes it. */
export function checksum(bytes: Uint8Array): string {
  return (crc32(bytes) >>> 0).toString(16).padStart(CHECKSUM_DIGITS, "0");
}

function join(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = pieces;
  if (only !== undefined && pieces.length === 1) {
    return only;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** A header's version if it is not the one that this reader knows. */
function otherVersion(value: unknown): number | undefined {
  const isHeader =
    typeof value === "object" && value !== null && "type" in value && value.type === "run/started";
  return isHeader &&
    "version" in value &&
    typeof value.version === "number" &&
    value.version !== RUN_FORMAT_VERSION
    ? value.version
    : undefined;
}

function problem(code: FailureCode, message: string): Failure {
  return { code, message };
}
