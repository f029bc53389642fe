// npm start, test, bench, bench:advice, view, package and analyze, on a clone where nothing is installed yet.
import { join } from "node:path";
import process from "node:process";

import { PROJECT_ROOT, build, cliIsCurrent, ensureDependencies, requireNode, runBuilt } from "./setUp.mjs";

/** The built entry of each command, and its first arguments. */
const COMMANDS = {
  start: { script: "dist/dev/start.js", args: [] },
  test: { script: "dist/dev/runAll.js", args: [] },
  package: { script: "dist/dev/packageExtension.js", args: [], production: true },
  bench: { script: "dist/dev/bench.js", args: [] },
  "bench:advice": { script: "dist/dev/benchAdvice.js", args: [] },
  view: { script: "scripts/view/view.mjs", args: [], isSource: true },
  analyze: { script: "dist/cli.js", args: ["run"], quick: true },
};

/** @param {string} line */
const say = (line) => process.stderr.write(`${line}\n`);

/** @param {readonly string[]} argv */
async function main([name = "", ...args]) {
  if (!Object.hasOwn(COMMANDS, name)) {
    throw new Error(`Unknown command "${name}"; there are: ${Object.keys(COMMANDS).join(", ")}.`);
  }
  /** @type {{ script: string, args: string[], production?: boolean, quick?: boolean, isSource?: boolean }} */
  const command = COMMANDS[/** @type {keyof typeof COMMANDS} */ (name)];
  const script = join(PROJECT_ROOT, command.script);
  requireNode();
  await ensureDependencies(say);
  if (!command.isSource && (!command.quick || !cliIsCurrent())) {
    await build(say, { production: command.production ?? false });
  }
  return await runBuilt(script, [...command.args, ...args]);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (/** @type {Error} */ error) => {
    say(error.message);
    process.exitCode = 1;
  },
);
