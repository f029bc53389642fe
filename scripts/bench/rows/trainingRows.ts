import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { TrainingEngine } from "../../../src/training/engine/trainingEngine";
import { PROJECT_ROOT } from "../../projectRoot";
import { NOT_FOUND, type BenchContext } from "../benchContext";
import { paperTask, startTask, wideTask, type BenchTask } from "../benchTask";
import { repetitionsFor } from "../calibrate";
import { hasAvx2 } from "../findTools";
import { measureInterleaved, type Contender } from "../measure";
import { compileNativeStep } from "../nativeStep";
import { startPlainTraining } from "../plainTraining";
import { absent, measured, type Outcome, type Section } from "../section";
import { NAMES } from "../targets";
import { writeTaskFiles } from "../taskFiles";
import {
  differenceBetween,
  processContender,
  sessionContender,
  type TrainingContender,
} from "../trainingContender";

const SCRIPT = join(PROJECT_ROOT, "scripts", "bench", "python", "measureTraining.py");

/** Loss and gradient statistics after the first epochs may differ by so much, relatively, for rounding. */
const TOLERANCE = 1e-3;

interface Entry {
  readonly name: string;
  /** A contender, or why there is none. */
  readonly start: () => Promise<TrainingContender | string> | TrainingContender | string;
}

interface Race {
  readonly id: string;
  readonly title: string;
  readonly task: BenchTask;
  readonly entries: readonly Entry[];
  /** Whose losses and statistics are right; never the fastest. */
  readonly reference: string;
  /** Epochs after which they are compared. */
  readonly compareAfter: number;
  readonly rounds: number;
}

/** One epoch of the paper's network, by SGD and by Adam. */
export async function measureTraining(context: BenchContext): Promise<Section[]> {
  const sections: Section[] = [];
  for (const optimizer of ["sgd", "adam"] as const) {
    const task = paperTask(optimizer);
    const folder = taskFolder(task, context, `training-${optimizer}`);
    sections.push(
      await race(context, {
        id: `training-${optimizer}`,
        title: `epoch of 12-10-7-5-4-3-2, 3482 rows, batch 512, ${optimizer}`,
        task,
        entries: [
          engineEntry(NAMES.fused, task, context.fused),
          engineEntry(NAMES.tfjs, task, context.tfjs),
          {
            name: NAMES.plain,
            start: () => sessionContender(NAMES.plain, task, startPlainTraining(startTask(task))),
          },
          ...torchEntries(context, folder),
          nativeEntry(NAMES.nativeFour, 4, context, folder),
          nativeEntry(NAMES.nativeEight, 8, context, folder),
        ],
        reference: NAMES.plain,
        compareAfter: 20,
        rounds: context.quick ? 3 : 9,
      }),
    );
  }
  return sections;
}

/** A few batches of a network of MNIST's size. */
export async function measureWide(context: BenchContext): Promise<Section[]> {
  const task = wideTask();
  const folder = taskFolder(task, context, "wide");
  return [
    await race(context, {
      id: "wide",
      title: "4 batches of 256 rows, 784-1024-20-20-20-10, sgd",
      task,
      entries: [
        engineEntry(NAMES.fused, task, context.fused),
        engineEntry(NAMES.tfjs, task, context.tfjs),
        ...torchEntries(context, folder),
      ],
      reference: NAMES.tfjs,
      compareAfter: 1,
      rounds: context.quick ? 1 : 3,
    }),
  ];
}

async function race(context: BenchContext, options: Race): Promise<Section> {
  const { entries, compareAfter, rounds } = options;
  const outcomes = new Map<string, Outcome>();
  const contenders: TrainingContender[] = [];
  try {
    for (const { name, start } of entries) {
      const started = await start();
      if (typeof started === "string") {
        outcomes.set(name, absent(started));
      } else {
        contenders.push(started);
        await started.train(compareAfter);
      }
    }
    const agreeing = await agreeingContenders(contenders, options, context, outcomes);
    const timed: Contender[] = [];
    for (const contender of agreeing) {
      timed.push(await withRepetitions(contender));
    }
    for (const [name, seconds] of await measureInterleaved(timed, rounds)) {
      outcomes.set(name, measured(1000 * seconds));
    }
  } finally {
    await Promise.all(contenders.map((contender) => contender.close()));
  }
  return {
    id: options.id,
    title: options.title,
    unit: "ms",
    base: NAMES.fused,
    rows: entries.map(({ name }) => ({ name, outcome: outcomes.get(name)! })),
  };
}

/** Those that have computed what the reference has; the others get their outcome here. */
async function agreeingContenders(
  contenders: readonly TrainingContender[],
  { id, reference }: Race,
  { say }: BenchContext,
  outcomes: Map<string, Outcome>,
): Promise<TrainingContender[]> {
  const right = await (contenders.find(({ name }) => name === reference) ?? contenders[0])?.state();
  const agreeing: TrainingContender[] = [];
  for (const contender of contenders) {
    const difference = differenceBetween(await contender.state(), right!);
    say(`  ${id}: ${contender.name} differs by ${difference.toExponential(1)}`);
    if (difference <= TOLERANCE) {
      agreeing.push(contender);
    } else {
      outcomes.set(contender.name, absent("disagrees"));
    }
  }
  return agreeing;
}

/** As many epochs as one sample needs, timed as the mean. */
async function withRepetitions({ name, train }: TrainingContender): Promise<Contender> {
  const epochs = repetitionsFor(await train(1));
  return { name, run: async () => (await train(epochs)) / epochs };
}

function engineEntry(name: string, task: BenchTask, engine: TrainingEngine | string): Entry {
  return {
    name,
    start: () => {
      if (typeof engine === "string") {
        return engine;
      }
      const session = engine.start(startTask(task));
      return session.ok ? sessionContender(name, task, session.value) : session.failure.message;
    },
  };
}

function torchEntries({ python, cores }: BenchContext, folder: string): Entry[] {
  const entry = (name: string, threads: number): Entry => ({
    name,
    start: () =>
      python === undefined
        ? NOT_FOUND
        : processContender(name, python.command, ["-B", SCRIPT, folder, String(threads)]),
  });
  return [entry(NAMES.torchOne, 1), entry(NAMES.torchAll, cores)];
}

function nativeEntry(name: string, lanes: 4 | 8, { compiler }: BenchContext, folder: string): Entry {
  return {
    name,
    start: async () => {
      if (compiler === undefined) {
        return NOT_FOUND;
      }
      if (lanes === 8 && !hasAvx2()) {
        return "not on this processor";
      }
      const built = await compileNativeStep(compiler, lanes, folder);
      return "reason" in built
        ? built.reason
        : processContender(name, built.program, [join(folder, "task.bin")]);
    },
  };
}

function taskFolder(task: BenchTask, { folder }: BenchContext, name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  writeTaskFiles(task, path);
  return path;
}
