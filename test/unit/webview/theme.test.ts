import { describe, expect, it } from "vitest";
import { contrast, parseColor, toCss, type Rgb } from "../../../webview/kit/color";
import { shadeByEpoch } from "../../../webview/kit/epochShade";
import { depthOf, RAMP_STEPS } from "../../../webview/kit/layerRamp";
import { layerColor, resolveTheme, type ChartTheme } from "../../../webview/kit/theme";
import { EDITOR_THEMES, type EditorTheme } from "../../support/editorThemes";

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];

describe("colors", () => {
  it.each<[string, Rgb | undefined]>([
    ["#fff", WHITE],
    ["#1F1f1f", [31, 31, 31]],
    ["#3b3b3b80", [59, 59, 59]],
    ["rgb(1, 2, 3)", [1, 2, 3]],
    ["rgba(1, 2, 3, 0.5)", [1, 2, 3]],
    ["rgb(1 2 3 / 50%)", [1, 2, 3]],
    ["transparent", undefined],
    ["", undefined],
  ])("are read from %s", (css, color) => {
    expect(parseColor(css)).toEqual(color);
  });

  it("have the contrast that WCAG gives them", () => {
    expect(contrast(BLACK, WHITE)).toBeCloseTo(21, 10);
    expect(contrast([119, 119, 119], WHITE)).toBeCloseTo(4.48, 2);
    expect(contrast(WHITE, [119, 119, 119])).toBeCloseTo(4.48, 2);
  });
});

interface Ground {
  readonly name: string;
  readonly background: Rgb;
  readonly theme: ChartTheme;
  readonly highContrast: boolean;
}

/** Every theme on the editor's and on the side bar's background. */
const GROUNDS: readonly Ground[] = Object.entries<EditorTheme>(EDITOR_THEMES).flatMap(([name, theme]) =>
  ["--vscode-editor-background", "--vscode-sideBar-background"].map((variable) => {
    const background = theme.variables[variable]!;
    const highContrast = theme.bodyClass.includes("high-contrast");
    return {
      name: `${name}, ${variable}`,
      background: parseColor(background)!,
      highContrast,
      theme: resolveTheme({ read: (asked) => theme.variables[asked] ?? "", background, highContrast }),
    };
  }),
);

describe.each(GROUNDS)("on $name", ({ background, theme, highContrast }) => {
  it("every layer's color can be told from the background, and from those of its neighbors", () => {
    expect(theme.layerRamp.length).toBe(RAMP_STEPS);
    for (const color of [...theme.layerRamp, ...theme.palette]) {
      expect(contrast(parseColor(color)!, background)).toBeGreaterThanOrEqual(highContrast ? 2.95 : 3);
    }
    const six = Array.from({ length: 6 }, (_, layer) => layerColor(theme, depthOf(layer, 6)));
    expect(new Set(six).size).toBe(6);
    const most = Array.from({ length: 33 }, (_, layer) => layerColor(theme, depthOf(layer, 33)));
    expect(new Set(most).size).toBe(33);
  });

  it("a layer's color goes from pale to full with the epochs, and its contrast only rises", () => {
    for (const color of [theme.layerRamp[0]!, theme.layerRamp.at(-1)!]) {
      const contrasts = Array.from({ length: 21 }, (_, index) =>
        contrast(parseColor(shadeByEpoch(theme, color, index / 20))!, background),
      );
      expect(contrasts[0]).toBeGreaterThan(1.15);
      expect([...contrasts].sort((a, b) => a - b)).toEqual(contrasts);
      expect(shadeByEpoch(theme, color, 1)).toBe(color);
    }
  });

  it("text and tooltips can be read", () => {
    expect(contrast(parseColor(theme.text)!, background)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(parseColor(theme.muted)!, background)).toBeGreaterThanOrEqual(4.5);
    expect(
      contrast(parseColor(theme.tooltipText)!, parseColor(theme.tooltipBackground)!),
    ).toBeGreaterThanOrEqual(4.5);
  });
});

describe("a theme", () => {
  it("without variables still has readable text and all colors", () => {
    const theme = resolveTheme({ read: () => "", background: "#1e1e1e", highContrast: false });
    expect(contrast(parseColor(theme.text)!, [30, 30, 30])).toBeGreaterThan(4.5);
    expect(Object.values(theme).every((value) => value !== "")).toBe(true);
  });

  it("with an unknown background is taken for a light one", () => {
    const { background } = resolveTheme({ read: () => "", background: "transparent", highContrast: false });
    expect(background).toBe(toCss(WHITE));
  });

  it("is light or dark by its background", () => {
    const light = resolveTheme({ read: () => "", background: "#fdf6e3", highContrast: false });
    const dark = resolveTheme({ read: () => "", background: "#002b36", highContrast: false });
    expect(layerColor(light, 0)).not.toBe(layerColor(dark, 0));
  });

  it("gives a network's only layer a color", () => {
    const theme = resolveTheme({ read: () => "", background: "#ffffff", highContrast: false });
    expect(layerColor(theme, depthOf(0, 1))).toBe(theme.layerRamp[0]);
  });
});
