import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeNpyArray } from "../../../src/data/numpy/npyArray";
import { estimateLayers } from "../../../src/experiment/estimateLayers";
import type { RowSet } from "../../../src/experiment/rowSets";
import type { InformationEstimate } from "../../../src/information/estimate";
import { kde } from "../../../src/information/estimators/kde/kdeKind";
import {
  createEstimator,
  settleEstimator,
  type EstimatorSettings,
} from "../../../src/information/estimators/estimators";
import { layerRange } from "../../../src/network/networkSpec";
import { PROJECT_ROOT } from "../../projectRoot";
import { NOT_FOUND, type BenchContext } from "../benchContext";
import { paperTask, startTask, type BenchTask } from "../benchTask";
import { calibrate } from "../calibrate";
import { startLineProcess, type LineProcess } from "../lineProcess";
import { measureInterleaved, secondsOf, type Contender } from "../measure";
import { absent, measured, type Outcome, type Section } from "../section";
import { NAMES } from "../targets";

const SCRIPT = join(PROJECT_ROOT, "scripts", "bench", "python", "measureEstimators.py");
const MOMENTS = { early: 10, late: 8000 } as const;
type Moment = keyof typeof MOMENTS;

/** Bits by which contenders may differ: single precision, and values on the edge of a bin. */
const TOLERANCE_BITS = { binning: 5e-3, kde: 1e-2 } as const;

/** One layer's figures in bits, in the order in which the scripts give them. */
type LayerFigures = readonly number[];

interface Candidate {
  readonly name: string;
  /** Does the work once. */
  readonly estimate: () => Promise<{ readonly seconds: number; readonly layers: readonly LayerFigures[] }>;
}

/** Estimates of all layers at one snapshot, 4096 rows, early and late in the training of the paper's network. */
export async function measureEstimators(context: BenchContext): Promise<Section[]> {
  const engine = typeof context.fused === "string" ? context.tfjs : context.fused;
  if (typeof engine === "string") {
    return [];
  }
  const task = paperTask("sgd");
  const session = engine.start(startTask(task));
  if (!session.ok) {
    return [];
  }
  const snapshots = new Map<Moment, readonly Float32Array[]>();
  let epoch = 0;
  for (const moment of ["early", "late"] as const) {
    for (; epoch < MOMENTS[moment]; epoch++) {
      session.value.runEpoch(() => true);
    }
    snapshots.set(moment, session.value.forward().activations);
  }
  session.value.dispose();

  const folder = writeLayers(task, snapshots, context.folder);
  const { python } = context;
  const start = (threads: number): LineProcess | undefined =>
    python && startLineProcess(python.command, ["-B", SCRIPT, folder, String(threads)]);
  const scripts = { one: start(1), all: start(context.cores) };
  try {
    const sections: Section[] = [];
    for (const [moment, activations] of snapshots) {
      const where = `4096 rows, all 6 layers, epoch ${MOMENTS[moment]}`;
      const binning: EstimatorSettings = settleEstimator({ name: "binning" });
      const kde: EstimatorSettings = settleEstimator({ name: "kde" });
      sections.push(
        await compare(context, `binning-${moment}`, `binning, ${where}`, TOLERANCE_BITS.binning, [
          ourCandidate(task, activations, binning, ({ ixt, ity }) => [ixt, ity]),
          scriptCandidate(NAMES.numpy, scripts.one, `binning ${moment}`),
          scriptCandidate(NAMES.numpyPublished, scripts.one, `published ${moment}`),
        ]),
        await compare(context, `kde-${moment}`, `KDE bounds, ${where}`, TOLERANCE_BITS.kde, [
          ourCandidate(task, activations, kde, kdeFigures),
          scriptCandidate(NAMES.numpy, scripts.one, `kde ${moment}`),
          scriptCandidate(NAMES.torchOne, scripts.one, `kdeTorch ${moment}`),
          scriptCandidate(NAMES.torchAll, scripts.all, `kdeTorch ${moment}`),
        ]),
      );
    }
    return sections;
  } finally {
    await Promise.all([scripts.one?.close(), scripts.all?.close()]);
  }
}

async function compare(
  context: BenchContext,
  id: string,
  title: string,
  toleranceBits: number,
  candidates: readonly (Candidate | string)[],
): Promise<Section> {
  const outcomes = new Map<string, Outcome>();
  const contenders: Contender[] = [];
  const present = candidates.filter((candidate) => typeof candidate !== "string");
  // What the others are held against: numpy's, where it is there.
  const right = (await (present[1] ?? present[0])?.estimate())?.layers;
  for (const { name, estimate } of present) {
    const difference = largestDifference((await estimate()).layers, right!);
    context.say(`  ${id}: ${name} differs by ${difference.toExponential(1)} bit`);
    if (difference <= toleranceBits) {
      contenders.push(await calibrate({ name, run: async () => (await estimate()).seconds }));
    } else {
      outcomes.set(name, absent("disagrees"));
    }
  }
  for (const [name, seconds] of await measureInterleaved(contenders, context.quick ? 2 : 5)) {
    outcomes.set(name, measured(1000 * seconds));
  }
  const names = candidates.map((candidate) => (typeof candidate === "string" ? candidate : candidate.name));
  return {
    id,
    title,
    unit: "ms",
    base: NAMES.ours,
    rows: names.map((name) => ({ name, outcome: outcomes.get(name) ?? absent(NOT_FOUND) })),
  };
}

function ourCandidate(
  task: BenchTask,
  activations: readonly Float32Array[],
  settings: EstimatorSettings,
  figures: (estimate: InformationEstimate) => LayerFigures,
): Candidate {
  const estimator = createEstimator(settings, { correction: "none", resamples: 0, seed: 0 });
  const classes = task.dataset.classNames.length;
  const set: RowSet = {
    rows: "all",
    chosen: undefined,
    labels: { classes, sampled: task.labels },
    inputs: { values: task.inputs, columns: task.network.inputs },
    inputEntropy: Math.log2(task.rows),
  };
  return {
    name: NAMES.ours,
    estimate: async () => {
      let layers: LayerFigures[] = [];
      const seconds = await secondsOf(() => {
        layers = estimateLayers(estimator, task.network, activations, set, () => true).map(figures);
      });
      return { seconds, layers };
    },
  };
}

/** The published two bounds, upper kernel first: [I(X;T), I(T;Y)] each. They are in order of size in `bounds`. */
function kdeFigures({ bounds }: InformationEstimate): LayerFigures {
  const { upper, lower } = bounds!;
  return [upper.ixt, lower.ixt, Math.min(upper.ity, lower.ity), Math.max(upper.ity, lower.ity)];
}

/** @returns the name alone if there is no script */
function scriptCandidate(
  name: string,
  script: LineProcess | undefined,
  question: string,
): Candidate | string {
  return script === undefined
    ? name
    : {
        name,
        estimate: async () => {
          const { seconds, layers } = (await script.ask(question)) as {
            seconds: number;
            layers: (number[] | number[][])[];
          };
          return { seconds, layers: layers.map(scriptFigures) };
        },
      };
}

/** The scripts' figures in our order. */
function scriptFigures(layer: readonly (number | readonly number[])[]): LayerFigures {
  const [upper, lower] = layer as readonly (readonly number[])[];
  return typeof upper === "number"
    ? (layer as LayerFigures)
    : [upper![0]!, lower![0]!, Math.min(upper![1]!, lower![1]!), Math.max(upper![1]!, lower![1]!)];
}

function largestDifference(a: readonly LayerFigures[], b: readonly LayerFigures[]): number {
  const others = b.flat();
  return Math.max(...a.flat().map((value, i) => Math.abs(value - (others[i] ?? Infinity))));
}

function writeLayers(
  task: BenchTask,
  snapshots: ReadonlyMap<Moment, readonly Float32Array[]>,
  parent: string,
): string {
  const folder = join(parent, "estimators");
  mkdirSync(folder);
  const { layers } = task.network;
  const description = {
    variance: kde.settings.parse({ name: "kde" }).variance,
    ranges: layers.map((layer) => layerRange(layer)),
    moments: [...snapshots.keys()],
  };
  writeFileSync(join(folder, "layers.json"), JSON.stringify(description));
  writeFileSync(join(folder, "labels.npy"), writeNpyArray(task.labels, [task.rows]));
  for (const [moment, activations] of snapshots) {
    for (const [index, values] of activations.entries()) {
      const shape = [task.rows, layers[index]!.units];
      writeFileSync(join(folder, `${moment}${index}.npy`), writeNpyArray(values, shape));
    }
  }
  return folder;
}
