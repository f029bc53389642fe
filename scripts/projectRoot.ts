import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The project's folder, looked for upwards because this file runs from scripts and, bundled, from dist. */
export const PROJECT_ROOT = findRoot(import.meta.dirname);

/** Where a pinned VS Code is installed, and where the logs of its servers are kept. Git ignores it. */
export const HOST_FOLDER = join(PROJECT_ROOT, ".vscode-test");

/** Screenshots and reports of test runs. Git ignores it. */
export const RESULTS_FOLDER = join(PROJECT_ROOT, "test-results");

function findRoot(folder: string): string {
  if (existsSync(join(folder, "esbuild.mjs"))) {
    return folder;
  }
  const parent = dirname(folder);
  if (parent === folder) {
    throw new Error(`No folder above ${import.meta.dirname} is this project's root.`);
  }
  return findRoot(parent);
}
