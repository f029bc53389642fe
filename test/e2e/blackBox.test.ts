import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { afterAll, afterEach, assert, beforeAll, describe, expect, it } from "vitest";
import { readRunFile } from "../../src/run/runFile";
import { openWorkbench, type ThemeName, type Workbench } from "../host/workbench";
import { waitUntil } from "../../scripts/vscode/waiting";
import { readDrawn, PANEL, SIDE_VIEW } from "./drawn";

const RUN_TIMEOUT_MS = 150_000;

/** VS Code's own themes, and what their pictures are called. */
const THEMES: readonly (readonly [ThemeName, string])[] = [
  ["Default Light Modern", "light"],
  ["Default Dark Modern", "dark"],
  ["Default High Contrast", "high-contrast"],
];

// One window, one run: each test goes on where the one before it stopped.
describe("the paper's experiment in the workbench", { shuffle: false }, () => {
  let folder: string;
  let workbench: Workbench;
  let panel: Frame;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "ib-e2e-"));
    cpSync("examples", folder, { recursive: true, filter: (path) => !path.includes("ib-runs") });
    const source = `"source": "csv", "file": "[x](command:workbench.view.scm)$(bug).csv", "label": "y"`;
    writeFileSync(join(folder, "stranger.ib.json"), `{ "data": { ${source} } }`);
    writeFileSync(
      join(folder, "short.ib.json"),
      `{ "data": { "source": "symmetric-rule" }, "training": { "epochs": 30 } }`,
    );
    workbench = await openWorkbench({ folder, viewport: { width: 1600, height: 1000 } });
    await workbench.openFile("black-box.ib.json");
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
    "draws while it trains, finishes, and every layer has a trajectory",
    { timeout: RUN_TIMEOUT_MS },
    async () => {
      const pointsSeen = new Set<number>();
      const finished = await waitUntil(
        async () => {
          const drawn = await readDrawn(panel);
          pointsSeen.add(drawn.picture?.plane.own.trajectories[0]?.points.length ?? 0);
          return drawn.header?.status === "completed" ? drawn : undefined;
        },
        {
          what: "the run's end",
          timeoutMs: RUN_TIMEOUT_MS,
          hint: async () => JSON.stringify((await readDrawn(panel)).header),
        },
      );
      // Live: the picture grew in more than one step.
      expect(pointsSeen.size).toBeGreaterThan(3);
      const { plane, gradient } = finished.picture!;
      expect(plane.own.trajectories.map(({ title }) => title)).toHaveLength(6);
      for (const { points } of plane.own.trajectories) {
        expect(points.length).toBeGreaterThan(40);
        expect(points[0]!.epoch).toBe(0);
        expect(points.at(-1)!.epoch).toBe(2000);
        expect(points.every(({ ixt, ity }) => ixt >= 0 && ixt <= 12 + 1e-9 && ity >= 0 && ity <= 1)).toBe(
          true,
        );
      }
      expect(gradient.lines).toHaveLength(6);
      expect(finished.phases).not.toBe("");
      expect(Object.values(finished.drawn).every((chart) => chart !== undefined && chart.width > 200)).toBe(
        true,
      );
    },
  );

  it("leaves a run file that holds what was drawn", async () => {
    const [file] = readdirSync(join(folder, "ib-runs"));
    const { events, problems } = readRunFile(readFileSync(join(folder, "ib-runs", file!), "utf8"));
    expect(problems).toEqual([]);
    expect(events.at(-1)).toEqual({ type: "run/finished", status: "completed" });
    const last = events.filter((event) => event.type === "cell/snapshot" && event.epoch === 2000);
    const { own: plane } = (await readDrawn(panel)).picture!.plane;
    expect(plane.networks).toBe(last.length);
    for (const [layer, { points }] of plane.trajectories.entries()) {
      const figures = last.map((event) => {
        assert(event.type === "cell/snapshot");
        return event.estimates[0]!.layers[layer]!.ixt;
      });
      const mean = figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
      expect(points.at(-1)!.ixt).toBeCloseTo(mean, 10);
    }
  });

  it("says in the config what the run means", async () => {
    const problems = await workbench.problems();
    expect(problems.join("\n")).toContain("The last hidden layer ends with I(T;Y)");
    await workbench.runCommand("View: Toggle Panel Visibility");
  });

  it("looks right as a panel in light, dark and high contrast", async () => {
    await workbench.runCommand("View: Close Primary Side Bar");
    for (const [theme, name] of THEMES) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`panel-${name}`);
    }
  });

  it("draws the same run in the side view", async () => {
    await workbench.runCommand("IB Analysis: Focus on Information Plane View");
    const side = await workbench.webviewFrame(SIDE_VIEW);
    await waitUntil(async () => (await readDrawn(side)).drawn.plane, {
      what: "the side view's picture",
      timeoutMs: 30_000,
    });
    const inSide = (await readDrawn(side)).picture!;
    const inPanel = (await readDrawn(panel)).picture!;
    expect(inSide.plane.own.trajectories).toEqual(inPanel.plane.own.trajectories);
    for (const [theme, name] of THEMES) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`side-${name}`);
    }
  });

  it("is there again after the window is reloaded", async () => {
    const before = (await readDrawn(panel)).picture!.plane.own.trajectories;
    const restored = await workbench.reload(PANEL);
    const drawn = await waitUntil(
      async () => {
        const now = await readDrawn(restored);
        return now.picture === undefined ? undefined : now;
      },
      { what: "the restored panel's picture", timeoutMs: 60_000 },
    );
    expect(drawn.picture!.plane.own.trajectories).toEqual(before);
    expect(drawn.header?.status).toBe("completed");
  });

  it("says above the picture what the network asks for, and opens the config at that field", async () => {
    await workbench.openFile("short.ib.json");
    await workbench.runCommand("IB Analysis: Run IB Analysis");
    const restored = await workbench.webviewFrame(PANEL);
    const { verdict } = await waitUntil(
      async () => {
        const now = await readDrawn(restored);
        return now.verdict?.action === undefined ? undefined : now;
      },
      { what: "a verdict with a change", timeoutMs: 60_000 },
    );
    expect(verdict?.isWarning).toBe(true);
    await workbench.screenshot("verdict");
    await restored.getByRole("button", { name: /^Try training\./u }).click();
    await workbench.page.getByText(/Ln 1, Col \d+ \(\d+ selected\)/u).waitFor();
  });

  it("shows what a stranger wrote as text and never as a link or an icon", async () => {
    await workbench.openFile("stranger.ib.json");
    await workbench.runCommand("IB Analysis: Run IB Analysis");
    const { message } = await workbench.waitForNotification("workbench.view.scm");
    expect(message).toContain("[x] (command:workbench.view.scm)");
    const shown = workbench.page.locator(".notification-list-item-message", {
      hasText: "workbench.view.scm",
    });
    expect(await shown.locator("a").count()).toBe(0);
    expect(await shown.locator(".codicon").count()).toBe(0);
  });
});
