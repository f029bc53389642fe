import { readdirSync } from "node:fs";
import { join, sep } from "node:path";
import { format } from "node:util";
import Mocha from "mocha";
import { PROJECT_ROOT } from "../../../scripts/projectRoot";
import { GREP_VARIABLE, NO_REASON, writeReport, type FailedTest, type SkippedTest } from "../suiteReport";
import { skipReasons } from "./skipBecause";
import { sourceStack } from "./sourceStack";

export interface BundledTestFile {
  /** From the project's root, with forward slashes. */
  readonly file: string;
  readonly load: () => Promise<unknown>;
}

const TEST_TIMEOUT_MS = 60_000;

/**
 * Runs the bundled test files in the extension host. VS Code calls this, by way of the bundle's run(), and takes a
 * rejection as failure.
 */
export async function runMocha(files: readonly BundledTestFile[]): Promise<void> {
  const outside: FailedTest[] = [];
  const stopWatching = watchForStrayErrors(outside);
  const mocha = new Mocha({
    ui: "bdd",
    timeout: TEST_TIMEOUT_MS,
    forbidOnly: process.env["CI"] === "true",
    fullTrace: true,
  });
  const grep = process.env[GREP_VARIABLE];
  if (grep !== undefined && grep !== "") {
    mocha.fgrep(grep);
  }
  for (const { file, load } of files) {
    mocha.suite.emit("pre-require", globalThis, file, mocha);
    try {
      await load();
    } catch (error) {
      outside.push({ name: file, message: describe(error) });
    }
    mocha.suite.emit("post-require", globalThis, file, mocha);
  }
  addBundleCheck(mocha, files);

  let passed = 0;
  const failed: FailedTest[] = [];
  const skipped: SkippedTest[] = [];
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => {
      resolve();
    });
    runner.on("pass", () => passed++);
    runner.on("fail", (test, error: Error) => {
      error.stack = describe(error); // mocha prints it at the end
      failed.push({ name: test.fullTitle(), message: describe(error) });
    });
    runner.on("pending", (test) => {
      skipped.push({ name: test.fullTitle(), reason: skipReasons.get(test) ?? NO_REASON });
    });
  });
  // Rejections are announced a turn later than the code that caused them.
  await new Promise((resolve) => setImmediate(resolve));
  stopWatching();

  for (const { name, message } of outside) {
    console.error(`  ✖ ${name}: ${message}`);
  }
  writeReport({ passed, failed: [...failed, ...outside], skipped });
  if (failed.length + outside.length > 0) {
    throw new Error(`${failed.length + outside.length} failed inside VS Code`);
  }
}

/** Guards against a test file that is on disk, and silently not among those that run. */
function addBundleCheck(mocha: Mocha, files: readonly BundledTestFile[]): void {
  const check = new Mocha.Test("holds every test file that is on disk", () => {
    const folder = join(PROJECT_ROOT, "test", "vscode");
    const onDisk = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".test.ts"))
      .map((name) => `test/vscode/${name.split(sep).join("/")}`);
    const missing = onDisk.filter((name) => !files.some(({ file }) => file === name));
    if (missing.length > 0 || files.length !== onDisk.length) {
      throw new Error(`${onDisk.length} on disk, ${files.length} bundled; missing: ${missing.join(", ")}`);
    }
  });
  Mocha.Suite.create(mocha.suite, "the suite inside VS Code").addTest(check);
}

/**
 * Collects what nobody caught and what was printed as a warning or an error, as long as it comes from our files:
 * the host also runs VS Code's own extensions.
 */
function watchForStrayErrors(found: FailedTest[]): () => void {
  const take = (name: string, message: string, origin: string): void => {
    // VS Code passes a rejection on to more than one listener, and so may we hear of it twice.
    if (origin.includes(join(PROJECT_ROOT, "dist")) && !found.some((known) => known.message === message)) {
      found.push({ name, message });
    }
  };
  const takeError =
    (name: string) =>
    (error: unknown): void => {
      take(name, describe(error), error instanceof Error ? (error.stack ?? "") : "");
    };
  const onRejection = takeError("a rejection that nobody handled");
  const onException = takeError("an exception that nobody caught");
  process.on("unhandledRejection", onRejection);
  process.on("uncaughtException", onException);
  const original = globalThis.console;
  // The extension host does not let single methods be replaced, but the whole object.
  globalThis.console = new Proxy(original, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (name !== "warn" && name !== "error") {
        return method;
      }
      return (...args: unknown[]): void => {
        // The first two lines of the stack are this function itself.
        const origin = new Error().stack?.split("\n").slice(2).join("\n") ?? "";
        take(`console.${name}`, format(...args), origin);
        target[name](...args);
      };
    },
  });
  return () => {
    globalThis.console = original;
    process.off("unhandledRejection", onRejection);
    process.off("uncaughtException", onException);
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? sourceStack(error.stack ?? error.message) : String(error);
}
