import { mix, parseColor, toCss, type Rgb } from "./color";
import type { ChartTheme } from "./theme";

/** How much of a layer's color the first epoch has; the rest is the background's. */
const FIRST_SHARE = 0.3;

const FALLBACK: Rgb = [128, 128, 128];

/**
 * A layer's color at an epoch: the hue says the layer, and the farther from the background the later the epoch.
 * @param position the epoch's place on its scale, 0 to 1
 */
export function shadeByEpoch(theme: ChartTheme, layerColor: string, position: number): string {
  const color = parseColor(layerColor) ?? FALLBACK;
  const ground = parseColor(theme.background) ?? FALLBACK;
  return toCss(mix(ground, color, FIRST_SHARE + (1 - FIRST_SHARE) * position));
}
