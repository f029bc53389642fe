import { runProcess } from "../../scripts/runProcess";

/** How one system's package manager is told to install. */
interface PackageManager {
  readonly command: string;
  readonly refresh?: readonly string[];
  readonly install: readonly string[];
  readonly browser: string;
  readonly fonts: readonly string[];
}

const PACKAGE_MANAGERS: readonly PackageManager[] = [
  {
    command: "apt-get",
    refresh: ["update"],
    install: ["install", "-y", "--no-install-recommends"],
    browser: "chromium",
    fonts: ["fontconfig", "fonts-dejavu-core"],
  },
  {
    command: "dnf",
    install: ["install", "-y"],
    browser: "chromium",
    fonts: ["fontconfig", "dejavu-sans-fonts"],
  },
  { command: "apk", install: ["add"], browser: "chromium", fonts: ["fontconfig", "font-dejavu"] },
  {
    command: "pacman",
    install: ["-Sy", "--noconfirm"],
    browser: "chromium",
    fonts: ["fontconfig", "ttf-dejavu"],
  },
];

const INSTALL_TIMEOUT_MS = 15 * 60_000;
const QUERY_TIMEOUT_MS = 30_000;

let fontsChecked = false;

/** Installs Chromium by the system's package manager. Gives the reason where that cannot be done. */
export async function installBrowser(say: (line: string) => void): Promise<string | undefined> {
  return await installPackages((manager) => [manager.browser, ...manager.fonts], say);
}

/** Sees to it that text can be drawn: without any sans-serif font a screenshot shows empty boxes. */
export async function ensureFonts(say: (line: string) => void): Promise<void> {
  if (fontsChecked || process.platform !== "linux") {
    return;
  }
  fontsChecked = true;
  const { code, output } = await query("fc-list", [":", "family"]);
  if (code === 0 && /sans|arial|helvetica|noto|roboto/i.test(output)) {
    return;
  }
  const problem = await installPackages((manager) => manager.fonts, say);
  if (problem !== undefined) {
    say(`No sans-serif font was found, so text in screenshots may be missing (${problem}).`);
  }
}

async function installPackages(
  choose: (manager: PackageManager) => readonly string[],
  say: (line: string) => void,
): Promise<string | undefined> {
  const manager = await presentManager();
  if (manager === undefined) {
    return "no known package manager is here to install it";
  }
  const asRoot = await rootPrefix();
  if (asRoot === undefined) {
    return `installing it by ${manager.command} needs root or sudo without a password`;
  }
  const packages = choose(manager);
  say(`Installing ${packages.join(", ")} by ${manager.command} …`);
  const steps = [
    ...(manager.refresh === undefined ? [] : [manager.refresh]),
    [...manager.install, ...packages],
  ];
  for (const step of steps) {
    const [command = "", ...args] = [...asRoot, manager.command, ...step];
    const { code, output } = await runProcess(command, args, {
      cwd: "/",
      timeoutMs: INSTALL_TIMEOUT_MS,
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    if (code !== 0) {
      return `${[manager.command, ...step].join(" ")} failed: ${output.trim().split("\n").slice(-3).join(" ")}`;
    }
  }
  return undefined;
}

async function presentManager(): Promise<PackageManager | undefined> {
  if (process.platform !== "linux") {
    return undefined;
  }
  for (const manager of PACKAGE_MANAGERS) {
    if ((await query(manager.command, ["--version"])).code === 0) {
      return manager;
    }
  }
  return undefined;
}

/** What to put before a command that needs root; undefined where we may not be root. */
async function rootPrefix(): Promise<readonly string[] | undefined> {
  if (process.getuid?.() === 0) {
    return [];
  }
  return (await query("sudo", ["-n", "true"])).code === 0 ? ["sudo", "-n"] : undefined;
}

async function query(command: string, args: readonly string[]): ReturnType<typeof runProcess> {
  return await runProcess(command, args, { cwd: "/", timeoutMs: QUERY_TIMEOUT_MS });
}
