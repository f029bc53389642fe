import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ESTIMATOR_RUNS } from "../../support/syntheticScenes";
import { startWebviewHarness, type WebviewHarness } from "../../support/webviewHarness";

describe("a panel beside an editor", () => {
  let harness: WebviewHarness;
  beforeAll(async () => {
    harness = await startWebviewHarness();
  }, 120_000);
  afterAll(() => harness.dispose());

  it.each([300, 460, 560, 620, 740, 800, 900])(
    "has every item of its menu in sight at %i px",
    async (width) => {
      const view = await harness.open({ placement: "panel", width, height: 700 });
      await view.send({ type: "run/snapshot", sequence: 1, run: ESTIMATOR_RUNS["several"]! });
      const { runId } = ESTIMATOR_RUNS["several"]!;
      await view.send({ type: "run/config", runId, state: "changed" });
      await view.page.locator(".menu summary").click();
      for (const item of await view.page.locator(".menuItems button").all()) {
        const { x, width: itemWidth } = (await item.boundingBox())!;
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x + itemWidth).toBeLessThanOrEqual(width);
      }
      await view.close();
    },
  );

  it("shows the whole plane and the time axis without scrolling, and all else when it is asked to", async () => {
    const height = 700;
    const view = await harness.open({ placement: "panel", width: 460, height });
    await view.send({ type: "run/snapshot", sequence: 1, run: ESTIMATOR_RUNS["several"]! });
    const bottomOf = async (selector: string): Promise<number> => {
      const box = (await view.page.locator(selector).boundingBox())!;
      return box.y + box.height;
    };
    const track = await bottomOf(".track");
    expect(track).toBeLessThanOrEqual(height);
    expect(await bottomOf(".plane canvas.figure")).toBeLessThanOrEqual(track);

    const smoothing = view.page.getByRole("combobox", { name: "Smooth" });
    expect(await smoothing.isVisible()).toBe(false);
    await view.page.getByRole("button", { name: "Options" }).click();
    expect(await smoothing.isVisible()).toBe(true);
    await view.page.getByRole("button", { name: "Fewer" }).click();
    expect(await smoothing.isVisible()).toBe(false);

    const phases = view.page.locator(".phases");
    const lines = async (): Promise<number> => (await phases.boundingBox())!.height;
    const cut = await lines();
    await phases.getByRole("button", { name: "More" }).click();
    expect(await lines()).toBeGreaterThan(cut);
    expect(view.complaints).toEqual([]);

    // A wide one has room for everything.
    await view.page.setViewportSize({ width: 1200, height });
    expect(await smoothing.isVisible()).toBe(true);
    expect(await view.page.getByRole("button", { name: "Options" }).isVisible()).toBe(false);
    await view.close();
  });
});

describe("a panel with more planes than its window has room for", () => {
  it("has the time axis below them, and a table that is asked for in sight", async () => {
    const harness = await startWebviewHarness();
    try {
      const view = await harness.open({ placement: "panel", width: 1222, height: 700 });
      await view.send({ type: "run/snapshot", sequence: 1, run: ESTIMATOR_RUNS["several"]! });
      await view.page
        .getByRole("combobox", { name: "Planes" })
        .selectOption({ label: "epochs side by side" });
      await view.settle();
      const edges = await view.page.evaluate<readonly [number, number]>(
        `[Math.max(...[...document.querySelectorAll("main .chart")].map((chart) => chart.getBoundingClientRect().bottom)),
          document.querySelector(".scrubber").getBoundingClientRect().top]`,
      );
      expect(edges[0]).toBeLessThanOrEqual(edges[1]);
      await view.page.getByRole("button", { name: /^Table/ }).click();
      await view.settle();
      const { top } = await view.page.evaluate<{ readonly top: number }>(
        `document.querySelector(".drawer").getBoundingClientRect().toJSON()`,
      );
      expect(top).toBeLessThan(700);
      await view.close();
    } finally {
      await harness.dispose();
    }
  }, 60_000);
});
