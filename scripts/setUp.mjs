// Plain Node without dependencies: brings a fresh clone to the point where the bundled tools can run.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

import { runNpm } from "./childProcess.mjs";

export const PROJECT_ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const INSTALL_TIMEOUT_MS = 15 * 60_000;

/** Written as the last step of a build; says when it was, and whether it was one for release. */
const BUILD_STAMP = "dist/.built";

/** What dist/cli.js is made from; anything newer than the build makes it stale. */
const CLI_INPUTS = ["src", "esbuild.mjs", "package.json", "package-lock.json"];

/** @typedef {(line: string) => void} Say prints one line about what is being done */

/** @param {string} file @returns {any} */
const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));

/**
 * Fails with one clear sentence on a Node older than package.json's "engines" asks for.
 */
export function requireNode() {
  const wanted = readJson(join(PROJECT_ROOT, "package.json")).engines.node.replace(">=", "");
  const [wantedMajor, wantedMinor] = wanted.split(".").map(Number);
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor)) {
    throw new Error(`IB Analysis needs Node ${wanted} or newer; this is Node ${process.versions.node}.`);
  }
}

/**
 * Whether node_modules holds what the lockfile names. npm writes node_modules/.package-lock.json as the last step
 * of an install, so it also tells a finished install from one that was cut off.
 *
 * @returns {boolean}
 */
export function dependenciesAreCurrent() {
  const installedFile = join(PROJECT_ROOT, "node_modules", ".package-lock.json");
  if (!existsSync(installedFile)) {
    return false;
  }
  const installed = readJson(installedFile).packages;
  const wanted = readJson(join(PROJECT_ROOT, "package-lock.json")).packages;
  const missing = Object.entries(wanted).some(
    // Optional packages are those of other platforms.
    ([path, { version, optional }]) => path !== "" && !optional && installed[path]?.version !== version,
  );
  const foreign = Object.entries(installed).some(([path, { version }]) => wanted[path]?.version !== version);
  return !missing && !foreign;
}

/**
 * Installs exactly what the lockfile names, where that is not what is there.
 *
 * @param {Say} say
 */
export async function ensureDependencies(say) {
  if (dependenciesAreCurrent()) {
    return;
  }
  say("Installing the packages of package-lock.json (npm ci) …");
  // --include=dev: the build tools are development packages, which a production npm setting would leave out.
  const args = ["ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  await runNpm(args, { cwd: PROJECT_ROOT, timeoutMs: INSTALL_TIMEOUT_MS });
}

/**
 * Builds everything into dist/.
 *
 * @param {Say} say
 * @param {{ production?: boolean }} [options]
 */
export async function build(say, { production = false } = {}) {
  say(production ? "Building for release …" : "Building …");
  const args = [join(PROJECT_ROOT, "esbuild.mjs"), ...(production ? ["--production"] : [])];
  // The build's own words go to stderr, so that a command's output stays its own.
  const child = spawn(process.execPath, args, { cwd: PROJECT_ROOT, stdio: ["ignore", 2, 2] });
  const [code] = await once(child, "close");
  if (code !== 0) {
    throw new Error(`The build failed (code ${code}); its errors are above.`);
  }
}

/**
 * Whether the built command-line program is newer than all that it is made from.
 *
 * @returns {boolean}
 */
export function cliIsCurrent() {
  const stamp = join(PROJECT_ROOT, BUILD_STAMP);
  if (!existsSync(stamp) || !existsSync(join(PROJECT_ROOT, "dist", "cli.js"))) {
    return false;
  }
  const builtAt = statSync(stamp).mtimeMs;
  return CLI_INPUTS.every((name) => newestChange(join(PROJECT_ROOT, name)) <= builtAt);
}

/** @param {string} path @returns {number} */
function newestChange(path) {
  if (!existsSync(path)) {
    return 0;
  }
  const stats = statSync(path);
  if (!stats.isDirectory()) {
    return stats.mtimeMs;
  }
  // A folder's own time tells of files that went away.
  return readdirSync(path).reduce(
    (newest, name) => Math.max(newest, newestChange(join(path, name))),
    stats.mtimeMs,
  );
}

/**
 * Runs a built command as if it had been called directly: same terminal, same exit code.
 *
 * @param {string} script
 * @param {readonly string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function runBuilt(script, args) {
  const child = spawn(process.execPath, [script, ...args], { stdio: "inherit" });
  // Ctrl-C reaches the child by itself; we stay until it has cleaned up.
  const wait = () => {};
  process.on("SIGINT", wait);
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  const [code, signal] = await once(child, "close");
  process.off("SIGINT", wait);
  if (signal !== null) {
    process.stderr.write(`${basename(script)} was stopped by ${signal}.\n`);
  }
  return code ?? 1;
}
