import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROJECT_ROOT } from "../../scripts/projectRoot";

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
    expect(stdout.match(/^undecided: /gmu)).toHaveLength(12);
    const files = readdirSync(join(folder, "small"));
    expect(files.filter((name) => name.endsWith(".ibrun"))).toHaveLength(8);
    expect(files).toContain("gradients-gradients.svg");
    const report = readFileSync(join(folder, "small", "report.html"), "utf8");
    expect(report.match(/<section /gu)).toHaveLength(12);
  });

  it("uses what was run before, and refuses runs of other settings", () => {
    const again = reproduce("--networks", "1", "--epochs", "4", "--out", "small", "--only", "depth");
    expect(again.status).toBe(0);
    const other = reproduce("--networks", "2", "--epochs", "4", "--out", "small", "--only", "depth");
    expect(other.status).toBe(1);
    expect(other.stderr).toContain("it is a run of another config");
  });

  it("refuses a claim that there is not", () => {
    const { status, stderr } = reproduce("--only", "nothing");
    expect(status).toBe(2);
    expect(stderr).toContain('--only names "nothing"; the claims are two-phases');
  });
});
