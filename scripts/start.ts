// npm start: VS Code with this extension on the folder examples/, in the desktop VS Code where its "code" command
// is installed, otherwise from the VS Code server in a browser.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { PROJECT_ROOT } from "./projectRoot";
import { runProcess } from "./runProcess";
import { startVscodeServer } from "./vscode/vscodeServer";
import { workbenchAddress } from "./vscode/workbenchAddress";

const HELP = `npm start [-- options]
  --no-open     print the address, and leave the browser to you
  --server      use the VS Code server even where a desktop VS Code is installed
  --restricted  open the examples in Restricted Mode (server only; a desktop VS Code asks by itself)`;

const EXAMPLES = join(PROJECT_ROOT, "examples");

/** Opens the desktop VS Code. False where there is none. */
async function startDesktop(): Promise<boolean> {
  const onWindows = process.platform === "win32";
  const { code } = await runProcess(onWindows ? "where" : "which", ["code"], {
    cwd: PROJECT_ROOT,
    timeoutMs: 30_000,
  });
  if (code !== 0) {
    return false;
  }
  console.log("Opening the desktop VS Code with the extension on examples/ …");
  const args = ["--new-window", `--extensionDevelopmentPath=${PROJECT_ROOT}`, EXAMPLES];
  const child = spawn("code", onWindows ? args.map((arg) => `"${arg}"`) : args, {
    stdio: "inherit",
    shell: onWindows,
  });
  const [exitCode] = (await once(child, "close")) as [number | null];
  process.exitCode = exitCode ?? 1;
  return true;
}

async function startServer(open: boolean, trusted: boolean): Promise<void> {
  const server = await startVscodeServer({
    mode: { kind: "installed", extensions: [PROJECT_ROOT] },
    // Whoever runs npm start here has run this project's code already: Restricted Mode would protect from nothing.
    trusted,
    say: console.log,
  });
  const address = workbenchAddress(server, EXAMPLES);
  console.log(`\nVS Code with IB Analysis:\n\n  ${address}\n\nCtrl-C ends it.`);
  if (open) {
    openInBrowser(address);
  }
  const outcome = await Promise.race([
    once(process, "SIGINT").then(() => "asked" as const),
    once(process, "SIGTERM").then(() => "asked" as const),
    server.ended.then(() => "ended" as const),
  ]);
  if (outcome === "ended") {
    throw new Error(`The VS Code server ended by itself; its log: ${server.logFile}`);
  }
  await server.dispose();
}

/** Asks the system to show the address; a machine without a desktop cannot, and the printed address is enough. */
function openInBrowser(address: string): void {
  const [command, args] =
    process.platform === "darwin"
      ? ["open", [address]]
      : process.platform === "win32"
        ? ["rundll32", ["url.dll,FileProtocolHandler", address]]
        : ["xdg-open", [address]];
  const opener = spawn(command, args, { stdio: "ignore", detached: true });
  opener.on("error", () => {
    console.log(`(${command} is not here to open it.)`);
  });
  opener.unref();
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      "no-open": { type: "boolean", default: false },
      server: { type: "boolean", default: false },
      restricted: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  if (values.server || values["no-open"] || values.restricted || !(await startDesktop())) {
    await startServer(!values["no-open"], !values.restricted);
  }
}

main().then(
  // What the opener or a keep-alive connection may still hold must not keep us.
  () => process.exit(),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
