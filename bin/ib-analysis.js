#!/usr/bin/env node
// Installs and builds where needed, saying so on stderr only, and then is the command-line program itself.
(async () => {
  const { join } = await import("node:path");
  const setUp = await import("../scripts/setUp.mjs");
  const say = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);
  try {
    const script = join(setUp.PROJECT_ROOT, "dist", "cli.js");
    setUp.requireNode();
    await setUp.ensureDependencies(say);
    if (!setUp.cliIsCurrent()) {
      await setUp.build(say);
    }
    process.exitCode = await setUp.runBuilt(script, process.argv.slice(2));
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
})();
