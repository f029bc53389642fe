import { join } from "node:path";
import { HELP, parseCliArguments } from "./cli/parseArguments";
import { runCommand } from "./cli/runCommand";
import { TOOL_VERSION } from "./toolVersion";

const EXIT_WRONG_ARGUMENTS = 2;

async function main(): Promise<number> {
  const parsed = parseCliArguments(process.argv.slice(2));
  switch (parsed.command) {
    case "help":
      process.stdout.write(HELP);
      return 0;
    case "version":
      process.stdout.write(`${TOOL_VERSION}\n`);
      return 0;
    case "wrong":
      process.stderr.write(`${parsed.message}\n\n${HELP}`);
      return EXIT_WRONG_ARGUMENTS;
    case "run":
      return await runCommand(parsed, {
        workerPath: join(__dirname, "worker.js"),
        currentFolder: process.cwd(),
        out: process.stdout,
        messages: process.stderr,
        onInterrupt: (stop) => {
          process.once("SIGINT", stop);
          process.once("SIGTERM", stop);
        },
      });
  }
}

void main().then((code) => {
  process.exitCode = code;
});
