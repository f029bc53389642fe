import { join } from "node:path";
import { boundCommand } from "./cli/boundCommand";
import { checkCommand } from "./cli/checkCommand";
import { estimateCommand } from "./cli/estimateCommand";
import { EXIT_OK, EXIT_WRONG_ARGUMENTS } from "./cli/exit";
import { createArrayReader } from "./cli/npyFiles";
import { parseCliArguments } from "./cli/parseArguments";
import { recomputeCommand } from "./cli/recomputeCommand";
import type { CliEnvironment } from "./cli/recordRun";
import { runCommand } from "./cli/runCommand";
import { TOOL_VERSION } from "./toolVersion";

async function main(): Promise<number> {
  const parsed = parseCliArguments(process.argv.slice(2));
  const environment: CliEnvironment = {
    workerPath: join(__dirname, "worker.js"),
    currentFolder: process.cwd(),
    out: process.stdout,
    messages: process.stderr,
    onInterrupt: (stop) => {
      process.once("SIGINT", stop);
      process.once("SIGTERM", stop);
    },
  };
  const readArray = createArrayReader(environment.currentFolder);
  switch (parsed.command) {
    case "help":
      process.stdout.write(parsed.text);
      return EXIT_OK;
    case "version":
      process.stdout.write(`${TOOL_VERSION}\n`);
      return EXIT_OK;
    case "wrong":
      process.stderr.write(`${parsed.message}\n\n${parsed.help}`);
      return EXIT_WRONG_ARGUMENTS;
    case "run":
      return await runCommand(parsed, environment);
    case "recompute":
      return await recomputeCommand(parsed, environment);
    case "estimate":
      return await estimateCommand(parsed, { ...environment, readArray });
    case "bound":
      return await boundCommand(parsed, { ...environment, readMatrix: readArray });
    case "check":
      return checkCommand(parsed, { ...environment, clock: () => performance.now() });
  }
}

// Whoever reads the output may leave before its end, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") {
    throw error;
  }
});

void main().then((code) => {
  process.exitCode = code;
});
