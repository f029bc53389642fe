import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../projectRoot";
import { runProcess } from "../runProcess";
import type { Python } from "./findTools";
import { secondsOf } from "./measure";

const SCRIPT = join(PROJECT_ROOT, "scripts", "bench", "python", "experiment.py");
const TIMEOUT_MS = 10 * 60_000;

/** What the PyTorch script is to do; its files are named by whole paths. */
export interface ScriptSpec {
  readonly inputs: string;
  readonly labels: string;
  readonly widths: readonly number[];
  readonly epochs: number;
  readonly snapshots: number;
  readonly recordedEpochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly estimator: "binning" | "kde" | "kdeTorch";
  readonly variance: number;
  readonly threads: number;
  readonly seed: number;
}

/** A whole run of the script, and what its parts took, in seconds. */
export interface ScriptRun {
  readonly seconds: number;
  readonly training: number;
  readonly estimating: number;
  /** Snapshots that it took. */
  readonly snapshots: number;
}

/** Runs the script from process start to written result; undefined if it fails, which is said. */
export async function runScript(
  python: Python,
  spec: ScriptSpec,
  folder: string,
  say: (line: string) => void,
): Promise<ScriptRun | undefined> {
  const specFile = join(folder, "experiment.json");
  writeFileSync(specFile, JSON.stringify({ ...spec, out: join(folder, "experiment-results.json") }));
  let printed = "";
  let code: number | undefined;
  const seconds = await secondsOf(async () => {
    const end = await runProcess(python.command, ["-B", SCRIPT, specFile], {
      cwd: folder,
      timeoutMs: TIMEOUT_MS,
    });
    printed = end.output;
    code = end.code;
  });
  if (code !== 0) {
    say(`  The script failed: ${printed.trim()}`);
    return undefined;
  }
  return { seconds, ...(JSON.parse(printed) as Omit<ScriptRun, "seconds">) };
}

/**
 * What a whole run would take, from one of fewer epochs and snapshots: start and end as they were, training by
 * epochs and estimating by snapshots.
 */
export function projectScriptRun(
  run: ScriptRun,
  factors: { readonly epochs: number; readonly snapshots: number },
): number {
  const once = run.seconds - run.training - run.estimating;
  return once + run.training * factors.epochs + run.estimating * factors.snapshots;
}
