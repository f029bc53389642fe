import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunView } from "../../../src/view/viewMessages";
import type { EditorThemeName } from "../../support/editorThemes";
import { BAD_RUNS, COMPLETE, ESTIMATOR_RUNS, RUNS } from "../../support/syntheticScenes";
import { startWebviewHarness, type ViewPage, type WebviewHarness } from "../../support/webviewHarness";

/** Every picture is left here to be looked at: what a test cannot see, a person can. */
const PICTURES = fileURLToPath(new URL("../../../test-results/webview/", import.meta.url));

interface Place {
  readonly placement: "panel" | "side";
  readonly width: number;
  readonly height: number;
}

const PLACES = {
  "panel-1200": { placement: "panel", width: 1200, height: 800 },
  "panel-2400": { placement: "panel", width: 2400, height: 1300 },
  "panel-800": { placement: "panel", width: 800, height: 900 },
  "panel-600": { placement: "panel", width: 600, height: 900 },
  "side-320": { placement: "side", width: 320, height: 900 },
  "side-220": { placement: "side", width: 220, height: 900 },
  "side-200": { placement: "side", width: 200, height: 900 },
} as const satisfies Record<string, Place>;

const THEMES: readonly EditorThemeName[] = ["light", "dark", "highContrast", "highContrastLight"];

type Scene = readonly [place: keyof typeof PLACES, theme: EditorThemeName, run: string];

const SCENES: readonly Scene[] = [
  ...THEMES.flatMap((theme) => [
    ["panel-1200", theme, "complete"] as const,
    ["side-220", theme, "complete"] as const,
  ]),
  ["panel-800", "light", "complete"],
  ["panel-600", "dark", "complete"],
  ["panel-2400", "dark", "complete"],
  ["side-320", "dark", "complete"],
  ["side-200", "light", "complete"],
  ...Object.keys(RUNS).flatMap((run) => [
    ["panel-1200", "dark", run] as const,
    ["side-220", "light", run] as const,
  ]),
];

const ESTIMATOR_SCENES: readonly (readonly [...scene: Scene, choice: string])[] = [
  ...THEMES.flatMap((theme) => [
    ["panel-1200", theme, "several", "KDE bounds"] as const,
    ["side-200", theme, "several", "KDE bounds"] as const,
  ]),
  ["panel-1200", "light", "several", "matrix-based Rényi"],
  ["panel-600", "dark", "several", "noise-injected"],
  ["panel-800", "light", "several", "Compare all"],
  ["panel-1200", "dark", "six-estimators", "Compare all"],
  ["panel-1200", "highContrastLight", "six-estimators", "Compare all"],
  ["side-220", "light", "six-estimators", "nearest neighbors"],
  ["panel-1200", "light", "trivial", "binning"],
  ["panel-600", "light", "trivial", "Compare all"],
  ["side-220", "dark", "trivial", "binning"],
];

/** Elements that stick out of the page, or whose text does not fit into them. */
const FIND_CUT_OFF = `[...document.querySelectorAll("#app *")].filter((element) => {
  const { left, right, width } = element.getBoundingClientRect();
  const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== "");
  const cut = own && element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline";
  return width > 1 && element.checkVisibility() && element.tagName !== "H1" && (left < 0 || right > innerWidth + 0.5 || cut);
}).map((element) => element.outerHTML.slice(0, 120))`;

/** Ticks of the color scale that stand on each other. */
const FIND_COLLISIONS = `[...document.querySelectorAll(".colorTicks span")].filter((tick) => tick.checkVisibility()).filter((tick, index, all) =>
  index > 0 && tick.getBoundingClientRect().left < all[index - 1].getBoundingClientRect().right
).map((tick) => tick.textContent)`;

/** Share of each visible canvas that is drawn on. */
const MEASURE_INK = `[...document.querySelectorAll("canvas.figure")].filter((canvas) => canvas.checkVisibility()).map((canvas) => {
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
  let ink = 0;
  for (let i = 3; i < data.length; i += 4) ink += data[i] > 0 ? 1 : 0;
  return ink / (canvas.width * canvas.height);
})`;

describe("a picture", () => {
  let harness: WebviewHarness;
  /** One page for each placement shows all its scenes, one after the other as they come. */
  let views: Readonly<Record<Place["placement"], ViewPage>>;

  beforeAll(async () => {
    await mkdir(PICTURES, { recursive: true });
    harness = await startWebviewHarness();
    views = {
      panel: await harness.open(PLACES["panel-1200"]),
      side: await harness.open(PLACES["side-320"]),
    };
  }, 120_000);
  afterAll(() => harness.dispose());

  async function show(place: keyof typeof PLACES, theme: EditorThemeName, run: RunView): Promise<ViewPage> {
    const { placement, width, height } = PLACES[place];
    const view = views[placement];
    await view.page.setViewportSize({ width, height });
    await view.setTheme(theme);
    await view.send({ type: "run/snapshot", sequence: 1, run });
    return view;
  }

  /** Nothing is cut off, nothing is blank; what else there is to see is left for a person. */
  async function expectWhole(view: ViewPage, file: string): Promise<void> {
    await view.page.screenshot({ path: join(PICTURES, `${file}.png`), fullPage: true });
    expect(await view.page.evaluate(FIND_CUT_OFF)).toEqual([]);
    expect(await view.page.evaluate(FIND_COLLISIONS)).toEqual([]);
    const { placement } = await view.readViewModel();
    const ink = await view.page.evaluate<number[]>(MEASURE_INK);
    expect(ink.every((share) => share > 0.02)).toBe(true);
    const planes = (await view.readViewModel()).picture?.plane.compared.length ?? 0;
    expect(ink.length + (await view.page.locator(".empty:visible").count())).toBe(
      // Each chart has a canvas for itself and one for what follows the cursor; the latter may be nearly empty.
      placement === "panel" ? 3 + Math.max(1, planes) : 1,
    );
    expect(view.complaints).toEqual([]);
  }

  it.each(SCENES)("in %s, %s theme, %s: nothing is cut off, nothing is blank", async (place, theme, name) => {
    await expectWhole(await show(place, theme, RUNS[name] ?? COMPLETE), `${place}-${theme}-${name}`);
  });

  it.each(
    Object.keys(BAD_RUNS).flatMap((name) => [
      ["panel-1200", "dark", name] as const,
      ["side-220", "light", name] as const,
    ]),
  )("in %s, %s theme, %s: it is usable", async (place, theme, name) => {
    await expectWhole(await show(place, theme, BAD_RUNS[name]!), `${place}-${theme}-${name}`);
  });

  it.each(ESTIMATOR_SCENES)("in %s, %s theme, %s by %s: the same", async (place, theme, name, choice) => {
    const view = await show(place, theme, ESTIMATOR_RUNS[name]!);
    await view.page.getByLabel("Estimator", { exact: true }).selectOption({ label: choice });
    await view.settle();
    await expectWhole(view, `${place}-${theme}-${name}-${choice.replaceAll(" ", "-")}`);
  });
});
