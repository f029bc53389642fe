import { relative } from "node:path";
import type { Reporter, TestModule, Vitest } from "vitest/node";
import { PROJECT_ROOT } from "./projectRoot";
import { NO_REASON, writeReport, type FailedTest, type SkippedTest } from "./suiteReport";

type UnhandledErrors = Parameters<NonNullable<Reporter["onTestRunEnd"]>>[1];

/** Prints the seed of the random order, and writes what vitest found as a SuiteReport. */
export class VitestReport implements Reporter {
  onInit(vitest: Vitest): void {
    vitest.logger.log(`order: random, seed ${vitest.config.sequence.seed} (repeat it by IB_TEST_SEED)`);
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: UnhandledErrors): void {
    let passed = 0;
    const failed: FailedTest[] = [];
    const skipped: SkippedTest[] = [];
    for (const module of modules) {
      const file = relative(PROJECT_ROOT, module.moduleId);
      // Errors outside of a test: while loading the file, or in a hook of a whole suite.
      for (const { message } of [
        ...module.errors(),
        ...[...module.children.allSuites()].flatMap((s) => s.errors()),
      ]) {
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
    for (const { message } of unhandledErrors) {
      failed.push({ name: "outside of any test", message });
    }
    writeReport({ passed, failed, skipped });
  }
}
