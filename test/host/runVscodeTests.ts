import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runTests, TestRunFailedError } from "@vscode/test-electron";
import { PROJECT_ROOT, RESULTS_FOLDER } from "../../scripts/projectRoot";
import { GREP_VARIABLE, REPORT_VARIABLE } from "./suiteReport";

/** Windows starts no script by its first line. */
const TEST_HOST = process.platform === "win32" ? "extensionTestHost.cmd" : "extensionTestHost.js";

/**
 * Runs test/vscode inside VS Code, on an empty folder of its own: in a desktop VS Code where VSCODE_EXECUTABLE
 * names one, otherwise in the VS Code server.
 *
 * @param grep only tests whose full name holds this text
 * @returns whether all tests passed
 */
export async function runVscodeTests(reportFile: string, grep?: string): Promise<boolean> {
  const workspace = join(RESULTS_FOLDER, "vscode-workspace");
  rmSync(workspace, { recursive: true, force: true });
  mkdirSync(workspace, { recursive: true });
  const desktop = process.env["VSCODE_EXECUTABLE"];
  try {
    await runTests({
      vscodeExecutablePath:
        desktop === undefined || desktop === "" ? join(PROJECT_ROOT, "dist", "dev", TEST_HOST) : desktop,
      extensionDevelopmentPath: PROJECT_ROOT,
      extensionTestsPath: join(PROJECT_ROOT, "dist", "test", "vscode", "index.js"),
      launchArgs: [workspace, "--disable-extensions"],
      extensionTestsEnv: {
        [REPORT_VARIABLE]: reportFile,
        ...(grep !== undefined && { [GREP_VARIABLE]: grep }),
      },
    });
    return true;
  } catch (error) {
    if (error instanceof TestRunFailedError) {
      return false;
    }
    throw error;
  }
}
