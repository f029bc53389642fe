import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { PROJECT_ROOT } from "../../scripts/projectRoot";

it("npm run bench starts: it has a help and knows its rows", { timeout: 120_000 }, () => {
  const bench = (...args: readonly string[]) =>
    spawnSync(process.execPath, [join(PROJECT_ROOT, "dist", "dev", "bench.js"), ...args], {
      cwd: PROJECT_ROOT,
      encoding: "utf8",
    });
  expect(bench("--help")).toMatchObject({ status: 0 });
  const unknown = bench("--rows", "nothing");
  expect(unknown.status).toBe(1);
  expect(unknown.stderr).toContain('There are no rows "nothing"');
});
