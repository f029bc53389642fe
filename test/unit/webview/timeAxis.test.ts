import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { HostToView } from "../../../src/view/viewMessages";
import { createSyntheticRun } from "../../support/syntheticView";
import type { ViewPageOptions } from "../../support/viewPage";
import { startWebviewHarness, type ViewPage, type WebviewHarness } from "../../support/webviewHarness";

const PANEL = { placement: "panel", width: 1200, height: 800 } as const;
const RUN = createSyntheticRun({ epochs: 200 });
const WHOLE: HostToView = { type: "run/snapshot", sequence: 1, run: RUN };

let harness: WebviewHarness;
let view: ViewPage | undefined;

beforeAll(async () => {
  harness = await startWebviewHarness();
}, 120_000);
afterAll(() => harness.dispose());
afterEach(async () => {
  expect(view?.complaints).toEqual([]);
  await view?.close();
  view = undefined;
});

async function openRun(options: Partial<ViewPageOptions> = {}): Promise<ViewPage> {
  view = await harness.open({ ...PANEL, ...options });
  await view.send(WHOLE);
  return view;
}

/** Where the cursor is, on the axis and in every chart. */
async function readCursor({ readViewModel }: ViewPage): Promise<readonly unknown[]> {
  const { scrubber, drawn } = await readViewModel();
  return [scrubber?.epoch, drawn.gradient?.cursor?.x, drawn.information?.cursor?.x, drawn.loss?.cursor?.x];
}

describe("the time axis", () => {
  it("moves the cursor of all charts by keys, and draws no chart anew for it", async () => {
    const opened = await openRun();
    const { page, settle, readViewModel } = opened;
    expect(await readCursor(opened)).toEqual([200, 200, 200, 200]);
    const before = (await readViewModel()).drawn;
    await page.getByRole("slider", { name: "Epoch" }).focus();
    const pressAll = async (...keys: readonly string[]): Promise<void> => {
      for (const key of keys) {
        await page.keyboard.press(key);
      }
      await settle();
    };
    await pressAll("Home");
    // Epoch 0 has no place on the logarithmic axes; the charts show their first.
    expect(await readCursor(opened)).toEqual([0, 1, 1, 1]);
    await pressAll("ArrowRight", "ArrowRight", "ArrowUp", "ArrowLeft");
    expect(await readCursor(opened)).toEqual([2, 2, 2, 2]);
    await pressAll("PageUp");
    expect(await readCursor(opened)).toEqual([12, 12, 12, 12]);
    const { drawn, picture } = await readViewModel();
    const point = picture!.plane.own.trajectories[0]!.points.findLast(({ epoch }) => epoch <= 12)!;
    expect(drawn.plane?.cursor?.points[0]).toMatchObject({ x: point.ixt, y: point.ity });
    expect(await page.getByRole("slider", { name: "Epoch" }).getAttribute("aria-valuetext")).toMatch(
      /^epoch 12, 13 of \d+ recorded$/,
    );
    await pressAll("End");
    expect(await readCursor(opened)).toEqual([200, 200, 200, 200]);
    for (const name of ["plane", "gradient", "information", "loss"] as const) {
      expect((await readViewModel()).drawn[name]?.draws).toBe(before[name]?.draws);
    }
  });

  it("is moved from a chart that has the focus, and tells the layers' figures", async () => {
    const opened = await openRun();
    const { page, settle } = opened;
    await page.locator(".plane canvas.figure").focus();
    await page.keyboard.press("ArrowLeft");
    await settle();
    expect((await readCursor(opened))[0]).toBeLessThan(200);
    expect(await page.getByRole("status").textContent()).toMatch(/^Epoch \d+\. T1: I\(X;T\) [\d.]+ bits/);
  });

  it("is moved by dragging, on itself and in a chart over epochs", async () => {
    const opened = await openRun();
    const { page, settle } = opened;
    const track = (await page.locator(".track").boundingBox())!;
    await page.mouse.move(track.x + track.width, track.y + 5);
    await page.mouse.down();
    await page.mouse.move(track.x, track.y + 5, { steps: 4 });
    await page.mouse.up();
    await settle();
    expect((await readCursor(opened))[0]).toBe(0);
    const chart = (await page.locator(".loss canvas.figure").boundingBox())!;
    const { area } = (await opened.readViewModel()).drawn.loss!;
    await page.mouse.click(chart.x + (area.left + area.right) / 2, chart.y + (area.top + area.bottom) / 2);
    await settle();
    const epoch = Number((await readCursor(opened))[0]);
    // The middle of a logarithmic axis from 1 to 200.
    expect(Math.abs(Math.log(epoch) - Math.log(Math.sqrt(200)))).toBeLessThan(0.2);
  });

  it("plays at several speeds, pauses, and follows what comes again", async () => {
    const opened = await openRun({ fakeClock: true });
    const { page, settle } = opened;
    await page.getByRole("combobox", { name: "Speed" }).selectOption("4");
    await page.getByRole("button", { name: "Play" }).click();
    await page.clock.runFor(1500);
    const [epoch] = await readCursor(opened);
    expect(epoch).toBeGreaterThan(5);
    expect(epoch).toBeLessThan(100);
    await page.getByRole("button", { name: "Pause" }).click();
    await page.clock.runFor(1000);
    const [paused] = await readCursor(opened);
    expect(Number(paused)).toBeGreaterThanOrEqual(Number(epoch));
    await page.clock.runFor(1000);
    expect((await readCursor(opened))[0]).toBe(paused);
    await page.getByRole("button", { name: "Play" }).click();
    await page.clock.runFor(10_000);
    await settle();
    expect((await readCursor(opened))[0]).toBe(200);
    expect(await page.getByRole("button", { name: "Play" }).count()).toBe(1);
  });

  it("plays step by step for who asks for less motion", async () => {
    const opened = await openRun({ fakeClock: true });
    const { page } = opened;
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.getByRole("button", { name: "First epoch" }).click();
    await page.getByRole("button", { name: "Play" }).click();
    await page.clock.runFor(700);
    expect((await readCursor(opened))[0]).toBe(0);
    const seen = new Set<unknown>();
    for (let time = 0; time < 4000; time += 100) {
      await page.clock.runFor(100);
      seen.add((await readCursor(opened))[0]);
    }
    // Six steps at most, of the twelve seconds that the whole takes.
    expect(seen.size).toBeGreaterThan(3);
    expect(seen.size).toBeLessThanOrEqual(6);
  });

  it("stays where it is if its field is emptied", async () => {
    const opened = await openRun();
    const { page, settle } = opened;
    const field = page.getByLabel("epoch", { exact: true });
    await field.fill("7");
    await page.keyboard.press("Enter");
    await field.fill("");
    await page.keyboard.press("Enter");
    await settle();
    expect((await readCursor(opened))[0]).toBe(7);
    expect(await field.inputValue()).toBe("7");
  });

  it("takes an epoch by number, and says how to come back while a run goes on", async () => {
    const opened = await openRun();
    const { page, settle, send } = opened;
    await send({ ...WHOLE, run: { ...RUN, status: "running" } });
    expect(await page.locator(".live").innerText()).toBe("● live");
    await page.getByLabel("epoch", { exact: true }).fill("7");
    await page.keyboard.press("Enter");
    await settle();
    expect((await readCursor(opened))[0]).toBe(7);
    await page.getByRole("button", { name: "Return to live" }).click();
    await settle();
    expect((await readCursor(opened))[0]).toBe(200);
  });

  it("has the epochs of all charts in line", async () => {
    const { drawn } = await (await openRun()).readViewModel();
    const edges = [drawn.gradient!, drawn.information!, drawn.loss!].map(({ area }) => [
      area.left,
      area.right,
    ]);
    expect(edges[1]).toEqual(edges[0]);
    expect(edges[2]).toEqual(edges[0]);
  });
});

describe("what is open below", () => {
  it("is opened by what asks why, sorted by a click, and copied", async () => {
    const { page, settle, readPosted } = await openRun();
    await page.getByRole("button", { name: "Why?" }).click();
    await settle();
    const first = (): Promise<string> => page.locator("tbody tr td").first().innerText();
    expect(await first()).toBe("T1 hidden 1");
    await page.getByRole("button", { name: "I(X;T) now, bits" }).click();
    await settle();
    expect(await first()).toBe("T6 output");
    await page.getByRole("button", { name: /^I\(X;T\) now, bits/ }).click();
    await settle();
    expect(await first()).toBe("T1 hidden 1");
    await page.getByRole("button", { name: "Copy as Markdown" }).click();
    const copied = (await readPosted()).find(({ type }) => type === "view/copy");
    expect(copied).toMatchObject({ text: expect.stringContaining("| T1 hidden 1 |") as string });
    await page.getByRole("button", { name: /^Table/ }).click();
    await settle();
    expect(await page.locator("table").count()).toBe(0);
  });

  it("shows the run's config and asks the host to open and to compare it", async () => {
    const { page, settle, send, readPosted } = await openRun();
    const config = '{ "training": { "epochs": 200, "hidden": [3, 2] }, "study": {} }';
    await send({ ...WHOLE, run: { ...RUN, config, tool: "ib-analysis 1.2.3" } });
    await page.getByRole("button", { name: /^About this run/ }).click();
    await settle();
    expect(await page.locator(".configArea pre").innerText()).toBe(
      "{\n  training: {\n    epochs: 200,\n    hidden: [3, 2]\n  },\n  study: {}\n}\n",
    );
    expect(await page.locator(".detailsArea").innerText()).toContain("ib-analysis 1.2.3");
    await page.getByRole("button", { name: "Open as it was" }).click();
    await page.getByRole("button", { name: "Compare with the file" }).click();
    await page.getByRole("button", { name: "epochs", exact: true }).click();
    expect((await readPosted()).slice(-3)).toEqual([
      { type: "view/action", action: "openRunConfig" },
      { type: "view/action", action: "compareConfig" },
      { type: "view/openField", path: ["training", "epochs"] },
    ]);
  });
});
