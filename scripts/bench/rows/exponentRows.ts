import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createEstimator, settleEstimator } from "../../../src/information/estimators/estimators";
import { randomStream } from "../../../src/base/random";
import type { BenchContext } from "../benchContext";
import { paperTask, startTask } from "../benchTask";
import { calibrate } from "../calibrate";
import { fitExponent, type CostAtSize } from "../fitExponent";
import { measureInterleaved, secondsOf, type Contender } from "../measure";
import { absent, measured, type Outcome, type Section } from "../section";
import { NAMES } from "../targets";
import { runStudy } from "./networkRows";

const EPOCHS = [250, 500, 1000, 2000];
const NETWORKS = [2, 4, 8, 16];
const ROWS = [4096, 16_384, 65_536];
const UNITS = 10;
const STUDY = { epochs: 1000, snapshots: 30 } as const;
const QUICK_STUDY = { epochs: 300, snapshots: 10 } as const;

/** How cost grows: the slope of its logarithm over the logarithm of the size. */
export async function measureExponents(context: BenchContext): Promise<Section[]> {
  return [
    {
      id: "exponents",
      title: "cost grows with the power",
      unit: "exponent",
      rows: [
        { name: NAMES.epochsExponent, outcome: await overEpochs(context) },
        { name: NAMES.networksExponent, outcome: await overNetworks(context) },
        { name: NAMES.rowsExponent, outcome: await overRows(context) },
      ],
    },
  ];
}

/** Training the paper's network from its start for so many epochs. */
async function overEpochs({ fused, tfjs, quick }: BenchContext): Promise<Outcome> {
  const engine = typeof fused === "string" ? tfjs : fused;
  if (typeof engine === "string") {
    return absent(engine);
  }
  const task = paperTask("sgd");
  return await exponentOf(
    typeof fused === "string" ? EPOCHS.map((epochs) => epochs / 25) : EPOCHS,
    quick,
    (epochs) => {
      const session = engine.start(startTask(task));
      if (!session.ok) {
        return NaN;
      }
      return secondsOf(() => {
        for (let epoch = 0; epoch < epochs; epoch++) {
          session.value.runEpoch(() => true);
        }
      }).finally(() => {
        session.value.dispose();
      });
    },
  );
}

/** Whole runs of the command line on all cores, less what a run of next to nothing takes. */
async function overNetworks(context: BenchContext): Promise<Outcome> {
  const folder = join(context.folder, "exponents");
  mkdirSync(folder);
  const study = context.quick ? QUICK_STUDY : STUDY;
  const nothing = await runStudy(context, folder, { epochs: 1, snapshots: 3 }, 1, context.cores);
  const costs: CostAtSize[] = [];
  for (const size of context.quick ? NETWORKS.slice(0, 3) : NETWORKS) {
    const run = await runStudy(context, folder, study, size, context.cores);
    if (run === undefined || nothing === undefined) {
      return absent("failed");
    }
    costs.push({ size, seconds: run.seconds - nothing.seconds });
  }
  return outcomeOf(costs);
}

/** Binning a layer of so many rows, all of them different. */
async function overRows({ quick }: BenchContext): Promise<Outcome> {
  const estimator = createEstimator(settleEstimator({ name: "binning" }), {
    correction: "none",
    resamples: 0,
    seed: 0,
  });
  const random = randomStream(0, "test");
  const activations = Float32Array.from({ length: ROWS.at(-1)! * UNITS }, () => 2 * random.uniform() - 1);
  const sampled = Uint16Array.from({ length: ROWS.at(-1)! }, () => random.below(2));
  return await exponentOf(ROWS, quick, (rows) =>
    secondsOf(() => {
      estimator.estimate(
        {
          activations: activations.subarray(0, rows * UNITS),
          rows,
          units: UNITS,
          naturalRange: [-1, 1],
        },
        { classes: 2, sampled: sampled.subarray(0, rows) },
        () => true,
      );
    }),
  );
}

async function exponentOf(
  sizes: readonly number[],
  quick: boolean,
  run: (size: number) => Promise<number> | number,
): Promise<Outcome> {
  const contenders: Contender[] = [];
  for (const size of sizes) {
    contenders.push(await calibrate({ name: String(size), run: () => run(size) }));
  }
  const seconds = await measureInterleaved(contenders, quick ? 2 : 5);
  return outcomeOf(sizes.map((size) => ({ size, seconds: seconds.get(String(size))! })));
}

function outcomeOf(costs: readonly CostAtSize[]): Outcome {
  const isWhole = costs.every(({ seconds }) => seconds > 0);
  return isWhole ? measured(fitExponent(costs)) : absent("too little to measure");
}
