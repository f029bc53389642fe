// npm run bench:advice: what the verdict is worth. Each task is trained as it is and with every remedy; an advice is right
// if its gain in test accuracy is within one point or one standard error of the best remedy's.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { configSchema, type Config, type ConfigInput } from "../../../src/config/schema/configSchema";
import { overNetworks, type OverNetworks } from "../../../src/analysis/phases/overNetworks";
import type { CellEpoch, CellFinished } from "../../../src/run/runEvent";
import { readRunFile } from "../../../src/run/runFile";
import { markdownTable } from "../markdownTable";
import { PROJECT_ROOT } from "../../projectRoot";
import { TASKS, type AdviceTask } from "./tasks";

const REMEDIES = [
  "as it is",
  "more data",
  "wider",
  "deeper",
  "longer",
  "higher rate",
  "lower rate",
  "weight decay",
] as const;
type Remedy = (typeof REMEDIES)[number];

/** What one run came to. */
interface Outcome {
  readonly accuracy: OverNetworks;
  readonly networks: readonly {
    readonly first: CellEpoch;
    readonly last: CellEpoch;
    readonly finished: CellFinished;
  }[];
}

const RIGHT_WITHIN = 0.01;

/** The config with a remedy, and how many rows its table has. */
function apply(remedy: Remedy, task: AdviceTask, config: Config): { config: ConfigInput; rows: number } {
  const { training, network, data } = config;
  const rows = task.rows ?? 0;
  const units = network.hidden.map((layer) => (typeof layer === "number" ? layer : layer.units));
  const withTraining = (change: Partial<Config["training"]>): { config: ConfigInput; rows: number } => ({
    config: { ...config, training: { ...training, ...change } },
    rows,
  });
  switch (remedy) {
    case "as it is":
      return { config, rows };
    case "more data":
      return task.table === undefined
        ? {
            config: {
              ...config,
              data: { ...data, trainingFraction: Math.min(0.85, 2 * data.trainingFraction) },
            },
            rows,
          }
        : { config, rows: 2 * rows };
    case "wider":
      return {
        config: { ...config, network: { ...network, hidden: units.map((count) => 2 * count) } },
        rows,
      };
    case "deeper":
      return { config: { ...config, network: { ...network, hidden: [units[0]!, ...units] } }, rows };
    case "longer":
      return withTraining({ epochs: 4 * training.epochs });
    case "higher rate":
      return withTraining({ learningRate: 4 * training.learningRate });
    case "lower rate":
      return withTraining({ learningRate: training.learningRate / 4 });
    case "weight decay":
      return withTraining({ weightDecay: 1e-3 });
  }
}

/** Which remedy a verdict's code asks for. */
function remedyOf(codes: readonly string[]): Remedy {
  const counts = new Map<Remedy, number>();
  for (const code of codes) {
    const remedy = REMEDY_OF_CODE[code] ?? "as it is";
    counts.set(remedy, 1 + (counts.get(remedy) ?? 0));
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? "as it is";
}

const REMEDY_OF_CODE: Readonly<Record<string, Remedy>> = {
  "training/diverged": "lower rate",
  "training/rate-too-high": "lower rate",
  "training/rate-too-low": "higher rate",
  "training/too-short": "longer",
  "network/too-small": "wider",
  "data/noisy-labels": "wider",
  "data/overfitting": "more data",
};

/** A thumb rule on accuracies: a gap asks for data, a low training accuracy for width. */
function adviseByAccuracy({ networks }: Outcome): Remedy {
  const training = overNetworks(networks.map(({ last }) => last.training.accuracy)).mean;
  const test = overNetworks(networks.map(({ last }) => last.test.accuracy)).mean;
  return training - test > 0.05 ? "more data" : training < 0.9 ? "wider" : "as it is";
}

/** The same, and the loss: one that still falls asks for time, one that rose for a lower rate. */
function adviseByAccuracyAndLoss(outcome: Outcome): Remedy {
  const byAccuracy = adviseByAccuracy(outcome);
  const falls = overNetworks(
    outcome.networks.map(({ first, last }) => 1 - last.training.loss / first.training.loss),
  ).mean;
  if (!(falls > -0.05)) {
    return "lower rate";
  }
  return byAccuracy === "wider" && falls > 0.03 ? "longer" : byAccuracy;
}

const ADVISERS: Readonly<Record<string, (outcome: Outcome) => Remedy>> = {
  "always more data": () => "more data",
  accuracies: adviseByAccuracy,
  "accuracies and loss": adviseByAccuracyAndLoss,
  "the verdict": ({ networks }) => remedyOf(networks.map(({ finished }) => finished.findings[0]?.code ?? "")),
};

function run(folder: string, task: AdviceTask, remedy: Remedy, networks: number): Outcome {
  const whole = configSchema.parse(task.config);
  const { config, rows } = apply(remedy, task, whole);
  const place = join(folder, remedy.replaceAll(" ", "-"));
  mkdirSync(place, { recursive: true });
  if (task.table !== undefined) {
    writeFileSync(join(place, "table.csv"), task.table(rows));
  }
  const file = join(place, "task.ib.json");
  const analysis = { estimator: "binning", snapshots: 8, recordedEpochs: 100, bound: "none" } as const;
  writeFileSync(file, JSON.stringify({ ...config, analysis, study: { networks } }));
  const out = join(place, "task.ibrun");
  execFileSync(
    process.execPath,
    [join(PROJECT_ROOT, "dist", "cli.js"), "run", file, "--out", out, "--quiet"],
    {
      stdio: "pipe",
    },
  );
  const { events } = readRunFile(readFileSync(out, "utf8"));
  const finished = events.filter((event): event is CellFinished => event.type === "cell/finished");
  const epochs = events.filter((event): event is CellEpoch => event.type === "cell/epoch");
  const all = finished.map((end) => {
    const own = epochs.filter(({ cell }) => cell.seed === end.cell.seed);
    return { finished: end, first: own[Math.floor(0.75 * own.length)]!, last: own.at(-1)! };
  });
  // A network that diverged answers nothing.
  const accuracies = all.map(({ finished: end, last }) =>
    end.divergedAt === undefined ? last.test.accuracy : 0,
  );
  return { accuracy: overNetworks(accuracies), networks: all };
}

function main(): void {
  const { values } = parseArgs({
    options: { networks: { type: "string", default: "3" }, only: { type: "string" } },
  });
  const networks = Number(values.networks);
  const folder = mkdtempSync(join(tmpdir(), "ib-advice-"));
  try {
    for (const [half, tasks] of Object.entries(TASKS)) {
      const rows: string[][] = [];
      const right = new Map<string, number>();
      const gains = new Map<string, number>();
      for (const [index, task] of tasks.filter(({ name }) => name.includes(values.only ?? "")).entries()) {
        const outcomes = new Map(
          REMEDIES.map((remedy) => [remedy, run(join(folder, `${half}${index}`), task, remedy, networks)]),
        );
        const base = outcomes.get("as it is")!;
        const gainOf = (remedy: Remedy): number => outcomes.get(remedy)!.accuracy.mean - base.accuracy.mean;
        const best = REMEDIES.reduce((most, each) => (gainOf(each) > gainOf(most) ? each : most));
        const { deviation } = outcomes.get(best)!.accuracy;
        const slack = Math.max(RIGHT_WITHIN, deviation / Math.sqrt(networks));
        const cells = Object.entries(ADVISERS).map(([adviser, advise]) => {
          const remedy = advise(base);
          const isRight = gainOf(remedy) >= gainOf(best) - slack;
          right.set(adviser, (right.get(adviser) ?? 0) + Number(isRight));
          gains.set(adviser, (gains.get(adviser) ?? 0) + gainOf(remedy));
          return `${isRight ? "✓" : "✗"} ${remedy} (${gainOf(remedy).toFixed(3)})`;
        });
        rows.push([
          task.name,
          base.accuracy.mean.toFixed(3),
          `${best} (${gainOf(best).toFixed(3)})`,
          ...cells,
        ]);
      }
      if (rows.length > 0) {
        const totals = Object.keys(ADVISERS).map(
          (adviser) =>
            `${right.get(adviser) ?? 0} of ${rows.length}, mean gain ${((gains.get(adviser) ?? 0) / rows.length).toFixed(3)}`,
        );
        console.log(`\n${half} tasks, ${networks} networks each\n`);
        console.log(
          markdownTable(
            ["task", "accuracy", "best remedy", ...Object.keys(ADVISERS)],
            [...rows, ["in all", "", "", ...totals]],
          ),
        );
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main();
