import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { BenchContext } from "../benchContext";
import { paperTask, startTask } from "../benchTask";
import { measureInterleaved, secondsOf } from "../measure";
import { runCli, type CliRun } from "../runCli";
import { absent, measured, type Section } from "../section";
import { NAMES } from "../targets";
import { PAPER_SIZE, paperConfig } from "./experimentRows";

const NETWORKS = 10;
const MANY_NETWORKS = 50;
const QUICK_SIZE = { epochs: 500, snapshots: 20 } as const;
/** Long enough for each worker to come to rest at what it needs. */
const MEMORY_SIZE = { epochs: 2000, snapshots: 50 } as const;

/** Several networks of one study, by the number of workers. */
export async function measureNetworks(context: BenchContext): Promise<Section[]> {
  const size = context.quick ? QUICK_SIZE : PAPER_SIZE;
  const folder = ownFolder(context, "networks");
  const run = (workers: number) => async (): Promise<number> =>
    (await runStudy(context, folder, size, NETWORKS, workers))?.seconds ?? NaN;
  const seconds = await measureInterleaved(
    [
      { name: NAMES.oneWorker, run: run(1) },
      { name: NAMES.allWorkers, run: run(context.cores) },
      { name: NAMES.kernelsAlone, run: () => secondsOfKernels(context, size.epochs) },
    ],
    context.quick ? 1 : 2,
    { warmUp: false },
  );
  return [
    {
      id: "networks",
      title: `${NETWORKS} networks, ${size.epochs} epochs each, binning`,
      unit: "s",
      base: NAMES.allWorkers,
      rows: [...seconds].map(([name, value]) => ({
        name,
        outcome: Number.isNaN(value) ? absent("failed") : measured(value),
      })),
    },
  ];
}

/** What the epochs of all networks take, shared by the cores, if nothing is done but train. */
async function secondsOfKernels({ fused, cores }: BenchContext, epochs: number): Promise<number> {
  const started = typeof fused === "string" ? undefined : fused.start(startTask(paperTask("sgd")));
  if (started?.ok !== true) {
    return NaN;
  }
  const session = started.value;
  try {
    const trained = await secondsOf(() => {
      for (let epoch = 0; epoch < epochs; epoch++) {
        session.runEpoch(() => true);
      }
    });
    return (trained * NETWORKS) / Math.min(cores, NETWORKS);
  } finally {
    session.dispose();
  }
}

/** The most that the process with all its workers had resident. */
export async function measureMemory(context: BenchContext): Promise<Section[]> {
  const folder = ownFolder(context, "memory");
  const memory = true;
  const paper = paperConfig(context.quick ? MEMORY_SIZE : PAPER_SIZE, "binning");
  const runs: [string, CliRun | undefined][] = [
    [NAMES.oneNetwork, await runCli(paper, folder, context.say, { memory })],
    [NAMES.twoNetworks, await runStudy(context, folder, MEMORY_SIZE, 2, 2, memory)],
    [NAMES.manyNetworks, await runStudy(context, folder, MEMORY_SIZE, MANY_NETWORKS, 2, memory)],
  ];
  return [
    {
      id: "memory",
      title: "most memory resident, whole process",
      unit: "MiB",
      rows: runs.map(([name, run]) => ({
        name,
        outcome: run === undefined ? absent("failed") : measured(run.peakMebibytes),
      })),
    },
  ];
}

/** A study of several networks; undefined if the program refuses it. */
export async function runStudy(
  { say }: BenchContext,
  folder: string,
  size: { readonly epochs: number; readonly snapshots: number },
  networks: number,
  workers: number,
  memory = false,
): Promise<CliRun | undefined> {
  const config = { ...paperConfig(size, "binning"), study: { networks } };
  return await runCli(config, folder, say, { args: ["--workers", String(workers)], memory });
}

function ownFolder(context: BenchContext, name: string): string {
  const folder = join(context.folder, name);
  mkdirSync(folder);
  return folder;
}
