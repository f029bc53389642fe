import { luminance, parseColor, toCss, type Rgb } from "./color";
import { createLayerRamp } from "./layerRamp";

/** Dashes of what is not the first of two lines: the deviation of gradients, the test rows of losses. */
export const SECOND_LINE_DASH = [5, 3];

/** What a chart takes from the editor's theme. Colors are in CSS. */
export interface ChartTheme {
  readonly background: string;
  readonly text: string;
  /** Axis titles, ticks and lines at quantities of the data. */
  readonly muted: string;
  readonly grid: string;
  readonly tooltipBackground: string;
  readonly tooltipText: string;
  readonly tooltipBorder: string;
  readonly fontFamily: string;
  readonly fontSize: number;
  readonly lineWidth: number;
  /** A translucent color for what cannot be reached. */
  readonly shade: string;
  /** Colors must be told apart without being translucent. */
  readonly highContrast: boolean;
  /** Colors of layers by depth, from the first to the last. */
  readonly layerRamp: readonly string[];
  /** Colors that are told apart from each other, for what is no layer. */
  readonly palette: readonly string[];
}

/** The editor's CSS variables as computed, and what its classes say. */
export interface ThemeSource {
  /** The computed value of a CSS variable; an empty text if it is not set. */
  readonly read: (variable: `--vscode-${string}`) => string;
  readonly background: string;
  readonly highContrast: boolean;
}

/**
 * Two palettes after Paul Tol ("vibrant", "high-contrast" and "light"; safe for color blindness), in the same
 * order of hues, so that a line keeps its hue when the theme changes. Each color has a contrast of 3 or more
 * with the backgrounds of its kind.
 */
export const PALETTE_ON_LIGHT = [
  "#0077bb",
  "#cc3311",
  "#00857a",
  "#aa3377",
  "#8a6a00",
  "#332288",
  "#5f5f5f",
  "#117733",
];
export const PALETTE_ON_DARK = [
  "#77aadd",
  "#ee8866",
  "#44bb99",
  "#ffaabb",
  "#eedd88",
  "#b3a2ee",
  "#dddddd",
  "#bbcc33",
];

const WHITE: Rgb = [255, 255, 255];

/** Above this luminance black has more contrast with a background than white has. */
const LIGHT_FROM = 0.18;

/** Settles the charts' colors on a theme; only the background's brightness decides what is light or dark. */
export function resolveTheme({ read, background, highContrast }: ThemeSource): ChartTheme {
  const ground = parseColor(background) ?? WHITE;
  const isLight = luminance(ground) >= LIGHT_FROM;
  const ink: Rgb = isLight ? [31, 31, 31] : [224, 224, 224];
  const foreground = firstSet(read("--vscode-charts-foreground"), read("--vscode-foreground"), toCss(ink));
  return {
    background: toCss(ground),
    text: foreground,
    muted: highContrast ? foreground : firstSet(read("--vscode-descriptionForeground"), foreground),
    grid: toCss(ink, highContrast ? 0.35 : 0.12),
    tooltipBackground: firstSet(read("--vscode-editorHoverWidget-background"), toCss(ground)),
    tooltipText: firstSet(read("--vscode-editorHoverWidget-foreground"), foreground),
    tooltipBorder: firstSet(
      read("--vscode-editorHoverWidget-border"),
      read("--vscode-contrastBorder"),
      toCss(ink, 0.5),
    ),
    fontFamily: firstSet(read("--vscode-font-family"), "sans-serif"),
    fontSize: Math.max(10, (Number.parseFloat(read("--vscode-font-size")) || 13) - 2),
    lineWidth: highContrast ? 1.75 : 1.25,
    shade: toCss(ink, highContrast ? 0.18 : 0.07),
    highContrast,
    palette: isLight ? PALETTE_ON_LIGHT : PALETTE_ON_DARK,
    layerRamp: createLayerRamp(ground, isLight, highContrast ? 4.5 : 3),
  };
}

/**
 * The color of a layer, the same in all pictures.
 * @param depth where the layer lies between the first, 0, and the last, 1
 */
export function layerColor({ layerRamp }: ChartTheme, depth: number): string {
  return layerRamp[Math.round(depth * (layerRamp.length - 1))]!;
}

function firstSet(...values: readonly string[]): string {
  return values.find((value) => value.trim() !== "") ?? "";
}
