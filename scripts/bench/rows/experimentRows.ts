import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { snapshotEpochs } from "../../../src/config/plan/recordedEpochs";
import type { ConfigInput } from "../../../src/config/schema/configSchema";
import { writeNpyArray } from "../../../src/data/numpy/npyArray";
import { NOT_FOUND, type BenchContext } from "../benchContext";
import { paperTask } from "../benchTask";
import { measureInterleaved, type Contender } from "../measure";
import { runCli } from "../runCli";
import { projectScriptRun, runScript, type ScriptSpec } from "../runScript";
import { absent, measured, type Section } from "../section";
import { NAMES } from "../targets";

const WIDTHS = [12, 10, 7, 5, 4, 3, 2];
const RECORDED_EPOCHS = 400;
/** The paper's experiment. */
export const PAPER_SIZE = { epochs: 8000, snapshots: 200 } as const;
const QUICK_SIZE = { epochs: 2000, snapshots: 50 } as const;
/** The script's share of the epochs and snapshots, where the whole would take minutes. */
const PROJECTED_SIZE = { epochs: 400, snapshots: 10 } as const;

interface Size {
  readonly epochs: number;
  readonly snapshots: number;
}

/**
 * One network, from process start to written result. Both do the same work on all rows; ours estimates the training
 * rows too, which cannot be turned off. The bound, which the script has not, is.
 */
export async function measureExperiments(context: BenchContext): Promise<Section[]> {
  const size = context.quick ? QUICK_SIZE : PAPER_SIZE;
  const folder = join(context.folder, "experiments");
  mkdirSync(folder);
  const { dataset } = paperTask("sgd");
  const inputs = join(folder, "inputs.npy");
  const labels = join(folder, "labels.npy");
  writeFileSync(inputs, writeNpyArray(dataset.inputs, [dataset.rows, dataset.columns]));
  writeFileSync(labels, writeNpyArray(dataset.labels, [dataset.rows]));
  const spec = (estimator: ScriptSpec["estimator"], { epochs, snapshots }: Size): ScriptSpec => ({
    inputs,
    labels,
    widths: WIDTHS,
    epochs,
    snapshots,
    recordedEpochs: Math.max(2, Math.round((RECORDED_EPOCHS * epochs) / size.epochs)),
    batchSize: 512,
    learningRate: 0.5,
    estimator,
    variance: 1e-3,
    threads: 1,
    seed: 0,
  });
  const what = `one network, ${size.epochs} epochs, ${snapshotEpochs(size.epochs, size.snapshots).length} snapshots`;
  const script = (name: string, estimator: ScriptSpec["estimator"], sizes: Size): Contender => ({
    name,
    run: () => scriptSeconds(context, spec(estimator, sizes), size, folder),
  });
  const ours = (estimator: "binning" | "kde"): Contender => ({
    name: NAMES.ours,
    run: async () => (await runCli(paperConfig(size, estimator), folder, context.say))?.seconds ?? NaN,
  });
  return [
    await compareWhole(context, "experiment-binning", `${what}, binning`, [
      ours("binning"),
      script(NAMES.script, "binning", context.quick ? PROJECTED_SIZE : size),
    ]),
    await compareWhole(context, "experiment-kde", `${what}, KDE bounds`, [
      ours("kde"),
      script(NAMES.script, "kde", PROJECTED_SIZE),
      script(NAMES.scriptTorchKde, "kdeTorch", PROJECTED_SIZE),
    ]),
  ];

  async function compareWhole(
    { python, quick }: BenchContext,
    id: string,
    title: string,
    contenders: readonly Contender[],
  ): Promise<Section> {
    const here = contenders.filter(({ name }) => name === NAMES.ours || python !== undefined);
    // Whole experiments are not warmed: the first is as good as the others.
    const seconds = await measureInterleaved(here, quick ? 1 : 2, { warmUp: false });
    const isProjected = (name: string): boolean =>
      name !== NAMES.ours && (quick || id !== "experiment-binning");
    return {
      id,
      title,
      unit: "s",
      base: NAMES.ours,
      rows: contenders.map(({ name }) => {
        const value = seconds.get(name);
        const outcome =
          value === undefined
            ? absent(NOT_FOUND)
            : Number.isNaN(value)
              ? absent("failed")
              : measured(
                  value,
                  isProjected(name) ? `projected from ${PROJECTED_SIZE.epochs} epochs` : undefined,
                );
        return { name, outcome };
      }),
    };
  }
}

/** The config of the paper's experiment, without the bound. */
export function paperConfig({ epochs, snapshots }: Size, estimator: "binning" | "kde"): ConfigInput {
  return {
    data: { source: "symmetric-rule" },
    training: { epochs, batchSize: 512 },
    analysis: { estimator, snapshots, recordedEpochs: RECORDED_EPOCHS, bound: "none" },
  };
}

async function scriptSeconds(
  { python, say }: BenchContext,
  spec: ScriptSpec,
  whole: Size,
  folder: string,
): Promise<number> {
  const run = await runScript(python!, spec, folder, say);
  if (run === undefined) {
    return NaN;
  }
  const snapshots = snapshotEpochs(whole.epochs, whole.snapshots).length;
  return spec.epochs === whole.epochs
    ? run.seconds
    : projectScriptRun(run, { epochs: whole.epochs / spec.epochs, snapshots: snapshots / run.snapshots });
}
