import { fail, succeed, type Result } from "../base/failure";
import type { RunStatus } from "../run/progress";
import { describeOtherVersion } from "../run/formatVersion";
import { RUN_FORMAT_VERSION, runEventSchema, type RunEvent } from "../run/runEvent";

/** The beginning and the end of a run file: enough to list it, however long it is. */
export interface RunFileParts {
  /** Holds at least the first line, or the whole file. */
  readonly head: string;
  /** The last lines; the first of them may be cut off. */
  readonly tail: string;
}

/** What a list says of a stored run. */
export interface RunSummary {
  readonly runId: string;
  readonly configName: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly status: RunStatus;
  readonly failure?: string;
  /** Left out when the config is one of another version. */
  readonly epochs?: number;
  readonly networks: number;
  /** How many networks diverged, and after which epoch the only one did; left out when none did. */
  readonly diverged?: { readonly networks: number; readonly epoch?: number };
  /** Of the last snapshot if there is one network: the epoch, and the last layer's I(X;T) and I(T;Y) in bits. */
  readonly lastSnapshot?: { readonly epoch: number; readonly ixt: number; readonly ity: number };
  /** Left out if there are several networks. */
  readonly testAccuracy?: number;
}

/**
 * Reads what a list needs from the ends of a run file. Checksums are left to the reader that opens the file; here
 * a damaged line is one that does not parse, and is passed over.
 */
export function summarizeRun({ head, tail }: RunFileParts): Result<RunSummary> {
  const firstLine = head.slice(0, lineEnd(head));
  const header = parseEvent(firstLine);
  if (header?.type !== "run/started") {
    return fail("run/file-format", "The run file does not begin with a header; it is no run of IB Analysis.");
  }
  if (header.version !== RUN_FORMAT_VERSION) {
    return fail("run/file-version", describeOtherVersion(header.version));
  }
  const { runId, configName, createdAt, config, cells } = header;
  const { status, failure, divergedNetworks, divergedAt, lastSnapshot, testAccuracy } = readEnd(
    tail,
    cells.length === 1,
  );
  const diverged =
    cells.length > 1
      ? countDiverged(divergedNetworks)
      : countDiverged(divergedAt === undefined ? undefined : 1, divergedAt);
  return succeed({
    runId,
    configName,
    createdAt,
    ...(config === undefined ? {} : { epochs: config.training.epochs }),
    networks: cells.length,
    status,
    ...(failure === undefined ? {} : { failure }),
    ...(diverged === undefined ? {} : { diverged }),
    ...(lastSnapshot === undefined ? {} : { lastSnapshot }),
    ...(testAccuracy === undefined ? {} : { testAccuracy }),
  });
}

/**
 * Goes from the last line backwards until everything is known or the lines are used up.
 * @param wantsFigures not so of several networks: the last figures of their file are those of whichever came last
 */
function readEnd(
  tail: string,
  wantsFigures: boolean,
): {
  readonly status: RunStatus;
  readonly failure: string | undefined;
  readonly divergedNetworks: number | undefined;
  /** Of the network that ended last. */
  readonly divergedAt: number | undefined;
  readonly lastSnapshot: RunSummary["lastSnapshot"];
  readonly testAccuracy: number | undefined;
} {
  let status: RunStatus = "interrupted";
  let failure: string | undefined;
  let divergedNetworks: number | undefined;
  let divergedAt: number | undefined;
  let lastSnapshot: RunSummary["lastSnapshot"];
  let testAccuracy: number | undefined;
  const lines = tail.split("\n").filter((line) => line !== "");
  for (const line of lines.slice(wantsFigures ? 0 : -1).reverse()) {
    const event = parseEvent(line);
    if (event?.type === "run/finished") {
      status = event.status;
      divergedNetworks = event.diverged;
    } else if (event?.type === "run/failed") {
      status = "failed";
      failure = event.failure.message;
    } else if (event?.type === "cell/finished") {
      divergedAt ??= event.divergedAt;
    } else if (event?.type === "cell/snapshot") {
      lastSnapshot ??= snapshotFigures(event);
    } else if (event?.type === "cell/epoch") {
      testAccuracy ??= event.test.accuracy;
    }
    if (lastSnapshot !== undefined && testAccuracy !== undefined) {
      break;
    }
  }
  return { status, failure, divergedNetworks, divergedAt, lastSnapshot, testAccuracy };
}

function countDiverged(networks: number | undefined, epoch?: number): RunSummary["diverged"] {
  return networks === undefined ? undefined : { networks, ...(epoch === undefined ? {} : { epoch }) };
}

function snapshotFigures(event: Extract<RunEvent, { type: "cell/snapshot" }>): RunSummary["lastSnapshot"] {
  const layer = event.estimates.find(({ rows }) => rows === "all")?.layers.at(-1);
  return layer === undefined ? undefined : { epoch: event.epoch, ixt: layer.ixt, ity: layer.ity };
}

function parseEvent(line: string): RunEvent | undefined {
  try {
    const parsed = runEventSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : undefined;
  } catch {
    // Not JSON: the rest of a line that was cut off.
    return undefined;
  }
}

function lineEnd(text: string): number {
  const end = text.indexOf("\n");
  return end < 0 ? text.length : end;
}
