import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ConfigInput } from "../../../src/config/schema/configSchema";
import { writeNpyArray } from "../../../src/data/numpy/npyArray";
import { MatWriter } from "../../../test/support/matWriter";
import { NOT_FOUND, type BenchContext } from "../benchContext";
import { wideDataset } from "../benchTask";
import { runCli } from "../runCli";
import { projectScriptRun, runScript } from "../runScript";
import { absent, measured, type Outcome, type Section } from "../section";
import { NAMES } from "../targets";

const HIDDEN = [1024, 20, 20, 20];
const BATCH_SIZE = 256;
const LEARNING_RATE = 0.05;
/** The experiment that is projected, with a snapshot after every epoch. */
const EPOCHS = 30;
const SHORT_EPOCHS = 1;
const LONG_EPOCHS = 3;
/** So many that every epoch of so few is one. */
const SNAPSHOTS = 200;

/** An experiment of MNIST's size, projected from a few of its epochs: its cost is linear in them. */
export async function measureMnistSized(context: BenchContext): Promise<Section[]> {
  const folder = join(context.folder, "mnist");
  mkdirSync(folder);
  const { rows, columns, inputs, labels, classNames } = wideDataset();
  const byColumn = Array.from(
    { length: rows * columns },
    (_, i) => inputs[(i % rows) * columns + Math.floor(i / rows)]!,
  );
  writeFileSync(
    join(folder, "wide.mat"),
    new MatWriter().file([
      { name: "F", values: byColumn, dimensions: [rows, columns], type: "single" },
      { name: "y", values: [...labels], dimensions: [rows, 1], type: "uint16" },
    ]),
  );
  const script = join(folder, "inputs.npy");
  writeFileSync(script, writeNpyArray(inputs, [rows, columns]));
  writeFileSync(join(folder, "labels.npy"), writeNpyArray(labels, [rows]));
  const note = `projected from ${LONG_EPOCHS} epochs`;
  const outcomeOf = (seconds: number | undefined): Outcome =>
    seconds === undefined ? absent("failed") : measured(seconds, note);

  const theirs = async (threads: number): Promise<Outcome> => {
    if (context.python === undefined) {
      return absent(NOT_FOUND);
    }
    const run = await runScript(
      context.python,
      {
        inputs: script,
        labels: join(folder, "labels.npy"),
        widths: [columns, ...HIDDEN, classNames.length],
        epochs: LONG_EPOCHS,
        snapshots: SNAPSHOTS,
        recordedEpochs: LONG_EPOCHS,
        batchSize: BATCH_SIZE,
        learningRate: LEARNING_RATE,
        estimator: "binning",
        variance: 1e-3,
        threads,
        seed: 0,
      },
      folder,
      context.say,
    );
    return outcomeOf(
      run &&
        projectScriptRun(run, {
          epochs: EPOCHS / LONG_EPOCHS,
          snapshots: (EPOCHS + 1) / run.snapshots,
        }),
    );
  };
  return [
    {
      id: "experiment-mnist",
      title: `MNIST-sized, ${EPOCHS} epochs with a snapshot after each, binning`,
      unit: "s",
      base: NAMES.ours,
      rows: [
        { name: NAMES.ours, outcome: outcomeOf(await ourProjection(context, folder)) },
        { name: `${NAMES.script}, 1 thread`, outcome: await theirs(1) },
        { name: `${NAMES.script}, all threads`, outcome: await theirs(context.cores) },
      ],
    },
  ];
}

async function ourProjection({ say }: BenchContext, folder: string): Promise<number | undefined> {
  const config = (epochs: number): ConfigInput => ({
    data: { source: "mat", file: "wide.mat", inputs: "F", labels: "y" },
    network: { hidden: [...HIDDEN] },
    training: { epochs, batchSize: BATCH_SIZE, learningRate: LEARNING_RATE },
    analysis: { estimator: "binning", snapshots: SNAPSHOTS, bound: "none" },
  });
  const run = async (epochs: number): Promise<number | undefined> =>
    (await runCli(config(epochs), folder, say, { args: ["--max-memory", "8192"] }))?.seconds;
  const short = await run(SHORT_EPOCHS);
  const long = await run(LONG_EPOCHS);
  if (short === undefined || long === undefined) {
    return undefined;
  }
  const perEpoch = (long - short) / (LONG_EPOCHS - SHORT_EPOCHS);
  return long + perEpoch * (EPOCHS - LONG_EPOCHS);
}
