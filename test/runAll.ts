// npm test: all suites one after the other, none stopping the next; the last line is the count over all of them.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { PROJECT_ROOT, RESULTS_FOLDER } from "../scripts/projectRoot";
import { runProcess } from "../scripts/runProcess";
import { runVscodeTests } from "./host/runVscodeTests";
import { failedSuite, readReport, REPORT_VARIABLE, type SuiteReport } from "./host/suiteReport";

/** A suite's name on the command line, its headline, and how it is run. */
interface Suite {
  readonly name: string;
  readonly title: string;
  /** @param grep only tests whose full name holds this text */
  readonly run: (grep: string | undefined) => Promise<SuiteReport>;
}

interface Check {
  readonly title: string;
  /** A program of node_modules, from there, and its arguments. */
  readonly script: string;
  readonly args: readonly string[];
}

const CHECKS: readonly Check[] = [
  { title: "types of src", script: "typescript/bin/tsc", args: ["--noEmit"] },
  {
    title: "types of the page of views",
    script: "typescript/bin/tsc",
    args: ["--noEmit", "-p", "scripts/view/tsconfig.json"],
  },
  { title: "types of test", script: "typescript/bin/tsc", args: ["--noEmit", "-p", "test/tsconfig.json"] },
  {
    title: "types of webview",
    script: "typescript/bin/tsc",
    args: ["--noEmit", "-p", "webview/tsconfig.json"],
  },
  {
    title: "which way data goes",
    script: "dependency-cruiser/bin/dependency-cruise.mjs",
    args: ["src", "webview", "--config", ".dependency-cruiser.mjs"],
  },
  { title: "nothing unused", script: "knip/bin/knip.js", args: [] },
  { title: "lint", script: "eslint/bin/eslint.js", args: [".", "--max-warnings=0"] },
  { title: "format", script: "prettier/bin/prettier.cjs", args: ["--check", "."] },
];

const CHECK_TIMEOUT_MS = 5 * 60_000;
const SUITE_TIMEOUT_MS = 30 * 60_000;

const SUITES: readonly Suite[] = [
  { name: "checks", title: "types, imports, lint, format", run: runChecks },
  { name: "unit", title: "unit", run: (grep) => runVitest("unit", grep) },
  { name: "vscode", title: "inside VS Code", run: (grep) => runInsideVscode("vscode", grep) },
  { name: "e2e", title: "end to end, in the workbench", run: (grep) => runVitest("e2e", grep) },
];

function nodeModule(script: string): string {
  return join(PROJECT_ROOT, "node_modules", ...script.split("/"));
}

async function runChecks(): Promise<SuiteReport> {
  const failed: { name: string; message: string }[] = [];
  for (const { title, script, args } of CHECKS) {
    const { code, output } = await runProcess(process.execPath, [nodeModule(script), ...args], {
      cwd: PROJECT_ROOT,
      timeoutMs: CHECK_TIMEOUT_MS,
      wholeGroup: true,
    });
    console.log(`${code === 0 ? "✓" : "✗"} ${title}`);
    if (code !== 0) {
      console.log(output);
      failed.push({ name: title, message: "its output is above" });
    }
  }
  return { passed: CHECKS.length - failed.length, failed, skipped: [] };
}

/** A pattern that matches the text and nothing else. */
function asPattern(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`);
}

/** An empty place for a suite's report, so that one of an earlier run is never taken for it. */
function freshReportFile(suite: string): string {
  mkdirSync(RESULTS_FOLDER, { recursive: true });
  const file = join(RESULTS_FOLDER, `${suite}.json`);
  rmSync(file, { force: true });
  return file;
}

async function runVitest(project: string, grep: string | undefined): Promise<SuiteReport> {
  const reportFile = freshReportFile(project);
  const { code } = await runProcess(
    process.execPath,
    [
      nodeModule("vitest/vitest.mjs"),
      "run",
      "--project",
      project,
      ...(grep === undefined ? [] : ["--testNamePattern", asPattern(grep)]),
    ],
    {
      cwd: PROJECT_ROOT,
      timeoutMs: SUITE_TIMEOUT_MS,
      wholeGroup: true,
      env: { ...process.env, [REPORT_VARIABLE]: reportFile },
      show: true,
    },
  );
  return readReport(project, reportFile, code === 0);
}

async function runInsideVscode(suite: string, grep: string | undefined): Promise<SuiteReport> {
  const reportFile = freshReportFile(suite);
  const succeeded = await runVscodeTests(reportFile, grep);
  return readReport(suite, reportFile, succeeded);
}

function chooseSuites(names: readonly string[]): readonly Suite[] {
  const unknown = names.filter((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    const known = SUITES.map(({ name }) => name).join(", ");
    throw new Error(`There is no suite "${unknown.join('", "')}"; there are: ${known}.`);
  }
  return names.length === 0 ? SUITES : SUITES.filter(({ name }) => names.includes(name));
}

async function runSuite(suite: Suite, grep: string | undefined): Promise<SuiteReport> {
  console.log(`\n=== ${suite.name}: ${suite.title} ===\n`);
  const startedAt = Date.now();
  const report = await suite.run(grep).catch((error: unknown) => {
    return failedSuite(suite.name, error instanceof Error ? error.message : String(error));
  });
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(`\n${suite.name}: ${countLine([report])} (${seconds} s)`);
  return report;
}

function countLine(reports: readonly SuiteReport[]): string {
  const sum = (count: (report: SuiteReport) => number): number =>
    reports.reduce((total, report) => total + count(report), 0);
  const skipped = sum((report) => report.skipped.length);
  const line = `${sum((report) => report.passed)} passed, ${sum((report) => report.failed.length)} failed`;
  return skipped > 0 ? `${line}, ${skipped} skipped` : line;
}

async function main(args: readonly string[]): Promise<void> {
  const { values, positionals: names } = parseArgs({
    args: [...args],
    options: { grep: { type: "string" } },
    allowPositionals: true,
  });
  const { grep } = values;
  const reports: SuiteReport[] = [];
  for (const suite of chooseSuites(names)) {
    reports.push(await runSuite(suite, grep));
  }
  console.log("");
  for (const { name, reason } of reports.flatMap(({ skipped }) => skipped)) {
    console.log(`skipped: ${name} (${reason})`);
  }
  for (const { name, message } of reports.flatMap(({ failed }) => failed)) {
    console.log(`failed: ${name}: ${message.split("\n")[0] ?? ""}`);
  }
  process.exitCode = reports.some(({ failed }) => failed.length > 0) ? 1 : 0;
  console.log(countLine(reports));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
