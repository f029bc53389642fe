import { encodeRunEvent } from "../../../src/run/runFile";
import { RunFileReader } from "../../../src/run/runFileReader";
import { runEventSchema, type RunEvent } from "../../../src/run/runEvent";
import { RunRecord } from "../../../src/view/runRecord";
import { makeSyntheticRun } from "../../../test/support/syntheticRun";
import type { BenchContext } from "../benchContext";
import { measureInterleaved, secondsOf, type Contender } from "../measure";
import { measured, type Section } from "../section";
import { NAMES } from "../targets";

const NETWORKS = 50;
const LAYERS = 7;
const SNAPSHOTS = 400;
/** What the extension reads in one go. */
const PIECE_BYTES = 256 * 1024;

/** Opening a stored run of 50 networks, 7 layers and 400 snapshots: what the host does before a view can draw. */
export async function measureOpening({ quick }: BenchContext): Promise<Section[]> {
  const lines = makeLargeRun(quick ? NETWORKS / 10 : NETWORKS).map(encodeRunEvent);
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
      title: `Opening a run of ${quick ? NETWORKS / 10 : NETWORKS} networks × ${LAYERS} layers × ${SNAPSHOTS} snapshots, ${Math.round(bytes.length / 1e6)} MB`,
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
  record.tell(undefined);
}

/** A run that nobody trained, as large as they come. */
function makeLargeRun(networks: number): readonly RunEvent[] {
  const [header, ...events] = makeSyntheticRun(1);
  const started = events.find((event) => event.type === "cell/started");
  const epoch = events.find((event) => event.type === "cell/epoch");
  const snapshot = events.find((event) => event.type === "cell/snapshot");
  if (
    header?.type !== "run/started" ||
    started === undefined ||
    epoch === undefined ||
    snapshot === undefined
  ) {
    throw new Error("A synthetic run has a header, a network, an epoch and a snapshot.");
  }
  const spread = <Value>(values: readonly Value[]): readonly Value[] =>
    Array.from({ length: LAYERS }, (_, layer) => values[layer % values.length]!);
  const cells = Array.from({ length: networks }, (_, seed) => ({ variant: 0, seed }));
  return [
    // Its config is of another network.
    { ...header, config: undefined, cells },
    ...cells.flatMap((cell): readonly RunEvent[] => [
      {
        ...started,
        cell,
        epochs: SNAPSHOTS,
        layers: [...spread(started.layers)],
        estimators: started.estimators.map((estimator) => ({
          ...estimator,
          resolutions: [...spread(estimator.resolutions)],
        })),
      },
      ...Array.from({ length: SNAPSHOTS }, (_, index): readonly RunEvent[] => [
        { ...epoch, cell, epoch: index + 1, layers: [...spread(epoch.layers)] },
        {
          ...snapshot,
          cell,
          epoch: index + 1,
          estimates: snapshot.estimates.map((each) => ({ ...each, layers: [...spread(each.layers)] })),
        },
      ]).flat(),
    ]),
  ];
}
