import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openWorkbench, type Workbench } from "../host/workbench";
import { waitUntil } from "../../scripts/vscode/waiting";
import { PANEL, readDrawn, SIDE_VIEW } from "./drawn";

const RUN_TIMEOUT_MS = 180_000;
const CHECK_TIMEOUT_MS = 180_000;

// One window, one run: each test goes on where the one before it stopped.
describe("several estimators in the workbench", { shuffle: false }, () => {
  let folder: string;
  let workbench: Workbench;
  let panel: Frame;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "ib-e2e-"));
    cpSync("examples/estimators.ib.json", join(folder, "estimators.ib.json"));
    workbench = await openWorkbench({ folder, viewport: { width: 1600, height: 1000 } });
    await workbench.openFile("estimators.ib.json");
    await workbench.runCommand("IB Analysis: Run IB Analysis");
    panel = await workbench.webviewFrame(PANEL);
  });

  afterAll(async () => {
    await workbench.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  afterEach(() => {
    workbench.expectNoComplaints();
  });

  it(
    "says how large the kept activations will be, and ends with every estimator's figures",
    { timeout: RUN_TIMEOUT_MS },
    async () => {
      expect((await workbench.problems()).join("\n")).toMatch(
        /Info: The activations of \d+ snapshots will be kept beside the run file: about [\d.]+ MiB/,
      );
      await workbench.runCommand("View: Toggle Panel Visibility");
      const { picture } = await waitUntil(
        async () => {
          const drawn = await readDrawn(panel);
          return drawn.header?.status === "completed" ? drawn : undefined;
        },
        {
          what: "the run's end",
          timeoutMs: RUN_TIMEOUT_MS,
          hint: async () => JSON.stringify((await readDrawn(panel)).header),
        },
      );
      expect(picture!.plane.controls.options.map(({ label }) => label)).toHaveLength(5);
      expect(picture!.plane.own.bound).toBeDefined();
      expect(picture!.plane.own.band).toBeUndefined();
      expect(readdirSync(join(folder, "ib-runs")).some((name) => name.endsWith(".activations"))).toBe(true);
      await workbench.screenshot("estimators-binning");
    },
  );

  it("draws the bounds of the KDE as a band, and all side by side", async () => {
    const select = panel.getByLabel("Estimator", { exact: true });
    await select.selectOption({ index: 2 });
    const kde = await waitUntil(
      async () => {
        const { picture } = await readDrawn(panel);
        return picture?.plane.own.band === undefined ? undefined : picture;
      },
      { what: "the band", timeoutMs: 30_000 },
    );
    expect(kde.plane.own.resolutions.join()).toContain("σ² = 0.001");
    await workbench.screenshot("estimators-kde");
    await select.selectOption({ index: 4 });
    await waitUntil(async () => ((await readDrawn(panel)).drawnParts.plane.length === 4 ? true : undefined), {
      what: "four planes",
      timeoutMs: 30_000,
    });
    await workbench.screenshot("estimators-compared");
  });

  it("shows them in the narrow side view too", async () => {
    await workbench.runCommand("IB Analysis: Focus on Information Plane View");
    const side = await workbench.webviewFrame(SIDE_VIEW);
    await waitUntil(async () => (await readDrawn(side)).drawn.plane, {
      what: "the side view's picture",
      timeoutMs: 30_000,
    });
    await workbench.screenshot("estimators-side");
  });

  it("asks another estimator of the stored run", { timeout: RUN_TIMEOUT_MS }, async () => {
    await workbench.runCommand("IB Analysis: Estimate Again…");
    await workbench.pick("estimators");
    await workbench.pick("Binning, 100 bins");
    const again = await waitUntil(
      async () => {
        const drawn = await readDrawn(panel);
        const options = drawn.picture?.plane.controls.options.length;
        return drawn.header?.status === "completed" && options === 6 ? drawn : undefined;
      },
      {
        what: "the second run's end",
        timeoutMs: RUN_TIMEOUT_MS,
        hint: async () => JSON.stringify((await readDrawn(panel)).header),
      },
    );
    expect(again.picture!.plane.controls.options.map(({ label }) => label).join()).toContain(
      "binning (100 bins)",
    );
  });

  it("checks the estimators in front of the person", { timeout: CHECK_TIMEOUT_MS }, async () => {
    await workbench.runCommand("IB Analysis: Check Estimators");
    const table = await waitUntil(
      async () => {
        for (const frame of workbench.page.frames()) {
          if (!frame.isDetached() && (await frame.locator("table tbody tr").count()) > 20) {
            return await frame.locator("table").innerText();
          }
        }
        return undefined;
      },
      {
        what: "the check's table",
        timeoutMs: CHECK_TIMEOUT_MS / 2,
        hint: async () => JSON.stringify(await workbench.notifications()),
      },
    );
    expect(table).toContain("binary symmetric channel");
    expect(table).not.toContain("✗");
    await workbench.screenshot("estimator-check");
  });
});
