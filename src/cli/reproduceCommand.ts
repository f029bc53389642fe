import { join, relative, resolve } from "node:path";
import { MEMORY_MIB_DEFAULT } from "../base/limits";
import { REPORT_HTML, reproducePaper } from "../worker/reproducePaper";
import { describeFailure, EXIT_CANCELED, EXIT_FAILED, EXIT_OK } from "./exit";
import { createProgressLine } from "./progressLine";
import type { CliEnvironment } from "./recordRun";
import type { ReproduceArguments } from "./reproduceArguments";

/** `ib-analysis reproduce`: runs what the claims need, each config once, and writes the report. @returns the exit code */
export async function reproduceCommand(
  { out, quiet, ...args }: ReproduceArguments,
  environment: CliEnvironment,
): Promise<number> {
  const { currentFolder, workerPath } = environment;
  const say = (line: string): void => {
    environment.messages.write(`${line}\n`);
  };
  const folder = resolve(currentFolder, out);
  const shownFolder = relative(currentFolder, folder);
  const progress = createProgressLine(environment.messages, quiet);
  const interrupted = new AbortController();
  environment.onInterrupt(() => {
    interrupted.abort();
  });
  const end = await reproducePaper({
    ...args,
    folder,
    shownFolder,
    dataFolder: currentFolder,
    workerPath,
    memoryLimitMebibytes: MEMORY_MIB_DEFAULT,
    signal: interrupted.signal,
    onClaim: ({ title }, index, count) => {
      say(`${index + 1} of ${count}: ${title}`);
    },
    onProgress: progress.show,
    onMeasured: ({ title }, { finding, figures }) => {
      progress.clear();
      environment.out.write(`${finding}: ${title}\n`);
      for (const line of figures) {
        environment.out.write(`  ${line}\n`);
      }
    },
    onUntried: ({ claim, reason }) => {
      environment.out.write(`not tried: ${claim.title}\n  ${reason}\n`);
    },
  });
  progress.clear();
  switch (end.status) {
    case "completed":
      say(`Report: ${join(shownFolder, REPORT_HTML)}`);
      return EXIT_OK;
    case "canceled":
      say("Canceled: the same command goes on where this one stopped.");
      return EXIT_CANCELED;
    case "failed":
      say(describeFailure(end.failure));
      return EXIT_FAILED;
  }
}
