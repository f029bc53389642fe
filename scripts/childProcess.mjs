// Plain Node without dependencies: used before anything is installed, and by the bundled tools afterwards.

import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";

/** Variables that describe the process that started us, and would mislead a process that knows nothing of us. */
const FOREIGN_VARIABLE =
  /^(npm_(package|lifecycle|config_local_prefix)|VITEST|VSCODE_|ELECTRON_RUN_AS_NODE$)/;

/**
 * The environment for a tool or an editor: ours, without what npm, vitest or an editor's terminal put there.
 * NODE_ENV goes too: "production" would make npm leave out the development packages, "test" is vitest's own.
 *
 * @param {Readonly<Record<string, string>>} [extra]
 * @returns {Record<string, string>}
 */
export function cleanEnvironment(extra = {}) {
  /** @type {Record<string, string>} */
  const environment = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && name !== "NODE_ENV" && !FOREIGN_VARIABLE.test(name)) {
      environment[name] = value;
    }
  }
  return { ...environment, ...extra };
}

/**
 * Runs npm in a folder and waits for it. Its output is kept back and only shown in the error, unless `output`
 * is a stream to copy it to.
 *
 * @param {readonly string[]} args words without spaces or quotes: on Windows they go through the shell
 * @param {{ cwd: string, timeoutMs: number, output?: NodeJS.WritableStream }} options
 * @returns {Promise<void>}
 */
export async function runNpm(args, { cwd, timeoutMs, output }) {
  const onWindows = process.platform === "win32";
  const child = spawn(onWindows ? "npm.cmd" : "npm", args, {
    cwd,
    env: cleanEnvironment(),
    shell: onWindows,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: timeoutMs,
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      printed += text;
      output?.write(text);
    });
  }
  const [code, signal] = await once(child, "close");
  if (code !== 0) {
    const end = signal === null ? `ended with code ${code}` : `was stopped by ${signal}`;
    throw new Error(
      `npm ${args.join(" ")} in ${cwd} ${end}:\n${printed.trim().split("\n").slice(-25).join("\n")}`,
    );
  }
}
