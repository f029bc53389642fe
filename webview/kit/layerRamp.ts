import { contrast, mix, parseColor, toCss, type Rgb } from "./color";

/**
 * Hues in the order of depth, from violet over green to red: the part of P. Tol's smooth rainbow (2021) that has a hue.
 * It is made for color blindness; that layers lie in the order of their hues tells neighbors apart by more than memory.
 */
const ANCHORS: readonly Rgb[] = [
  "#6f4c9b",
  "#5568b8",
  "#4d8ac6",
  "#549eb3",
  "#60ab9e",
  "#77b77d",
  "#a6be54",
  "#d1b541",
  "#e49c39",
  "#e67932",
  "#df4828",
  "#b8221e",
].map((css) => parseColor(css)!);

/** Steps of the ramp: as many layers as a network may have get a color of their own. */
export const RAMP_STEPS = 64;

/** The colors of layers by depth, first to last, each with the asked contrast to the background. */
export function createLayerRamp(
  background: Rgb,
  isLight: boolean,
  minimumContrast: number,
): readonly string[] {
  const far: Rgb = isLight ? [0, 0, 0] : [255, 255, 255];
  return Array.from({ length: RAMP_STEPS }, (_, step) => {
    const place = (step / (RAMP_STEPS - 1)) * (ANCHORS.length - 1);
    const low = Math.min(Math.floor(place), ANCHORS.length - 2);
    const pure = mix(ANCHORS[low]!, ANCHORS[low + 1]!, place - low);
    let color = pure;
    for (let share = 0; share <= 1 && contrast(color, background) < minimumContrast; share += 0.02) {
      color = mix(pure, far, share);
    }
    return toCss(color);
  });
}

/** Where a layer lies between the first, 0, and the last, 1. */
export function depthOf(layer: number, layers: number): number {
  return layers < 2 ? 0 : layer / (layers - 1);
}
