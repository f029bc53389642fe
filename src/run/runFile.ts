import { str as crc32 } from "crc-32";
import type { Failure } from "../base/failure";
import type { RunEvent } from "./runEvent";
import { CHECKSUM_MEMBER, RunFileReader } from "./runFileReader";

/** One line of a run file, without the line's end: JSON, its last member the checksum of what stands before it. */
export function encodeRunEvent(event: RunEvent): string {
  const json = JSON.stringify(event, (_key, value: unknown) =>
    typeof value === "number" && !Number.isFinite(value) ? String(value) : value,
  );
  const body = json.slice(0, -1);
  return `${body}${CHECKSUM_MEMBER}${(crc32(body) >>> 0).toString(16).padStart(8, "0")}"}`;
}

export interface RunFileContents {
  /** Every whole event from the start up to the first damage. The first is `run/started`. */
  readonly events: readonly RunEvent[];
  /** What was wrong with the rest: a cut-off tail, a damaged line. Empty for a run that ended well. */
  readonly problems: readonly Failure[];
}

/**
 * Reads a run file, or as much of it as is sound: a file that was cut off or damaged gives every event before the
 * damage. Never throws. For files of any size, see `RunFileReader`.
 */
export function readRunFile(text: string): RunFileContents {
  const events: RunEvent[] = [];
  const reader = new RunFileReader((event) => events.push(event));
  reader.push(new TextEncoder().encode(text));
  const problem = reader.end();
  return { events, problems: problem === undefined ? [] : [problem] };
}
