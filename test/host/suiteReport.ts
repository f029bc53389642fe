import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** What one suite of tests came to: what each runner writes, and `npm test` adds up. */
export interface SuiteReport {
  readonly passed: number;
  readonly failed: readonly FailedTest[];
  readonly skipped: readonly SkippedTest[];
}

export interface FailedTest {
  readonly name: string;
  readonly message: string;
}

export interface SkippedTest {
  readonly name: string;
  readonly reason: string;
}

/** The environment variable that tells a runner where to write its report; without it, it writes none. */
export const REPORT_VARIABLE = "IB_TEST_REPORT";

/** The environment variable that names the tests inside VS Code to run, by a text that their full names hold. */
export const GREP_VARIABLE = "IB_TEST_GREP";

export const NO_REASON = "no reason given";

export function writeReport(report: SuiteReport): void {
  const file = process.env[REPORT_VARIABLE];
  if (file !== undefined && file !== "") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(report, null, 2));
  }
}

/**
 * The report that a runner left, with a failed test added for what the runner itself could not report: that it
 * ended badly, wrote nothing, or ran no test at all.
 */
export function readReport(suite: string, file: string, runnerSucceeded: boolean): SuiteReport {
  if (!existsSync(file)) {
    return failedSuite(suite, "The runner ended without writing a report.");
  }
  const report = JSON.parse(readFileSync(file, "utf8")) as SuiteReport;
  if (report.passed + report.failed.length === 0) {
    return { ...report, failed: failedSuite(suite, "No test was run.").failed };
  }
  if (!runnerSucceeded && report.failed.length === 0) {
    return { ...report, failed: failedSuite(suite, "All tests passed, yet the runner failed.").failed };
  }
  return report;
}

export function failedSuite(suite: string, message: string): SuiteReport {
  return { passed: 0, failed: [{ name: suite, message }], skipped: [] };
}
