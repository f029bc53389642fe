import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { linearTicks } from "../../../webview/kit/axisTicks";
import { panBy, zoomAt, type ZoomWindow } from "../../../webview/kit/zoomWindow";
import { createSyntheticRun } from "../../support/syntheticView";
import { startWebviewHarness, type ViewPage, type WebviewHarness } from "../../support/webviewHarness";

const WHOLE: ZoomWindow = { x: [0, 12], y: [0, 1] };

describe("the part of a chart that is looked at", () => {
  it("keeps the place that is zoomed at where it is, and is the whole again when it is as large", () => {
    const near = zoomAt(WHOLE, WHOLE, { x: 3, y: 0.5 }, 0.5)!;
    expect(near).toEqual({ x: [1.5, 7.5], y: [0.25, 0.75] });
    expect(zoomAt(near, WHOLE, { x: 3, y: 0.5 }, 2)).toBeUndefined();
  });

  it("moves with the pointer, not beyond the whole", () => {
    const near: ZoomWindow = { x: [2, 4], y: [0.5, 0.75] };
    expect(panBy(near, WHOLE, 0.5, -1)).toEqual({ x: [3, 5], y: [0.25, 0.5] });
    expect(panBy(near, WHOLE, -9, 9)).toEqual({ x: [0, 2], y: [0.75, 1] });
  });

  it("lies within the whole, whatever is done", () => {
    const step = fc.record({
      center: fc.record({
        x: fc.double({ min: -1, max: 13, noNaN: true }),
        y: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      factor: fc.double({ min: 0.1, max: 5, noNaN: true }),
      dx: fc.double({ min: -2, max: 2, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let window = WHOLE;
        for (const { center, factor, dx } of steps) {
          window = panBy(zoomAt(window, WHOLE, center, factor) ?? WHOLE, WHOLE, dx, dx);
          for (const axis of ["x", "y"] as const) {
            const [low, high] = window[axis];
            const [least, most] = WHOLE[axis];
            expect(low).toBeGreaterThanOrEqual(least - 1e-9);
            expect(high).toBeLessThanOrEqual(most + 1e-9);
            expect(high - low).toBeGreaterThanOrEqual((most - least) / 200 - 1e-9);
          }
        }
      }),
    );
  });

  it("has round ticks of its own", () => {
    expect(linearTicks(5.2, 5, 4.1)).toEqual([4.5, 5]);
    expect(linearTicks(0.62, 6, 0.5)).toEqual([0.5, 0.55, 0.6]);
  });
});

describe("the plane on the page", () => {
  let harness: WebviewHarness;
  let view: ViewPage;

  beforeAll(async () => {
    harness = await startWebviewHarness();
    view = await harness.open({ placement: "panel", width: 1200, height: 800 });
    await view.send({ type: "run/snapshot", sequence: 1, run: createSyntheticRun({ epochs: 200 }) });
  }, 120_000);
  afterAll(() => harness.dispose());

  beforeEach(async () => {
    await view.page.locator(".plane canvas.figure").press("0");
    await view.settle();
  });

  const widthOf = async (): Promise<number> => {
    const { x } = (await view.readViewModel()).drawn.plane!.window!;
    return x[1] - x[0];
  };

  it("is zoomed by keys and buttons, moved by keys and dragging, and fitted by a double click", async () => {
    const { page, settle, readViewModel } = view;
    const canvas = page.locator(".plane canvas.figure");
    const fit = page.getByRole("button", { name: "Fit" });
    expect(await widthOf()).toBe(12);
    expect(await fit.isVisible()).toBe(false);
    await canvas.focus();
    await page.keyboard.press("+");
    await page.keyboard.press("+");
    await settle();
    expect(await widthOf()).toBeCloseTo(12 * 0.49, 6);
    const before = (await readViewModel()).drawn.plane!.window!.x[0];
    await page.keyboard.press("Shift+ArrowRight");
    await settle();
    const moved = (await readViewModel()).drawn.plane!.window!.x[0];
    expect(moved).toBeGreaterThan(before);
    // An arrow by itself moves the cursor.
    await page.keyboard.press("ArrowLeft");
    await settle();
    expect((await readViewModel()).cursor).toBeLessThan(200);
    const box = (await canvas.boundingBox())!;
    await page.mouse.move(box.x + 200, box.y + 200);
    await page.mouse.down();
    await page.mouse.move(box.x + 260, box.y + 200, { steps: 3 });
    await page.mouse.up();
    await settle();
    expect((await readViewModel()).drawn.plane!.window!.x[0]).toBeLessThan(moved);
    await canvas.dblclick();
    await settle();
    expect(await widthOf()).toBe(12);
    await page.getByRole("button", { name: "Zoom in" }).click();
    await settle();
    expect(await widthOf()).toBeCloseTo(12 * 0.7, 6);
    await fit.click();
    await settle();
    expect(await widthOf()).toBe(12);
  });

  it("is zoomed by the wheel with Alt, around the pointer, and not by the wheel alone", async () => {
    const { page, settle } = view;
    const box = (await page.locator(".plane canvas.figure").boundingBox())!;
    await page.mouse.move(box.x + 300, box.y + 200);
    await page.mouse.wheel(0, -100);
    await settle();
    expect(await widthOf()).toBe(12);
    await page.keyboard.down("Alt");
    await page.mouse.wheel(0, -100);
    await page.keyboard.up("Alt");
    await expect.poll(widthOf).toBeCloseTo(12 * 0.7, 6);
    expect(view.complaints).toEqual([]);
  });
});
