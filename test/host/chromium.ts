import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import { runProcess } from "../../scripts/runProcess";
import { ensureFonts, installBrowser } from "./systemPackages";

const BROWSER_NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "microsoft-edge-stable",
];

const MAC_BROWSERS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

const WINDOWS_BROWSERS = [
  "Google\\Chrome\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
];

const LAUNCH_ARGS = [
  // Containers rarely allow Chromium's own sandbox; the only page it opens is our server's.
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts a headless Chromium, installing one first where there is none and the system lets us. */
export async function launchChromium(say: (line: string) => void): Promise<Browser> {
  const executablePath = (await findChromium()) ?? (await installAndFind(say));
  await ensureFonts(say);
  return await chromium.launch({ executablePath, args: LAUNCH_ARGS, timeout: 60_000 });
}

/** The first Chromium, Chrome or Edge of this machine that starts; undefined where there is none. */
export async function findChromium(): Promise<string | undefined> {
  const named = process.env["CHROMIUM_PATH"];
  if (named !== undefined && named !== "") {
    if (!existsSync(named)) {
      throw new Error(`CHROMIUM_PATH names ${named}, where nothing is.`);
    }
    return named;
  }
  for (const candidate of candidates()) {
    if (isExecutable(candidate) && (await starts(candidate))) {
      return candidate;
    }
  }
  return undefined;
}

function candidates(): string[] {
  const fromPlaywright = chromium.executablePath();
  if (process.platform === "darwin") {
    return [...MAC_BROWSERS, fromPlaywright];
  }
  if (process.platform === "win32") {
    const roots = ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"].map((name) => process.env[name]);
    const present = roots.filter((root) => root !== undefined);
    return [...present.flatMap((root) => WINDOWS_BROWSERS.map((path) => join(root, path))), fromPlaywright];
  }
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return [...BROWSER_NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), fromPlaywright];
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there or not for us: then it is no candidate.
    return false;
  }
}

/** Some systems have a script by the browser's name that only says how to install it. */
async function starts(path: string): Promise<boolean> {
  if (process.platform === "win32") {
    return true; // there, --version would open a window
  }
  const { code } = await runProcess(path, ["--version"], { cwd: "/", timeoutMs: 30_000 });
  return code === 0;
}

async function installAndFind(say: (line: string) => void): Promise<string> {
  const problem = await installBrowser(say);
  const found = problem === undefined ? await findChromium() : undefined;
  if (found === undefined) {
    throw new Error(
      "This needs Chromium, Chrome or Edge, and none was found. " +
        `Install one, or name its executable in CHROMIUM_PATH.${problem === undefined ? "" : ` (${problem})`}`,
    );
  }
  return found;
}
