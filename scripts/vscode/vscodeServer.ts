import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cleanEnvironment } from "../childProcess.mjs";
import { HOST_FOLDER, PROJECT_ROOT } from "../projectRoot";
import { writeUserSettings, type Settings } from "./userSettings";
import { ensureVscode, type VscodeInstallation } from "./vscodeInstall";
import { waitUntil, withTimeLimit } from "./waiting";

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 20_000;
const LOGS_KEPT = 20;

export interface ServerOptions {
  /** User settings on top of those for a quiet window. */
  readonly settings?: Settings;
  /** False starts folders in Restricted Mode, as a folder that the user has not yet trusted. Default: true. */
  readonly trusted?: boolean;
  /**
   * How an extension under development gets in. "installed": the folders are linked as installed extensions, and
   * the window is as users see it. "test": the server lets the page name a test run (see workbenchAddress), at the
   * price that VS Code then shows no notification toasts and no dialogs.
   */
  readonly mode:
    { readonly kind: "installed"; readonly extensions: readonly string[] } | { readonly kind: "test" };
  readonly environment?: Readonly<Record<string, string>>;
  readonly say?: (line: string) => void;
}

export interface RunningServer {
  readonly port: number;
  readonly origin: string;
  /** What a page must know to be let in: other users of this machine can reach the port, too. */
  readonly token: string;
  readonly logFile: string;
  /** Fulfilled when the server process is gone, for whatever reason. */
  readonly ended: Promise<void>;
  /** Ends the server and all its processes, and removes its data folder. Can be called twice. */
  readonly dispose: () => Promise<void>;
}

/**
 * Installs (once) and starts a VS Code server on a free port, and waits until it answers. Its data folder is new
 * and goes away with it. The supervisor ends it when this process ends in whatever way.
 */
export async function startVscodeServer(options: ServerOptions): Promise<RunningServer> {
  const installation = await ensureVscode(options.say ?? (() => undefined));
  // A short name: the paths of sockets in it may have about a hundred characters.
  const dataFolder = mkdtempSync(join(tmpdir(), "iba-"));
  const token = randomBytes(24).toString("hex");
  prepareDataFolder(dataFolder, token, options);
  const logFile = newLogFile();
  const supervisor = superviseServer(installation, dataFolder, logFile, options);
  const ended = new Promise<void>((resolve) => {
    supervisor.once("close", () => {
      resolve();
    });
  });
  const dispose = async (): Promise<void> => {
    supervisor.stdin?.end();
    await withTimeLimit(ended, { what: "the VS Code server to end", timeoutMs: STOP_TIMEOUT_MS });
  };
  try {
    const port = await waitForPort(supervisor, logFile);
    const origin = `http://127.0.0.1:${port}`;
    await waitForAnswer(origin, token, logFile);
    return { port, origin, token, logFile, ended, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

function prepareDataFolder(dataFolder: string, token: string, { mode, settings }: ServerOptions): void {
  writeUserSettings(dataFolder, settings ?? {});
  writeFileSync(join(dataFolder, "token"), token, { mode: 0o600 });
  mkdirSync(join(dataFolder, "sockets"));
  mkdirSync(join(dataFolder, "extensions"));
  if (mode.kind === "installed") {
    for (const extension of mode.extensions) {
      const manifest = JSON.parse(readFileSync(join(extension, "package.json"), "utf8")) as Record<
        string,
        string
      >;
      const id = `${manifest["publisher"] ?? ""}.${manifest["name"] ?? ""}-${manifest["version"] ?? ""}`;
      symlinkSync(extension, join(dataFolder, "extensions", id), "junction");
    }
  }
}

function superviseServer(
  { node, serverMain }: VscodeInstallation,
  dataFolder: string,
  logFile: string,
  options: ServerOptions,
): ChildProcess {
  const serverArgs = [
    ...["--host", "127.0.0.1", "--port", "0"],
    ...["--connection-token-file", join(dataFolder, "token")],
    ...["--server-data-dir", dataFolder, "--telemetry-level", "off"],
    ...["--accept-server-license-terms", "--disable-update-check"],
    ...(options.mode.kind === "test" ? ["--enable-smoke-test-driver"] : []),
    ...(options.trusted === false ? [] : ["--disable-workspace-trust"]),
  ];
  const supervisor = spawn(
    process.execPath,
    [join(PROJECT_ROOT, "scripts", "supervisor.mjs"), dataFolder, node, serverMain, ...serverArgs],
    {
      // Not in the terminal's group: Ctrl-C reaches us, and the supervisor hears of our end by its standard input.
      detached: true,
      windowsHide: true,
      stdio: ["pipe", "pipe", "pipe"],
      env: cleanEnvironment({
        // No gallery: nothing is asked from the network.
        EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: "" }),
        ...(process.platform === "linux" ? { XDG_RUNTIME_DIR: join(dataFolder, "sockets") } : {}),
        ...options.environment,
      }),
    },
  );
  const log = createWriteStream(logFile);
  supervisor.stdout.pipe(log, { end: false });
  supervisor.stderr.pipe(log, { end: false });
  supervisor.once("close", () => {
    log.end();
  });
  return supervisor;
}

/** A file for what the server prints; the oldest ones go. */
function newLogFile(): string {
  const folder = join(HOST_FOLDER, "logs");
  mkdirSync(folder, { recursive: true });
  const older = readdirSync(folder).sort().reverse();
  for (const name of older.slice(LOGS_KEPT - 1)) {
    rmSync(join(folder, name), { force: true });
  }
  const time = new Date().toISOString().replaceAll(/[:.]/g, "-");
  return join(folder, `server-${time}-${process.pid}.log`);
}

async function waitForPort(supervisor: ChildProcess, logFile: string): Promise<number> {
  let printed = "";
  supervisor.stdout?.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  return await waitUntil(
    () => {
      if (supervisor.exitCode !== null) {
        throw new Error(
          `The VS Code server ended before it was ready (code ${supervisor.exitCode}); see ${logFile}`,
        );
      }
      const port = /Extension host agent listening on (\d+)/.exec(printed)?.[1];
      return port === undefined ? undefined : Number(port);
    },
    {
      what: "the VS Code server to take a port",
      timeoutMs: START_TIMEOUT_MS,
      hint: () => `Its log: ${logFile}`,
    },
  );
}

async function waitForAnswer(origin: string, token: string, logFile: string): Promise<void> {
  await waitUntil(
    async () => {
      const response = await fetch(`${origin}/?tkn=${token}`, { redirect: "manual" }).catch(() => undefined);
      return response !== undefined && response.status < 400 ? true : undefined;
    },
    {
      what: `the VS Code server to answer at ${origin}`,
      timeoutMs: START_TIMEOUT_MS,
      hint: () => `Its log: ${logFile}`,
    },
  );
}
