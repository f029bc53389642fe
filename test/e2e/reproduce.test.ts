import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROJECT_ROOT } from "../../scripts/projectRoot";
import { CLAIMS } from "../../src/reproduce/claims";

const PUBLISHED_TASK = join(PROJECT_ROOT, "..", "shared", "data", "var_u.mat");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ib-reproduce-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function reproduce(...args: readonly string[]) {
  return spawnSync(process.execPath, [join(PROJECT_ROOT, "dist", "cli.js"), "reproduce", ...args], {
    cwd: folder,
    encoding: "utf8",
  });
}

describe("ib-analysis reproduce", { shuffle: false }, () => {
  it("tries every claim, each config once, and writes the report", () => {
    const { status, stdout, stderr } = reproduce(
      "--networks",
      "1",
      "--epochs",
      "4",
      "--out",
      "small",
      "--quiet",
    );
    expect(stderr).toContain("Report: small/report.html");
    expect(status).toBe(0);
    expect(stdout.match(/^undecided: /gmu)).toHaveLength(CLAIMS.length - 1);
    expect(stdout).toContain(
      "not tried: The two phases on the published task\n  var_u.mat is not in the folder that this was started in.",
    );
    const files = readdirSync(join(folder, "small"));
    expect(files.filter((name) => name.endsWith(".ibrun"))).toHaveLength(8);
    expect(files).toContain("gradients-gradients.svg");
    const report = readFileSync(join(folder, "small", "report.html"), "utf8");
    expect(report.match(/<section /gu)).toHaveLength(CLAIMS.length - 1);
    expect(report).toContain("not tried: var_u.mat is not in the folder");
    expect(readFileSync(join(folder, "small", "report.md"), "utf8")).toContain(
      "## The two phases on the published task: not tried",
    );
  });

  it("uses what was run before, and refuses runs of other settings", () => {
    const again = reproduce("--networks", "1", "--epochs", "4", "--out", "small", "--only", "depth");
    expect(again.status).toBe(0);
    const other = reproduce("--networks", "2", "--epochs", "4", "--out", "small", "--only", "depth");
    expect(other.status).toBe(1);
    expect(other.stderr).toContain("it is a run of another config");
  });

  it("tries the published task where its file is", (context) => {
    if (!existsSync(PUBLISHED_TASK)) {
      context.skip("the published task is not here");
    }
    cpSync(PUBLISHED_TASK, join(folder, "var_u.mat"));
    const { status, stdout } = reproduce(
      "--networks",
      "1",
      "--epochs",
      "4",
      "--only",
      "published",
      "--quiet",
    );
    expect(status).toBe(0);
    expect(stdout).toContain("undecided: The two phases on the published task");
    expect(existsSync(join(folder, "ib-reproduction", "published.ibrun"))).toBe(true);
  });

  it("refuses a claim that there is not", () => {
    const { status, stderr } = reproduce("--only", "nothing");
    expect(status).toBe(2);
    expect(stderr).toContain('--only names "nothing"; the claims are two-phases');
  });
});
