import { relative } from "node:path";
import type { Reporter, TestModule, Vitest } from "vitest/node";
import { PROJECT_ROOT } from "../../scripts/projectRoot";
import { NO_REASON, writeReport, type FailedTest, type SkippedTest, type SuiteReport } from "./suiteReport";

type UnhandledErrors = Parameters<NonNullable<Reporter["onTestRunEnd"]>>[1];

/** A file of which no test begins or ends for so long hangs: a loop without end is beyond vitest's own timeout. */
const SILENCE_MAX_MS = 5 * 60_000;
const CHECK_INTERVAL_MS = 5000;

/** Prints the seed of the random order, ends a run that hangs, and writes what vitest found as a SuiteReport. */
export class VitestReport implements Reporter {
  readonly #lastSign = new Map<TestModule, number>();
  readonly #ended: TestModule[] = [];

  onInit(vitest: Vitest): void {
    vitest.logger.log(`order: random, seed ${vitest.config.sequence.seed} (repeat it by IB_TEST_SEED)`);
  }

  onTestRunStart(): void {
    setInterval(() => {
      this.#endWhenStuck();
    }, CHECK_INTERVAL_MS).unref();
  }

  onTestModuleStart(module: TestModule): void {
    this.#lastSign.set(module, Date.now());
  }

  onTestCaseReady({ module }: { readonly module: TestModule }): void {
    this.#lastSign.set(module, Date.now());
  }

  onTestCaseResult({ module }: { readonly module: TestModule }): void {
    this.#lastSign.set(module, Date.now());
  }

  onTestModuleEnd(module: TestModule): void {
    this.#lastSign.delete(module);
    this.#ended.push(module);
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: UnhandledErrors): void {
    const report = summarize(modules);
    const outside = unhandledErrors.map(({ message }) => ({ name: "outside of any test", message }));
    writeReport({ ...report, failed: [...report.failed, ...outside] });
  }

  #endWhenStuck(): void {
    const stuck = [...this.#lastSign].filter(([, time]) => Date.now() - time > SILENCE_MAX_MS);
    if (stuck.length > 0) {
      const message = `No test of it began or ended for ${SILENCE_MAX_MS / 1000} s: it hangs.`;
      const failed = stuck.map(([module]) => ({ name: fileOf(module), message }));
      const report = summarize(this.#ended);
      writeReport({ ...report, failed: [...report.failed, ...failed] });
      console.error(failed.map(({ name }) => `${name}: ${message}`).join("\n"));
      process.exit(1);
    }
  }
}

function fileOf(module: TestModule): string {
  return relative(PROJECT_ROOT, module.moduleId);
}

function summarize(modules: readonly TestModule[]): SuiteReport {
  let passed = 0;
  const failed: FailedTest[] = [];
  const skipped: SkippedTest[] = [];
  for (const module of modules) {
    const file = fileOf(module);
    // Errors outside of a test: while loading the file, or in a hook of a whole suite.
    const suites = [...module.children.allSuites()];
    for (const { message } of [...module.errors(), ...suites.flatMap((suite) => suite.errors())]) {
      failed.push({ name: file, message });
    }
    for (const test of module.children.allTests()) {
      const name = `${file} > ${test.fullName}`;
      const result = test.result();
      if (result.state === "passed") {
        passed++;
      } else if (result.state === "skipped") {
        skipped.push({ name, reason: result.note ?? NO_REASON });
      } else {
        const messages = result.errors?.map(({ message }) => message) ?? ["It did not finish."];
        failed.push({ name, message: messages.join("\n") });
      }
    }
  }
  return { passed, failed, skipped };
}
