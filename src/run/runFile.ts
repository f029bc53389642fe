import { str as crc32 } from "crc-32";
import { RUN_FILE_LINE_MAX } from "../config/limits";
import { failureFromThrown, type Failure, type FailureCode } from "../failure";
import { describeOtherVersion } from "./formatVersion";
import { RUN_FORMAT_VERSION, runEventSchema, type RunEvent } from "./runEvent";

const CHECKSUM_MEMBER = ',"crc":"';

/** One line of a run file, without the line's end: JSON, its last member the checksum of what stands before it. */
export function encodeRunEvent(event: RunEvent): string {
  const json = JSON.stringify(event, (_key, value: unknown) =>
    typeof value === "number" && !Number.isFinite(value) ? String(value) : value,
  );
  const body = json.slice(0, -1);
  return `${body}${CHECKSUM_MEMBER}${checksum(body)}"}`;
}

export interface RunFileContents {
  /** Every whole event from the start up to the first damage. The first is `run/started`. */
  readonly events: readonly RunEvent[];
  /** What was wrong with the rest: a cut-off tail, a damaged line. Empty for a run that ended well. */
  readonly problems: readonly Failure[];
}

/**
 * Reads a run file, or as much of it as is sound: a file that was cut off or damaged gives every event before the
 * damage. Never throws.
 */
export function readRunFile(text: string): RunFileContents {
  const events: RunEvent[] = [];
  const layersOfCell = new Map<string, number>();
  let start = 0;
  for (let line = 1; start < text.length; line++) {
    const lineEnd = text.indexOf("\n", start);
    const end = lineEnd < 0 ? text.length : lineEnd;
    const decoded = decodeLine(text.slice(start, Math.min(end, start + RUN_FILE_LINE_MAX + 1)), line);
    const refused = "event" in decoded ? refusal(decoded.event, line, layersOfCell) : decoded;
    if (refused !== undefined) {
      return { events, problems: [refused] };
    }
    if ("event" in decoded) {
      events.push(decoded.event);
    }
    start = end + 1;
  }
  return events.length > 0
    ? { events, problems: [] }
    : {
        events,
        problems: [problem("run/file-format", "The run file is empty; it should begin with a header.")],
      };
}

/**
 * What is wrong with a sound line in its place: the first must be a header and no later one may be; a cell starts
 * once, and what it measures has as many layers as it started with.
 */
function refusal(event: RunEvent, line: number, layersOfCell: Map<string, number>): Failure | undefined {
  const wrong = (found: string): Failure =>
    problem("run/file-format", `Line ${line} of the run file ${found}.`);
  if ((event.type === "run/started") !== (line === 1)) {
    return wrong(
      line === 1
        ? `is "${event.type}"; it should be "run/started"`
        : "is a second header; there should be one",
    );
  }
  if (!("cell" in event)) {
    return undefined;
  }
  const cell = `variant ${event.cell.variant}, seed ${event.cell.seed}`;
  const layers = layersOfCell.get(cell);
  if ((event.type === "cell/started") !== (layers === undefined)) {
    return wrong(
      layers === undefined ? `speaks of ${cell}, which has not started` : `starts ${cell} a second time`,
    );
  }
  if (event.type === "cell/started") {
    layersOfCell.set(cell, event.layers.length);
    return undefined;
  }
  const measured =
    event.type === "cell/epoch" ? [event] : event.type === "cell/snapshot" ? event.estimates : [];
  const other = measured.find((part) => part.layers.length !== layers);
  return other === undefined
    ? undefined
    : wrong(`has ${other.layers.length} layers; ${cell} has ${layers ?? 0}`);
}

function decodeLine(line: string, number: number): { readonly event: RunEvent } | Failure {
  if (line.length > RUN_FILE_LINE_MAX) {
    return problem(
      "run/file-format",
      `Line ${number} of the run file is longer than ${RUN_FILE_LINE_MAX} characters; no event is.`,
    );
  }
  const bodyEnd = line.lastIndexOf(CHECKSUM_MEMBER);
  const body = line.slice(0, Math.max(0, bodyEnd));
  if (bodyEnd < 0 || line.slice(bodyEnd) !== `${CHECKSUM_MEMBER}${checksum(body)}"}`) {
    return problem(
      "run/file-format",
      `Line ${number} of the run file is damaged or cut off (its checksum does not fit); what stands before it is shown.`,
    );
  }
  try {
    const value: unknown = JSON.parse(`${body}}`);
    const other = otherVersion(value);
    if (other !== undefined) {
      return problem("run/file-version", describeOtherVersion(other));
    }
    const parsed = runEventSchema.safeParse(value);
    if (parsed.success) {
      return { event: parsed.data };
    }
    const issue = parsed.error.issues[0];
    return problem(
      "run/file-format",
      `Line ${number} of the run file is no event that this version knows (${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}).`,
    );
  } catch (thrown) {
    return {
      ...failureFromThrown(thrown, "run/file-format"),
      message: `Line ${number} of the run file is not JSON.`,
    };
  }
}

/** A header's version where it is not the one that this reader knows. */
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

function checksum(text: string): string {
  return (crc32(text) >>> 0).toString(16).padStart(8, "0");
}

function problem(code: FailureCode, message: string): Failure {
  return { code, message };
}
