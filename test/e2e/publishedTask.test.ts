import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openWorkbench } from "../host/workbench";
import { waitUntil } from "../../scripts/vscode/waiting";
import { PANEL, readDrawn } from "./drawn";

const PUBLISHED_TASK = join("..", "shared", "data", "var_u.mat");
const CONFIG = {
  data: { source: "mat", file: "var_u.mat", inputs: "F", labels: "y" },
  training: { optimizer: "adam", learningRate: 0.002, epochs: 20 },
};

describe("the published 12-bit task, var_u.mat", () => {
  it("runs inside VS Code from a MATLAB file", async ({ skip }) => {
    skip(!existsSync(PUBLISHED_TASK), `${PUBLISHED_TASK} is not here; it is no part of this repository`);
    const folder = mkdtempSync(join(tmpdir(), "ib-e2e-"));
    cpSync(PUBLISHED_TASK, join(folder, "var_u.mat"));
    writeFileSync(join(folder, "published.ib.json"), JSON.stringify(CONFIG));
    const workbench = await openWorkbench({ folder });
    try {
      await workbench.openFile("published.ib.json");
      await workbench.runCommand("IB Analysis: Run IB Analysis");
      const panel = await workbench.webviewFrame(PANEL);
      const drawn = await waitUntil(
        async () => {
          const now = await readDrawn(panel);
          return now.header?.status === "completed" ? now : undefined;
        },
        { what: "the run's end", timeoutMs: 120_000 },
      );
      expect(drawn.picture!.plane.own.trajectories).toHaveLength(6);
      expect(drawn.picture!.plane.own.xMax).toBeGreaterThanOrEqual(12);
      workbench.expectNoComplaints();
    } finally {
      await workbench.dispose();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
