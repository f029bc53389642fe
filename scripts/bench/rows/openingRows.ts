import { encodeRunEvent } from "../../../src/run/runFile";
import { RunFileReader } from "../../../src/run/runFileReader";
import { runEventSchema } from "../../../src/run/runEvent";
import { RunRecord } from "../../../src/view/runRecord";
import type { BenchContext } from "../benchContext";
import { measureInterleaved, secondsOf, type Contender } from "../measure";
import { measured, type Section } from "../section";
import { NAMES } from "../targets";
import { imagineRun, LARGE_RUN } from "../view/imaginedRun";

/** What the extension reads in one go. */
const PIECE_BYTES = 256 * 1024;

/** Opening a large stored run: what the host does before a view can draw. */
export async function measureOpening({ quick }: BenchContext): Promise<Section[]> {
  const networks = quick ? LARGE_RUN.networks / 10 : LARGE_RUN.networks;
  const events = imagineRun({ ...LARGE_RUN, networks });
  const snapshots = events.filter(({ type }) => type === "cell/snapshot").length / networks;
  const lines = events.map(encodeRunEvent);
  const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
  const contenders: readonly Contender[] = [
    { name: NAMES.firstPiece, run: () => secondsOf(read.bind(undefined, bytes.subarray(0, PIECE_BYTES))) },
    { name: NAMES.wholeFile, run: () => secondsOf(read.bind(undefined, bytes)) },
    {
      name: NAMES.everyLineBySchema,
      run: () =>
        secondsOf(() => {
          for (const line of lines) {
            // The checksum is a member that schemas leave off.
            runEventSchema.parse(JSON.parse(line));
          }
        }),
    },
  ];
  const seconds = await measureInterleaved(contenders, quick ? 2 : 5);
  return [
    {
      id: "opening",
      title: `Opening a run of ${networks} networks × ${LARGE_RUN.layers} layers × ${snapshots} snapshots, ${Math.round(bytes.length / 1e6)} MB`,
      unit: "ms",
      base: NAMES.wholeFile,
      rows: contenders.map(({ name }) => ({ name, outcome: measured(1000 * (seconds.get(name) ?? NaN)) })),
    },
  ];
}

/** As the library does: the events of the bytes, folded into tables, and the first message to a view. */
function read(bytes: Uint8Array): void {
  const record = new RunRecord();
  const reader = new RunFileReader((event) => {
    record.apply(event);
  });
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
    reader.push(bytes.subarray(start, start + PIECE_BYTES));
  }
  if (bytes.length > PIECE_BYTES && reader.end() !== undefined) {
    throw new Error("The run that was made up is not sound.");
  }
  record.tell(undefined);
}
