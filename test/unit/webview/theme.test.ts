import { describe, expect, it } from "vitest";
import { contrast, luminance, parseColor, toCss, type Rgb } from "../../../webview/kit/color";
import { createReadableScale, readScale } from "../../../webview/kit/colorScale";
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
  it("every layer's color can be told from the background", () => {
    expect(new Set(theme.palette).size).toBe(8);
    for (const color of theme.palette) {
      expect(contrast(parseColor(color)!, background)).toBeGreaterThanOrEqual(3);
    }
  });

  it("the scale of epochs can be read from one end to the other, and its lightness only rises", () => {
    const colors = Array.from({ length: 51 }, (_, index) => readScale(theme.epochScale, index / 50));
    for (const color of colors) {
      expect(contrast(color, background)).toBeGreaterThanOrEqual(highContrast ? 4.4 : 2.95);
    }
    const lightness = colors.map(luminance);
    expect([...lightness].sort((a, b) => a - b)).toEqual(lightness);
  });

  it("the first and the last epoch are far apart", () => {
    const distance = contrast(readScale(theme.epochScale, 0), readScale(theme.epochScale, 1));
    expect(distance).toBeGreaterThan(2);
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

  it("is light or dark by its background, and colors come again after the eighth layer", () => {
    const light = resolveTheme({ read: () => "", background: "#fdf6e3", highContrast: false });
    const dark = resolveTheme({ read: () => "", background: "#002b36", highContrast: false });
    expect(layerColor(light, 0)).not.toBe(layerColor(dark, 0));
    expect(layerColor(light, 8)).toBe(layerColor(light, 0));
  });
});

describe("the scale of epochs", () => {
  it("loses its light end on white and its dark end on black", () => {
    expect(createReadableScale(WHITE, 3).from).toBe(0);
    expect(createReadableScale(WHITE, 3).to).toBeLessThan(0.75);
    expect(createReadableScale(BLACK, 3).from).toBeGreaterThan(0.2);
    expect(createReadableScale(BLACK, 3).to).toBe(1);
  });

  it("is shown whole where no part of it has the contrast", () => {
    expect(createReadableScale([128, 128, 128], 20)).toEqual({ from: 0, to: 1 });
  });

  it("begins and ends with the colors of plasma", () => {
    expect(readScale({ from: 0, to: 1 }, 0)).toEqual([13, 8, 135]);
    expect(readScale({ from: 0, to: 1 }, 1)).toEqual([240, 249, 33]);
  });
});
