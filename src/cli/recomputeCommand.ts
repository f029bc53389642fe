import { basename, dirname, resolve } from "node:path";
import { RUN_FILE_BYTES_MAX } from "../base/limits";
import { planRecomputation } from "../run/recomputation";
import { findActivationFolder } from "../disk/activationOwner";
import { openFile } from "../disk/openFile";
import { readRunEvents } from "../disk/readRunEvents";
import { failureFromThrown } from "../base/failure";
import type { RunEvent } from "../run/runEvent";
import { boundMessage } from "../base/text";
import { describeFailure, EXIT_FAILED } from "./exit";
import { recordRun, type CliEnvironment } from "./recordRun";
import type { RecomputeArguments } from "./recomputeArguments";
import { describeDamage } from "../run/runFileDamage";

/** `ib-analysis recompute`: another estimator over the activations that a run kept. @returns the exit code */
export async function recomputeCommand(
  args: RecomputeArguments,
  environment: CliEnvironment,
): Promise<number> {
  const say = (line: string): void => {
    environment.messages.write(`${line}\n`);
  };
  const runPath = resolve(environment.currentFolder, args.runPath);
  const events: RunEvent[] = [];
  try {
    const file = await openFile(runPath, RUN_FILE_BYTES_MAX);
    try {
      const damage = await readRunEvents(file, (event) => events.push(event));
      if (damage !== undefined && events.length === 0) {
        const { failure } = damage;
        say(describeFailure({ ...failure, message: `${args.runPath}: ${failure.message}` }));
        return EXIT_FAILED;
      }
      if (damage !== undefined) {
        say(boundMessage(describeDamage(args.runPath, damage)));
      }
    } finally {
      await file.close();
    }
  } catch (thrown) {
    const { message } = failureFromThrown(thrown);
    say(
      describeFailure({
        code: "run/file-unreadable",
        message: `${args.runPath} cannot be read: ${message}.`,
      }),
    );
    return EXIT_FAILED;
  }
  const plan = planRecomputation(events, args.settings);
  if (!plan.ok) {
    say(describeFailure(plan.failure));
    return EXIT_FAILED;
  }
  const { config, configName, activations, activationsOf } = plan.value;
  const found = await findActivationFolder(runPath, activations);
  if (!found.ok) {
    say(describeFailure(found.failure));
    return EXIT_FAILED;
  }
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
      source: { events, activationFolder: found.value, activationsOf },
    },
    args.quiet,
    environment,
  );
}
