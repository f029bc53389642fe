// Stands in for a desktop VS Code: takes the arguments that @vscode/test-electron gives to one, runs the tests in a
// VS Code server with a headless browser, and ends with the tests' exit code.
import { fstatSync } from "node:fs";
import { EventEmitter, once } from "node:events";
import { formatWithOptions } from "node:util";
import type { Page } from "playwright-core";
import { launchChromium } from "./chromium";
import { startVscodeServer, type RunningServer } from "../../scripts/vscode/vscodeServer";
import { isVscodeNoise } from "./vscodeNoise";
import { withTimeLimit } from "../../scripts/vscode/waiting";
import { workbenchAddress } from "../../scripts/vscode/workbenchAddress";

const OVERALL_TIMEOUT_MS = Number(process.env["IB_HOST_TIMEOUT_MS"] ?? 15 * 60_000);
const FIRST_SIGN_TIMEOUT_MS = 120_000;

interface HostArguments {
  readonly extensionDevelopmentPath: string;
  readonly extensionTestsPath: string;
  readonly folder: string;
  readonly trusted: boolean;
}

/** Picks out what concerns us; the rest are switches for Electron. */
function parseArguments(argv: readonly string[]): HostArguments {
  const option = (name: string): string => {
    const value = argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
    if (value === undefined) {
      throw new Error(`The argument --${name}=… is missing.`);
    }
    return value;
  };
  const folder = argv.find((arg) => !arg.startsWith("-"));
  if (folder === undefined) {
    throw new Error("The folder to open is missing.");
  }
  return {
    extensionDevelopmentPath: option("extensionDevelopmentPath"),
    extensionTestsPath: option("extensionTestsPath"),
    folder,
    trusted: argv.includes("--disable-workspace-trust"),
  };
}

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** Console methods of the extension host whose output goes to standard error. */
const ERROR_TYPES: readonly string[] = ["error", "warn"];

async function runTestsInServer({ folder, trusted, ...testRun }: HostArguments): Promise<number> {
  const server = await startVscodeServer({
    mode: { kind: "test" },
    trusted,
    say,
  });
  try {
    const browser = await launchChromium(say);
    try {
      const page = await browser.newPage();
      const run = await relayTestRun(page, server);
      await page.goto(workbenchAddress(server, folder, testRun), { timeout: FIRST_SIGN_TIMEOUT_MS });
      const hint = (): string => `Server log: ${server.logFile}`;
      const { started, exitCode } = run;
      await withTimeLimit(Promise.race([started, exitCode]), {
        what: "a first sign of the tests",
        timeoutMs: FIRST_SIGN_TIMEOUT_MS,
        hint,
      });
      return await withTimeLimit(exitCode, { what: "the tests to end", timeoutMs: OVERALL_TIMEOUT_MS, hint });
    } finally {
      await browser.close();
    }
  } finally {
    await server.dispose();
  }
}

interface TestRunSigns {
  /** Fulfilled when the extension host first prints something. */
  readonly started: Promise<void>;
  /** Rejected when the page or the server ends before the tests do. */
  readonly exitCode: Promise<number>;
}

/** Listens to what a workbench with a test run calls on its page. */
async function relayTestRun(page: Page, server: RunningServer): Promise<TestRunSigns> {
  const firstSign = new EventEmitter();
  const started = once(firstSign, "seen").then(() => undefined);
  let exited: ((code: number) => void) | undefined;
  const exitCode = new Promise<number>((resolve, reject) => {
    exited = resolve;
    page.on("crash", () => {
      reject(new Error("The page with the workbench crashed."));
    });
    page.on("close", () => {
      reject(new Error("The page with the workbench was closed."));
    });
    void server.ended.then(() => {
      reject(new Error(`The VS Code server ended during the tests; its log: ${server.logFile}`));
    });
  });
  // It may be rejected while nobody waits for it: before the start, or by our own closing of the page.
  exitCode.catch(() => undefined);
  await page.exposeFunction("codeAutomationLog", (type: string, args: unknown[]) => {
    const line = formatWithOptions({ colors: false }, ...args);
    if (!isVscodeNoise(line)) {
      firstSign.emit("seen");
      (ERROR_TYPES.includes(type) ? process.stderr : process.stdout).write(`${line}\n`);
    }
  });
  await page.exposeFunction("codeAutomationExit", (code: number) => {
    exited?.(code);
  });
  return { started, exitCode };
}

/** Ends us when the process that started us is gone, however it went: its end of our standard input closes then. */
function endWithParent(): void {
  const input = fstatSync(0);
  if (input.isFIFO() || input.isSocket()) {
    process.stdin.on("close", () => process.exit(1)).resume();
  }
}

async function main(): Promise<void> {
  endWithParent();
  process.exitCode = await runTestsInServer(parseArguments(process.argv.slice(2)));
}

main().then(
  // Standard input is still open, and would keep us.
  () => process.exit(),
  (error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
