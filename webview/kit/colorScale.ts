import { contrast, mix, type Rgb } from "./color";

/**
 * Ten evenly spaced colors of plasma, a scale of Matplotlib (S. van der Walt and N. Smith, CC0): its lightness
 * rises evenly from one end to the other, so that it reads the same without color vision and in print.
 */
const PLASMA: readonly Rgb[] = [
  [13, 8, 135],
  [71, 3, 159],
  [115, 1, 168],
  [156, 23, 158],
  [189, 55, 134],
  [216, 87, 107],
  [237, 121, 83],
  [250, 158, 59],
  [253, 201, 38],
  [240, 249, 33],
];

/** The part of the scale that can be read on a background. */
export interface ColorScale {
  readonly from: number;
  readonly to: number;
}

const STEPS = 200;

/**
 * The longest part of the scale on which every color has the asked contrast with the background: a dark
 * background cuts off the dark end, a light one the light end. The whole scale if no part has.
 */
export function createReadableScale(background: Rgb, minimumContrast: number): ColorScale {
  let best: ColorScale = { from: 0, to: 0 };
  let start: number | undefined;
  for (let step = 0; step <= STEPS + 1; step++) {
    const place = step / STEPS;
    const readable = step <= STEPS && contrast(colorAt(place), background) >= minimumContrast;
    if (readable) {
      start ??= place;
    } else if (start !== undefined) {
      const to = (step - 1) / STEPS;
      best = to - start > best.to - best.from ? { from: start, to } : best;
      start = undefined;
    }
  }
  return best.to > best.from ? best : { from: 0, to: 1 };
}

/** The color at a place of the readable part, 0 to 1. */
export function readScale(scale: ColorScale, place: number): Rgb {
  return colorAt(scale.from + (scale.to - scale.from) * place);
}

function colorAt(place: number): Rgb {
  const index = Math.min(1, Math.max(0, place)) * (PLASMA.length - 1);
  const low = Math.min(Math.floor(index), PLASMA.length - 2);
  return mix(PLASMA[low]!, PLASMA[low + 1]!, index - low);
}
