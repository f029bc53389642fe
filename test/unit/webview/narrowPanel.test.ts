import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ESTIMATOR_RUNS } from "../../support/syntheticScenes";
import { startWebviewHarness, type WebviewHarness } from "../../support/webviewHarness";

describe("a panel beside an editor", () => {
  let harness: WebviewHarness;
  beforeAll(async () => {
    harness = await startWebviewHarness();
  }, 120_000);
  afterAll(() => harness.dispose());

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
