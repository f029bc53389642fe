import axe from "axe-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { HostToView } from "../../../src/view/viewMessages";
import { SCENES } from "../../../scripts/view/scenes";
import type { EditorThemeName } from "../../support/editorThemes";
import { startWebviewHarness, type ViewPage, type WebviewHarness } from "../../support/webviewHarness";

/** What axe-core finds in the page: the rule and the elements that break it. */
const RUN_AXE = `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html.slice(0, 160))])
)`;

const THEMES: readonly EditorThemeName[] = ["light", "dark", "highContrast", "highContrastLight"];

/** States that the reader makes, beside those that a run is in. */
const CHOICES = {
  "hidden layers": { hiddenLayers: [0, 2] },
  table: { drawer: "table" },
  details: { drawer: "details" },
  "all estimators": { comparing: true },
  "mean and deviation": { gradientFigure: "meanAndDeviation" },
} as const;

describe("axe-core finds nothing", () => {
  let harness: WebviewHarness;

  beforeAll(async () => {
    harness = await startWebviewHarness();
  }, 120_000);
  afterAll(() => harness.dispose());

  async function expectNothing(
    placement: "panel" | "side",
    theme: EditorThemeName,
    message: HostToView,
    state: object = {},
  ): Promise<void> {
    const width = placement === "panel" ? 1200 : 240;
    const view: ViewPage = await harness.open({
      placement,
      width,
      height: 800,
      theme,
      state: { version: 1, runId: "synthetic-1", hiddenLayers: [], ...state },
    });
    await view.send(message);
    // The page's policy refuses scripts of others; the tests' own are let in by the browser.
    await view.page.evaluate(axe.source);
    expect(await view.page.evaluate(RUN_AXE)).toEqual([]);
    expect(view.complaints).toEqual([]);
    await view.close();
  }

  it.each([...SCENES])("in the panel and the side view: %s", async (_name, message) => {
    await expectNothing("panel", "dark", message);
    await expectNothing("side", "light", message);
  });

  it.each(THEMES.flatMap((theme) => Object.keys(CHOICES).map((choice) => [theme, choice] as const)))(
    "in the %s theme with %s",
    async (theme, choice) => {
      const message = SCENES.get("several")!;
      await expectNothing("panel", theme, message, CHOICES[choice as keyof typeof CHOICES]);
    },
  );
});
