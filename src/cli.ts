import { totalmem } from "node:os";
import { join } from "node:path";
import { boundCommand } from "./cli/boundCommand";
import { checkCommand } from "./cli/checkCommand";
import { estimateCommand } from "./cli/estimateCommand";
import { describeThrown } from "./cli/describeThrown";
import { describeFailure, EXIT_FAILED, EXIT_OK, EXIT_WRONG_ARGUMENTS } from "./cli/exit";
import { createArrayReader } from "./cli/npyFiles";
import { parseCliArguments } from "./cli/parseArguments";
import { mergeCommand } from "./cli/mergeCommand";
import { neuronsCommand } from "./cli/neuronsCommand";
import { summarizeCommand } from "./cli/summarizeCommand";
import { recomputeCommand } from "./cli/recomputeCommand";
import type { CliEnvironment } from "./cli/recordRun";
import { reproduceCommand } from "./cli/reproduceCommand";
import { runCommand } from "./cli/runCommand";
import { createSafeOutput, type SafeOutput } from "./cli/safeOutput";
import { ESTIMATE_MEMORY_MIB_MAX, ESTIMATE_MEMORY_SHARE } from "./base/limits";
import { TOOL_VERSION } from "./base/toolVersion";

async function main(out: SafeOutput, messages: SafeOutput): Promise<number> {
  const parsed = parseCliArguments(process.argv.slice(2));
  const environment: CliEnvironment = {
    workerPath: join(__dirname, "worker.js"),
    currentFolder: process.cwd(),
    out,
    messages,
    onInterrupt: (stop) => {
      process.once("SIGINT", stop);
      process.once("SIGTERM", stop);
    },
  };
  const arrays = createArrayReader(environment.currentFolder);
  switch (parsed.command) {
    case "help":
      out.write(parsed.text);
      return EXIT_OK;
    case "version":
      out.write(`${TOOL_VERSION}\n`);
      return EXIT_OK;
    case "wrong":
      messages.write(`${parsed.message}\n\n${parsed.help}`);
      return EXIT_WRONG_ARGUMENTS;
    case "run":
      return await runCommand(parsed, environment);
    case "merge":
      return await mergeCommand(parsed, environment);
    case "neurons":
      return await neuronsCommand(parsed, environment);
    case "summarize":
      return await summarizeCommand(parsed, environment);
    case "reproduce":
      return await reproduceCommand(parsed, environment);
    case "recompute":
      return await recomputeCommand(parsed, environment);
    case "estimate":
      return await estimateCommand(parsed, {
        ...environment,
        ...arrays,
        memoryLimitMebibytes: memoryLimit(),
      });
    case "bound":
      return await boundCommand(parsed, { ...environment, readMatrix: arrays.readArray });
    case "check":
      return checkCommand(parsed, { ...environment, clock: () => performance.now() });
  }
}

/** What an estimate may take, in MiB: what no machine should be asked for, and what this one has. */
function memoryLimit(): number {
  return Math.min(ESTIMATE_MEMORY_MIB_MAX, Math.floor((ESTIMATE_MEMORY_SHARE * totalmem()) / 2 ** 20));
}

const out = createSafeOutput(process.stdout);
const messages = createSafeOutput(process.stderr);

/** Nothing that is thrown reaches the person as a stack, unless it is asked for. */
function endThrown(thrown: unknown): void {
  const failure = describeThrown(thrown);
  messages.write(`${describeFailure(failure)}\n`);
  if (process.env["IB_ANALYSIS_DEBUG"] !== undefined && failure.detail !== undefined) {
    messages.write(`${failure.detail}\n`);
  }
  process.exitCode = EXIT_FAILED;
}

process.once("uncaughtException", (thrown) => {
  endThrown(thrown);
  // What is left running may never come to an end after this.
  process.exit();
});
void main(out, messages).then((code) => {
  process.exitCode = code;
}, endThrown);

// That the last words could not be written is known only after they were.
process.once("exit", (code) => {
  const lost = out.lost();
  if (lost !== undefined && code === EXIT_OK) {
    messages.write(`error: The results could not be written to standard output: ${lost}.\n`);
    process.exitCode = EXIT_FAILED;
  }
});
