import { basename, dirname, join, resolve } from "node:path";
import { RUN_FILE_BYTES_MAX } from "../config/limits";
import { planRecomputation } from "../run/recomputation";
import { readRunFile } from "../run/runFile";
import { describeFailure, EXIT_FAILED } from "./exit";
import { readBoundedFile } from "./readBoundedFile";
import { recordRun, type CliEnvironment } from "./recordRun";
import type { RecomputeArguments } from "./recomputeArguments";

/** `ib-analysis recompute`: another estimator over the activations that a run kept. @returns the exit code */
export async function recomputeCommand(
  args: RecomputeArguments,
  environment: CliEnvironment,
): Promise<number> {
  const say = (line: string): void => {
    environment.messages.write(`${line}\n`);
  };
  const runPath = resolve(environment.currentFolder, args.runPath);
  const bytes = await readBoundedFile(runPath, args.runPath, RUN_FILE_BYTES_MAX, "run/file-unreadable");
  if (!bytes.ok) {
    say(describeFailure(bytes.failure));
    return EXIT_FAILED;
  }
  const { events, problems } = readRunFile(new TextDecoder().decode(bytes.value));
  for (const { message } of problems) {
    say(`${args.runPath}: warning: ${message}`);
  }
  const plan = planRecomputation(events, args.settings);
  if (!plan.ok) {
    say(describeFailure(plan.failure));
    return EXIT_FAILED;
  }
  const { config, configName, activations } = plan.value;
  const folder = dirname(runPath);
  const out = args.out === undefined ? undefined : resolve(environment.currentFolder, args.out);
  return await recordRun(
    {
      config,
      configName,
      files: new Map(),
      runFolder: out === undefined ? folder : dirname(out),
      ...(out === undefined ? {} : { runFileName: basename(out) }),
      memoryLimitMebibytes: Infinity,
      source: { events, activationFolder: join(folder, activations) },
    },
    args.quiet,
    environment,
  );
}
